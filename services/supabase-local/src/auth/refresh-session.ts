import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { inTransaction } from "../database/transactions.ts";
import { AuthError } from "./auth-error.ts";
import type { AuthServices } from "./auth-services.ts";
import type { Device } from "./device.ts";
import {
  createRefreshToken,
  describeSession,
  formatSession,
  type SessionJson,
  sessionMethods,
  type SessionState,
} from "./sessions.ts";
import { userExtras } from "./user-json.ts";
import { isBanned, type UserRow, userColumns } from "./users.ts";

/**
 * Trades a refresh token for a new session state. A used token is accepted again only within the reuse
 * interval, or when its successor was never used (the answer got lost); otherwise the session ends.
 */
export async function refreshSession(
  services: AuthServices,
  refreshToken: string,
  device: Device,
): Promise<SessionJson> {
  const rotated = services.config.enable_refresh_token_rotation
    ? await rotateAtOnce(services, refreshToken, device)
    : null;
  return rotated ?? (await refreshWithCare(services, refreshToken, device));
}

/**
 * The common case, a good token used for the first time, as one statement: one way to the database and one
 * commit instead of six. Null when anything is out of the ordinary, with nothing changed.
 */
async function rotateAtOnce(
  services: AuthServices,
  refreshToken: string,
  device: Device,
): Promise<SessionJson | null> {
  const next = createRefreshToken();
  const { timebox, inactivity_timeout: inactivity } = services.config.sessions;
  const rotated = await services.pool.query<UserRow & SessionState>({
    name: "auth.rotate-refresh-token",
    text: `with given as (
        select t.id, t.token, s.id as session_id, s.user_id
        from auth.refresh_tokens t
        join auth.sessions s on s.id = t.session_id
        join auth.users u on u.id = s.user_id and u.deleted_at is null
        where t.token = $1 and t.revoked = false
          and (u.banned_until is null or u.banned_until <= now())
          and (s.not_after is null or s.not_after > now())
          and ($5::int = 0 or s.created_at + make_interval(secs => $5::int) > now())
          and ($6::int = 0 or coalesce(s.refreshed_at at time zone 'UTC', s.created_at)
            + make_interval(secs => $6::int) > now())
        for update of s, t
      ), used as (
        update auth.refresh_tokens t set revoked = true, updated_at = now() from given where t.id = given.id
      ), created as (
        insert into auth.refresh_tokens (instance_id, token, user_id, revoked, created_at, updated_at, parent, session_id)
        select '00000000-0000-0000-0000-000000000000', $2, user_id::text, false, now(), now(), token, session_id from given
      ), seen as (
        update auth.sessions s set refreshed_at = now() at time zone 'UTC', updated_at = now(), user_agent = $3, ip = $4
        from given where s.id = given.session_id
      ), recorded as (
        insert into auth.audit_log_entries (instance_id, id, payload, created_at, ip_address)
        select '00000000-0000-0000-0000-000000000000', what.id,
          jsonb_build_object('action', what.action, 'actor_id', u.id, 'actor_username', coalesce(u.email, ''),
            'actor_via_sso', false, 'log_type', 'token'), now(), $4::text
        from given join auth.users u on u.id = given.user_id
        cross join (values ($7::uuid, 'token_refreshed'), ($8::uuid, 'token_revoked')) as what (id, action)
      )
      select ${userColumns}, ${userExtras}, ${sessionMethods}, s.id as session_id, s.aal
      from given join auth.sessions s on s.id = given.session_id join auth.users u on u.id = given.user_id`,
    values: [
      refreshToken,
      next,
      device.userAgent.slice(0, 500),
      device.address,
      timebox,
      inactivity,
      randomUUID(),
      randomUUID(),
    ],
  });
  const row = rotated.rows[0];
  return row ? formatSession(services, row, row, next) : null;
}

interface RefreshRow extends UserRow {
  session_id: string;
  session_created_at: Date;
  not_after: Date | null;
  last_used_at: Date;
  token: string;
  revoked: boolean;
  token_updated_at: Date;
}

async function refreshWithCare(
  services: AuthServices,
  refreshToken: string,
  device: Device,
): Promise<SessionJson> {
  const outcome = await inTransaction(services.pool, async (transaction) => {
    const found = await lockRefreshToken(transaction, refreshToken);
    if (!found) {
      throw new AuthError(
        400,
        "refresh_token_not_found",
        "Invalid Refresh Token: Refresh Token Not Found",
      );
    }
    if (isBanned(found))
      throw new AuthError(400, "user_banned", "Invalid Refresh Token: User Banned");
    requireLivingSession(services, found);
    const current = await chooseCurrentToken(services, transaction, found);
    if (current === null) {
      await transaction.query(
        "update auth.refresh_tokens set revoked = true, updated_at = now() where session_id = $1 and not revoked",
        [found.session_id],
      );
      // Committed, not thrown: ending the session is what this request does.
      return null;
    }
    await transaction.query(
      `update auth.sessions set refreshed_at = now() at time zone 'UTC', updated_at = now(), user_agent = $2, ip = $3
       where id = $1`,
      [found.session_id, device.userAgent.slice(0, 500), device.address],
    );
    return describeSession(services, transaction, found, found.session_id, current);
  });
  if (outcome === null) {
    throw new AuthError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
  }
  return outcome;
}

async function lockRefreshToken(
  transaction: PoolClient,
  token: string,
): Promise<RefreshRow | null> {
  const found = await transaction.query<RefreshRow>(
    `select ${userColumns}, t.token, t.revoked, t.updated_at as token_updated_at,
       s.id as session_id, s.created_at as session_created_at, s.not_after,
       coalesce(s.refreshed_at at time zone 'UTC', s.created_at) as last_used_at
     from auth.refresh_tokens t
     join auth.sessions s on s.id = t.session_id
     join auth.users u on u.id = s.user_id and u.deleted_at is null
     where t.token = $1 for update of s, t`,
    [token],
  );
  return found.rows[0] ?? null;
}

function requireLivingSession(services: AuthServices, session: RefreshRow): void {
  const { timebox, inactivity_timeout: inactivity } = services.config.sessions;
  const now = Date.now();
  const isOver =
    (session.not_after !== null && session.not_after.getTime() < now) ||
    (timebox > 0 && session.session_created_at.getTime() + timebox * 1000 < now) ||
    (inactivity > 0 && session.last_used_at.getTime() + inactivity * 1000 < now);
  if (isOver) throw new AuthError(400, "session_expired", "Invalid Refresh Token: Session Expired");
}

/** The token to hand out, or null when the given one was used before and may not be again. */
async function chooseCurrentToken(
  services: AuthServices,
  transaction: PoolClient,
  given: RefreshRow,
): Promise<string | null> {
  if (!given.revoked) return given.token;
  const active = await transaction.query<{ token: string; parent: string | null }>(
    "select token, parent from auth.refresh_tokens where session_id = $1 and not revoked order by id desc limit 1",
    [given.session_id],
  );
  const current = active.rows[0];
  const isParentOfCurrent = current?.parent === given.token;
  const reuseUntil =
    given.token_updated_at.getTime() + services.config.refresh_token_reuse_interval * 1000;
  return current && (isParentOfCurrent || Date.now() <= reuseUntil) ? current.token : null;
}
