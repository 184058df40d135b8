import { createHash, randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { inTransaction, type Queryable } from "../../database/transactions.ts";
import { AuthError } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import type { PkceChallenge } from "../flow-states.ts";
import type { IdentityProvider } from "./identity-provider.ts";

/** How long a person may take at the provider. */
const stateLifetimeMs = 5 * 60_000;

export interface NewOAuthFlow {
  provider: IdentityProvider;
  redirectTo: string;
  scopes: string;
  challenge: PkceChallenge;
  extra: Record<string, string>;
  /** An invitation that the sign-in accepts. */
  inviteToken: string | null;
  /** The user that the provider's identity is to be added to; null for a sign-in. */
  linkTo: string | null;
}

/** Remembers the flow under its state and returns the provider's address for it. */
export async function startOAuthFlow(services: AuthServices, flow: NewOAuthFlow): Promise<string> {
  const { provider, challenge } = flow;
  const state = randomUUID();
  const verifier = randomBytes(48).toString("base64url");
  const clientStateId = randomUUID();
  const url = await provider.formatAuthorizationUrl({
    state,
    scopes: flow.scopes,
    codeChallenge: createHash("sha256").update(verifier).digest("base64url"),
    extra: flow.extra,
  });
  await inTransaction(services.pool, async (transaction) => {
    await transaction.query(
      `insert into auth.oauth_client_states (id, provider_type, code_verifier, created_at)
       values ($1, $2, $3, now())`,
      [clientStateId, provider.name, verifier],
    );
    const { code_challenge: codeChallenge, code_challenge_method: method } = challenge;
    await transaction.query(
      `insert into auth.flow_state (id, auth_code, code_challenge_method, code_challenge, provider_type,
         authentication_method, created_at, updated_at, referrer, invite_token, linking_target_id,
         oauth_client_state_id, email_optional)
       values ($1, $2, $3, $4, $5, 'oauth', now(), now(), $6, $7, $8, $9, $10)`,
      [
        state,
        codeChallenge ? randomUUID() : null,
        codeChallenge ? (method ?? "plain") : null,
        codeChallenge ?? null,
        provider.name,
        flow.redirectTo,
        flow.inviteToken,
        flow.linkTo,
        clientStateId,
        provider.isEmailOptional,
      ],
    );
  });
  return url;
}

export interface OAuthFlow {
  id: string;
  /** For the browser that started the flow with a challenge; null for one that takes its session at once. */
  authCode: string | null;
  providerName: string;
  redirectTo: string;
  inviteToken: string | null;
  linkTo: string | null;
  codeVerifier: string;
}

interface FlowRow {
  id: string;
  auth_code: string | null;
  provider_type: string;
  referrer: string;
  invite_token: string | null;
  linking_target_id: string | null;
  code_verifier: string | null;
  created_at: Date;
}

/** Where a flow would lead, however it ends; null when there is none of this state. */
export async function findRedirect(db: Queryable, state: string): Promise<string | null> {
  const found = await db.query<{ referrer: string | null }>(
    "select referrer from auth.flow_state where id = $1 and authentication_method = 'oauth'",
    [z.uuid().safeParse(state).data ?? null],
  );
  return found.rows[0]?.referrer ?? null;
}

/** Takes the flow of a state up. Each is taken once: its verifier goes with it. */
export async function takeOAuthFlow(db: Queryable, state: string): Promise<OAuthFlow> {
  if (state === "") {
    throw new AuthError(400, "bad_oauth_callback", "OAuth state parameter missing");
  }
  const taken = await db.query<FlowRow>(
    `with spent as (
       delete from auth.oauth_client_states s using auth.flow_state f
       where f.id = $1 and f.authentication_method = 'oauth' and s.id = f.oauth_client_state_id
       returning s.code_verifier, f.id as flow_id
     )
     select f.id, f.auth_code, f.provider_type, f.referrer, f.invite_token, f.linking_target_id,
       f.created_at, spent.code_verifier
     from spent join auth.flow_state f on f.id = spent.flow_id`,
    [z.uuid().safeParse(state).data ?? null],
  );
  const flow = taken.rows[0];
  if (!flow) throw new AuthError(400, "bad_oauth_state", "OAuth state not found or expired");
  if (flow.created_at.getTime() + stateLifetimeMs < Date.now()) {
    throw new AuthError(422, "flow_state_expired", "OAuth state has expired");
  }
  return {
    id: flow.id,
    authCode: flow.auth_code,
    providerName: flow.provider_type,
    redirectTo: flow.referrer,
    inviteToken: flow.invite_token,
    linkTo: flow.linking_target_id,
    codeVerifier: flow.code_verifier ?? "",
  };
}

/** Lets the flow's code be traded for a session of this user. */
export async function grantOAuthCode(
  db: Queryable,
  flow: OAuthFlow,
  userId: string,
  tokens: { accessToken: string; refreshToken: string | null },
): Promise<void> {
  await db.query(
    `update auth.flow_state set user_id = $2, provider_access_token = $3, provider_refresh_token = $4,
       auth_code_issued_at = now(), updated_at = now() where id = $1`,
    [flow.id, userId, tokens.accessToken, tokens.refreshToken],
  );
}

export async function endOAuthFlow(db: Queryable, flow: OAuthFlow): Promise<void> {
  await db.query("delete from auth.flow_state where id = $1", [flow.id]);
}
