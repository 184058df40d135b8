import { randomBytes, randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { inTransaction, type Queryable } from "../database/transactions.ts";
import { AuthError, userBanned } from "./auth-error.ts";
import type { AuthServices } from "./auth-services.ts";
import { formatUser, type UserExtras, userExtras, type UserJson } from "./user-json.ts";
import { isBanned, type UserRow, userColumns } from "./users.ts";

export interface Device {
  address: string;
  userAgent: string;
}

export interface SessionJson {
  access_token: string;
  token_type: "bearer";
  expires_in: number;
  expires_at: number;
  refresh_token: string;
  user: UserJson;
}

interface SessionRow {
  session_id: string;
  aal: string | null;
  session_created_at: Date;
  not_after: Date | null;
  last_used_at: Date;
}

/** Opens a session for a user who has proved who they are by `method`. */
export async function openSession(
  services: AuthServices,
  db: Queryable,
  user: UserRow,
  method: string,
  device: Device,
): Promise<SessionJson> {
  if (isBanned(user)) throw userBanned();
  const sessionId = randomUUID();
  const refreshToken = createRefreshToken();
  const opened = await db.query<UserRow>(
    `with session as (
       insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip)
       values ($1, $2, now(), now(), 'aal1', $3, $4) returning id
     ), token as (
       insert into auth.refresh_tokens (instance_id, token, user_id, revoked, created_at, updated_at, session_id)
       select '00000000-0000-0000-0000-000000000000', $5, $2::text, false, now(), now(), id from session
     ), claim as (
       insert into auth.mfa_amr_claims (id, session_id, created_at, updated_at, authentication_method)
       select $6, id, now(), now(), $7 from session
     )
     update auth.users u set last_sign_in_at = now(), updated_at = now() where u.id = $2::uuid
     returning ${userColumns}`,
    [
      sessionId,
      user.id,
      device.userAgent.slice(0, 500),
      device.address,
      refreshToken,
      randomUUID(),
      method,
    ],
  );
  const current = opened.rows[0] ?? user;
  return describeSession(
    services,
    db,
    current,
    { session_id: sessionId, aal: "aal1" },
    refreshToken,
  );
}

async function describeSession(
  services: AuthServices,
  db: Queryable,
  user: UserRow,
  session: Pick<SessionRow, "session_id" | "aal">,
  refreshToken: string,
): Promise<SessionJson> {
  const found = await db.query<UserExtras & { methods: { method: string; timestamp: number }[] }>(
    `select ${userExtras},
       coalesce((select json_agg(json_build_object('method', c.authentication_method,
           'timestamp', extract(epoch from c.updated_at)::int) order by c.updated_at desc)
         from auth.mfa_amr_claims c where c.session_id = $2), '[]') as methods
     from auth.users u where u.id = $1`,
    [user.id, session.session_id],
  );
  const extras = found.rows[0] ?? { identities: [], factors: [], methods: [] };
  const now = Math.floor(Date.now() / 1000);
  const lifetime = services.config.jwt_expiry;
  const accessToken = await services.tokens.sign({
    iss: services.tokens.issuer,
    sub: user.id,
    aud: user.aud,
    exp: now + lifetime,
    iat: now,
    email: user.email ?? "",
    phone: user.phone ?? "",
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    role: user.role,
    aal: session.aal ?? "aal1",
    amr: extras.methods,
    session_id: session.session_id,
    is_anonymous: user.is_anonymous,
  });
  return {
    access_token: accessToken,
    token_type: "bearer",
    expires_in: lifetime,
    expires_at: now + lifetime,
    refresh_token: refreshToken,
    user: formatUser(user, extras),
  };
}

interface RefreshRow extends UserRow, SessionRow {
  token_id: string;
  token: string;
  revoked: boolean;
  token_updated_at: Date;
}

/**
 * Trades a refresh token for a new session state. A used token is accepted again only within the reuse
 * interval, or when its successor was never used (the answer got lost); otherwise the session ends.
 */
export async function refreshSession(
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
    const next = await chooseNextToken(services, transaction, found);
    if (next === null) {
      await transaction.query(
        "update auth.refresh_tokens set revoked = true, updated_at = now() where session_id = $1 and not revoked",
        [found.session_id],
      );
      // Committed, not thrown: ending the session is what this request does.
      return null;
    }
    await transaction.query(
      "update auth.sessions set refreshed_at = now(), updated_at = now(), user_agent = $2, ip = $3 where id = $1",
      [found.session_id, device.userAgent.slice(0, 500), device.address],
    );
    return describeSession(services, transaction, found, found, next);
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
    `select ${userColumns}, t.id as token_id, t.token, t.revoked, t.updated_at as token_updated_at,
       s.id as session_id, s.aal, s.created_at as session_created_at, s.not_after,
       coalesce(s.refreshed_at at time zone 'UTC', s.created_at) as last_used_at
     from auth.refresh_tokens t
     join auth.sessions s on s.id = t.session_id
     join auth.users u on u.id = s.user_id and u.deleted_at is null
     where t.token = $1 for update of s, t`,
    [token],
  );
  return found.rows[0] ?? null;
}

function requireLivingSession(services: AuthServices, session: SessionRow): void {
  const { timebox, inactivity_timeout: inactivity } = services.config.sessions;
  const now = Date.now();
  const isOver =
    (session.not_after !== null && session.not_after.getTime() < now) ||
    (timebox > 0 && session.session_created_at.getTime() + timebox * 1000 < now) ||
    (inactivity > 0 && session.last_used_at.getTime() + inactivity * 1000 < now);
  if (isOver) throw new AuthError(400, "session_expired", "Invalid Refresh Token: Session Expired");
}

/** The token to hand out, or null when the given one was used before and may not be again. */
async function chooseNextToken(
  services: AuthServices,
  transaction: PoolClient,
  given: RefreshRow,
): Promise<string | null> {
  if (given.revoked) {
    const active = await transaction.query<{ token: string; parent: string | null }>(
      "select token, parent from auth.refresh_tokens where session_id = $1 and not revoked order by id desc limit 1",
      [given.session_id],
    );
    const current = active.rows[0];
    const isParentOfCurrent = current?.parent === given.token;
    const reuseUntil =
      given.token_updated_at.getTime() + services.config.refresh_token_reuse_interval * 1000;
    if (current && (isParentOfCurrent || Date.now() <= reuseUntil)) return current.token;
    return null;
  }
  if (!services.config.enable_refresh_token_rotation) return given.token;
  const next = createRefreshToken();
  await transaction.query(
    `with used as (
       update auth.refresh_tokens set revoked = true, updated_at = now() where id = $1
     )
     insert into auth.refresh_tokens (instance_id, token, user_id, revoked, created_at, updated_at, parent, session_id)
     values ('00000000-0000-0000-0000-000000000000', $2, $3, false, now(), now(), $4, $5)`,
    [given.token_id, next, given.id, given.token, given.session_id],
  );
  return next;
}

export type LogoutScope = "global" | "local" | "others";

/** Ends sessions of a user; their refresh tokens go with them. */
export async function endSessions(
  db: Queryable,
  userId: string,
  scope: LogoutScope,
  sessionId: string | null,
): Promise<void> {
  const condition = { global: "true", local: "id = $2", others: "id is distinct from $2" }[scope];
  const values = scope === "global" ? [userId] : [userId, sessionId];
  await db.query(`delete from auth.sessions where user_id = $1 and ${condition}`, values);
}

function createRefreshToken(): string {
  return randomBytes(18).toString("base64url");
}
