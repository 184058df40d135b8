import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import type { AuthServices } from "../auth-services.ts";
import { createRefreshToken, describeSession, type SessionJson } from "../sessions.ts";
import type { UserRow } from "../users.ts";

/**
 * Notes that a session has passed the second step: it is aal2 from now on, with tokens that say so. The
 * user's sessions that stand on the first step alone end, so that none of them outlives the new rule.
 */
export async function raiseSession(
  services: AuthServices,
  transaction: PoolClient,
  raised: { user: UserRow; sessionId: string; factorId: string; method: string },
): Promise<SessionJson> {
  const { user, sessionId, factorId, method } = raised;
  await transaction.query(
    `insert into auth.mfa_amr_claims (id, session_id, created_at, updated_at, authentication_method)
     values ($1, $2, now(), now(), $3)
     on conflict (session_id, authentication_method) do update set updated_at = now()`,
    [randomUUID(), sessionId, method],
  );
  await transaction.query(
    "update auth.sessions set aal = 'aal2', factor_id = $2, updated_at = now() where id = $1",
    [sessionId, factorId],
  );
  await transaction.query(
    "delete from auth.sessions where user_id = $1 and aal is distinct from 'aal2'",
    [user.id],
  );
  const refreshToken = createRefreshToken();
  await transaction.query(
    `with used as (
       update auth.refresh_tokens set revoked = true, updated_at = now()
       where session_id = $1 and not revoked returning token
     )
     insert into auth.refresh_tokens (instance_id, token, user_id, revoked, created_at, updated_at, parent, session_id)
     values ('00000000-0000-0000-0000-000000000000', $2, $3, false, now(), now(), (select max(token) from used), $1)`,
    [sessionId, refreshToken, user.id],
  );
  return describeSession(services, transaction, user, sessionId, refreshToken);
}
