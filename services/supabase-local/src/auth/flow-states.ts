import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Queryable } from "../database/transactions.ts";
import { AuthError } from "./auth-error.ts";

const codeLifetimeMs = 5 * 60_000;

/** What a client sends along when it wants a code that only it can trade for a session (RFC 7636). */
export const PkceChallenge = z.object({
  code_challenge: z
    .string()
    .regex(/^[A-Za-z0-9._~-]{43,128}$/)
    .nullish(),
  code_challenge_method: z
    .string()
    .toLowerCase()
    .pipe(z.enum(["s256", "plain"]))
    .nullish(),
});
export type PkceChallenge = z.infer<typeof PkceChallenge>;

export type FlowMethod = "email/signup" | "invite" | "magiclink" | "recovery" | "email_change";

/** A code of one of these stands for a session that has been proven by `method`. */
export interface SpentFlow {
  userId: string;
  method: string;
  providerAccessToken: string | null;
  providerRefreshToken: string | null;
}

/** Remembers the challenge for when the mailed link is opened. True when there is one. */
export async function saveFlowState(
  db: Queryable,
  userId: string,
  method: FlowMethod,
  challenge: PkceChallenge,
): Promise<boolean> {
  if (!challenge.code_challenge) return false;
  await db.query(
    `insert into auth.flow_state (id, user_id, auth_code, code_challenge_method, code_challenge, provider_type,
       authentication_method, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 'email', $6, now(), now())`,
    [
      randomUUID(),
      userId,
      randomUUID(),
      challenge.code_challenge_method ?? "plain",
      challenge.code_challenge,
      method,
    ],
  );
  return true;
}

/** The code to put into the redirect of an opened link; null when no flow of this kind is waiting. */
export async function issueAuthCode(
  db: Queryable,
  userId: string,
  method: FlowMethod,
): Promise<string | null> {
  const issued = await db.query<{ auth_code: string }>(
    `update auth.flow_state set auth_code_issued_at = now(), updated_at = now()
     where id = (select id from auth.flow_state where user_id = $1 and authentication_method = $2
       order by created_at desc limit 1)
     returning auth_code`,
    [userId, method],
  );
  return issued.rows[0]?.auth_code ?? null;
}

/** Trades a code for the user it stands for. A code works once, and only with its verifier. */
export async function spendAuthCode(
  db: Queryable,
  code: string,
  verifier: string,
): Promise<SpentFlow> {
  const found = await db.query<{
    user_id: string | null;
    code_challenge: string;
    code_challenge_method: "s256" | "plain";
    authentication_method: string;
    auth_code_issued_at: Date | null;
    provider_access_token: string | null;
    provider_refresh_token: string | null;
  }>("delete from auth.flow_state where auth_code = $1 returning *", [code]);
  const flow = found.rows[0];
  if (!flow || flow.user_id === null || flow.auth_code_issued_at === null) {
    throw new AuthError(
      404,
      "flow_state_not_found",
      "invalid flow state, no valid flow state found",
    );
  }
  if (flow.auth_code_issued_at.getTime() + codeLifetimeMs < Date.now()) {
    throw new AuthError(400, "flow_state_expired", "invalid flow state, flow state has expired");
  }
  const given =
    flow.code_challenge_method === "s256"
      ? createHash("sha256").update(verifier).digest("base64url")
      : verifier;
  const [expected, actual] = [Buffer.from(flow.code_challenge), Buffer.from(given)];
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) {
    throw new AuthError(
      400,
      "bad_code_verifier",
      "code challenge does not match previously saved code verifier",
    );
  }
  return {
    userId: flow.user_id,
    method: flow.authentication_method,
    providerAccessToken: flow.provider_access_token,
    providerRefreshToken: flow.provider_refresh_token,
  };
}
