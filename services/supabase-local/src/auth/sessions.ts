import { randomBytes, randomUUID } from "node:crypto";
import type { Queryable } from "../database/transactions.ts";
import { type AuditAction, recordAudit } from "./audit-log.ts";
import { userBanned } from "./auth-error.ts";
import type { AuthServices } from "./auth-services.ts";
import type { Device } from "./device.ts";
import { formatUser, type UserExtras, userExtras, type UserJson } from "./user-json.ts";
import { isBanned, type UserRow, userColumns } from "./users.ts";

export interface SessionJson {
  access_token: string;
  token_type: "bearer";
  expires_in: number;
  expires_at: number;
  refresh_token: string;
  user: UserJson;
  /** What the outside provider gave, right after a sign-in through it and never again. */
  provider_token?: string;
  provider_refresh_token?: string;
  /** A password that was good enough once and is not by today's rules. */
  weak_password?: { message: string; reasons: string[] };
}

/** One entry a method, the latest first; times in seconds. */
export interface AuthenticationMethod {
  method: string;
  timestamp: number;
}

/** The ways by which the session `s` was proven, as a column. */
export const sessionMethods = `
  coalesce((select json_agg(json_build_object('method', c.authentication_method,
      'timestamp', extract(epoch from c.updated_at)::int) order by c.updated_at desc)
    from auth.mfa_amr_claims c where c.session_id = s.id), '[]') as methods`;

/** Opens a session for a user who has proved who they are by `method`. */
export async function openSession(
  services: AuthServices,
  db: Queryable,
  user: UserRow,
  method: string,
  device: Device,
  action: AuditAction = "login",
): Promise<SessionJson> {
  if (isBanned(user)) throw userBanned();
  const sessionId = randomUUID();
  const refreshToken = createRefreshToken();
  const opened = await db.query<UserRow>({
    name: "auth.open-session",
    text: `with session as (
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
    values: [
      sessionId,
      user.id,
      device.userAgent.slice(0, 500),
      device.address,
      refreshToken,
      randomUUID(),
      method,
    ],
  });
  const provider =
    method === "anonymous" ? method : (user.raw_app_meta_data?.["provider"] ?? "email");
  await recordAudit(db, device, user, action, { provider });
  return describeSession(services, db, opened.rows[0] ?? user, sessionId, refreshToken);
}

/** The session as it is now, with a fresh access token. */
export async function describeSession(
  services: AuthServices,
  db: Queryable,
  user: UserRow,
  sessionId: string,
  refreshToken: string,
): Promise<SessionJson> {
  const found = await db.query<SessionState>({
    name: "auth.describe-session",
    text: `select ${userExtras}, ${sessionMethods}, s.id as session_id, s.aal
      from auth.sessions s join auth.users u on u.id = s.user_id where s.id = $1`,
    values: [sessionId],
  });
  const state = found.rows[0];
  if (!state) throw new Error("The session is gone.");
  return formatSession(services, user, state, refreshToken);
}

export interface SessionState extends UserExtras {
  session_id: string;
  aal: string | null;
  methods: AuthenticationMethod[];
}

export async function formatSession(
  services: AuthServices,
  user: UserRow,
  state: SessionState,
  refreshToken: string,
): Promise<SessionJson> {
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
    aal: state.aal ?? "aal1",
    amr: state.methods,
    session_id: state.session_id,
    is_anonymous: user.is_anonymous,
  });
  return {
    access_token: accessToken,
    token_type: "bearer",
    expires_in: lifetime,
    expires_at: now + lifetime,
    refresh_token: refreshToken,
    user: formatUser(user, state),
  };
}

/** A provider's tokens go to the client with its first answer; they are kept nowhere. */
export function addProviderTokens(
  session: SessionJson,
  accessToken: string | null,
  refreshToken: string | null,
): SessionJson {
  return {
    ...session,
    ...(accessToken ? { provider_token: accessToken } : {}),
    ...(refreshToken ? { provider_refresh_token: refreshToken } : {}),
  };
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

export function createRefreshToken(): string {
  return randomBytes(18).toString("base64url");
}
