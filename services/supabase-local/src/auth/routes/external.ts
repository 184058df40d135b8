import type { Context, Hono } from "hono";
import type { PoolClient } from "pg";
import { inTransaction } from "../../database/transactions.ts";
import { AuthError, OAuthError } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import type { Device } from "../device.ts";
import { withoutRivals } from "../external/identities.ts";
import { type ProviderAnswer, ProviderFailure } from "../external/identity-provider.ts";
import {
  endOAuthFlow,
  findRedirect,
  grantOAuthCode,
  type OAuthFlow,
  startOAuthFlow,
  takeOAuthFlow,
} from "../external/oauth-flows.ts";
import {
  acceptInviteExternally,
  type ExternalOutcome,
  type ExternalSignIn,
  linkExternally,
  signInExternally,
} from "../external/sign-in-externally.ts";
import { PkceChallenge } from "../flow-states.ts";
import { findTokenOwner, isTokenFresh, spendTokens } from "../one-time-tokens.ts";
import { readDevice } from "../requests.ts";
import { addProviderTokens, openSession } from "../sessions.ts";

/** Parameters of `/authorize` that are for this service; the rest is for the provider. */
const ownParameters = new Set([
  "provider",
  "redirect_to",
  "scopes",
  "code_challenge",
  "code_challenge_method",
  "invite_token",
  "skip_http_redirect",
  "apikey",
  // Requests in a wrapping (RFC 9101) would say what is asked in place of this service.
  "request",
  "request_uri",
]);

/** Sign-in through a provider: to it, and back with its code. */
export function addExternalRoutes(app: Hono, services: AuthServices): void {
  app.get("/authorize", async (context) => {
    const url = await startExternalFlow(context, services, null);
    return context.redirect(url, 302);
  });

  app.get("/callback", async (context) => {
    const state = context.req.query("state") ?? "";
    const device = readDevice(context, services);
    const redirectTo = (await findRedirect(services.pool, state)) ?? services.redirects.siteUrl;
    try {
      services.limits.countRequest("token_verifications", device.address);
      const flow = await takeOAuthFlow(services.pool, state);
      const answer = await readAnswer(context, services, flow);
      return context.redirect(await completeFlow(services, flow, answer, device), 302);
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      return context.redirect(describeRefusal(redirectTo, error), 302);
    }
  });
}

/** Where to send the browser. `linkTo` is the user that the identity is to be added to. */
export async function startExternalFlow(
  context: Context,
  services: AuthServices,
  linkTo: string | null,
): Promise<string> {
  const query = context.req.query();
  const provider = services.providers.get(query["provider"] ?? "");
  const challenge = PkceChallenge.safeParse(query);
  if (!challenge.success) {
    throw new AuthError(
      400,
      "validation_failed",
      "code challenge must be 43 to 128 characters, its method s256 or plain",
    );
  }
  services.limits.countRequest("sign_in_sign_ups", readDevice(context, services).address);
  const inviteToken = query["invite_token"] || null;
  if (
    inviteToken !== null &&
    !(await findTokenOwner(services.pool, inviteToken, ["confirmation"]))
  ) {
    throw new AuthError(404, "user_not_found", "User not found");
  }
  const extra = Object.entries(query).filter(([name]) => !ownParameters.has(name));
  try {
    return await startOAuthFlow(services, {
      provider,
      redirectTo: services.redirects.choose(query["redirect_to"]),
      scopes: query["scopes"] ?? "",
      challenge: challenge.data,
      extra: Object.fromEntries(extra),
      inviteToken,
      linkTo,
    });
  } catch (error) {
    throw asRefusal(services, provider.name, error);
  }
}

async function readAnswer(
  context: Context,
  services: AuthServices,
  flow: OAuthFlow,
): Promise<ProviderAnswer> {
  const refused = context.req.query("error");
  if (refused) {
    throw new OAuthError(refused, context.req.query("error_description") ?? "");
  }
  const code = context.req.query("code");
  if (!code)
    throw new AuthError(400, "bad_oauth_callback", "OAuth callback without authorization code");
  const provider = services.providers.get(flow.providerName);
  try {
    return await provider.exchangeCode(code, flow.codeVerifier);
  } catch (error) {
    throw asRefusal(services, provider.name, error);
  }
}

/** The address to go on to: with a code for a client that sent a challenge, else with a session. */
async function completeFlow(
  services: AuthServices,
  flow: OAuthFlow,
  answer: ProviderAnswer,
  device: Device,
): Promise<string> {
  const complete = async (transaction: PoolClient) => {
    const provider = services.providers.get(flow.providerName);
    const { profile } = answer;
    const signIn: ExternalSignIn = { provider, profile, device, redirectTo: flow.redirectTo };
    const found =
      flow.linkTo !== null
        ? await linkExternally(services, transaction, flow.linkTo, signIn)
        : flow.inviteToken !== null
          ? await acceptInvite(services, transaction, flow.inviteToken, signIn)
          : await signInExternally(services, transaction, signIn);
    if (found.state === "unproven") {
      await endOAuthFlow(transaction, flow);
      return found;
    }
    const target = new URL(flow.redirectTo);
    if (flow.authCode !== null) {
      await grantOAuthCode(transaction, flow, found.user.id, answer);
      target.searchParams.set("code", flow.authCode);
      return target.href;
    }
    await endOAuthFlow(transaction, flow);
    const session = await openSession(services, transaction, found.user, "oauth", device);
    const shown = addProviderTokens(session, answer.accessToken, answer.refreshToken);
    const { user: _user, weak_password: _weakness, ...values } = shown;
    const fragment = new URLSearchParams();
    for (const [name, value] of Object.entries(values)) fragment.set(name, String(value));
    target.hash = fragment.toString();
    return target.href;
  };
  const outcome = await withoutRivals(() => inTransaction(services.pool, complete));
  if (typeof outcome === "string") return outcome;
  services.tasks.run("mail.signup", outcome.send);
  throw outcome.refusal;
}

async function acceptInvite(
  services: AuthServices,
  transaction: PoolClient,
  token: string,
  signIn: ExternalSignIn,
): Promise<ExternalOutcome> {
  const owner = await findTokenOwner(transaction, token, ["confirmation"]);
  if (!owner || !isTokenFresh(owner.user, owner.kind, services.config.email.otp_expiry)) {
    throw new AuthError(404, "user_not_found", "User not found");
  }
  await spendTokens(transaction, owner.user, ["confirmation"]);
  return acceptInviteExternally(transaction, owner.user, signIn);
}

/** What went wrong at the provider is for the log; the person learns that it did. */
function asRefusal(services: AuthServices, provider: string, error: unknown): unknown {
  if (!(error instanceof ProviderFailure)) return error;
  services.log("auth.provider-failed", { provider, step: error.message });
  return new AuthError(500, "unexpected_failure", "Unable to exchange external code");
}

const errorNames: Record<number, string> = {
  400: "invalid_request",
  401: "unauthorized_client",
  403: "access_denied",
  503: "temporarily_unavailable",
};

/** A fragment never reaches a server and a query never stays in the browser alone: clients look at both. */
function describeRefusal(redirectTo: string, error: AuthError): string {
  const name = error instanceof OAuthError ? error.code : errorNames[error.status];
  const values = {
    error: name ?? "server_error",
    error_code: error.code,
    error_description: error.message,
  };
  const target = new URL(redirectTo);
  for (const [key, value] of Object.entries(values)) target.searchParams.set(key, value);
  target.hash = new URLSearchParams(values).toString();
  return target.href;
}
