import { randomUUID } from "node:crypto";
import type { Queryable } from "../database/transactions.ts";

export interface UserRow {
  id: string;
  aud: string;
  role: string;
  email: string | null;
  phone: string | null;
  encrypted_password: string | null;
  email_confirmed_at: Date | null;
  phone_confirmed_at: Date | null;
  confirmed_at: Date | null;
  invited_at: Date | null;
  confirmation_token: string | null;
  confirmation_sent_at: Date | null;
  recovery_token: string | null;
  recovery_sent_at: Date | null;
  email_change: string | null;
  email_change_token_new: string | null;
  email_change_token_current: string | null;
  email_change_sent_at: Date | null;
  email_change_confirm_status: number;
  reauthentication_token: string | null;
  reauthentication_sent_at: Date | null;
  last_sign_in_at: Date | null;
  raw_app_meta_data: Record<string, unknown> | null;
  raw_user_meta_data: Record<string, unknown> | null;
  banned_until: Date | null;
  is_anonymous: boolean;
  created_at: Date;
  updated_at: Date;
}

export const userColumns = `u.id, u.aud, u.role, u.email, u.phone, u.encrypted_password, u.email_confirmed_at,
  u.phone_confirmed_at, u.confirmed_at, u.invited_at, u.confirmation_token, u.confirmation_sent_at,
  u.recovery_token, u.recovery_sent_at, u.email_change, u.email_change_token_new,
  u.email_change_token_current, u.email_change_sent_at, u.email_change_confirm_status,
  u.reauthentication_token, u.reauthentication_sent_at, u.last_sign_in_at, u.raw_app_meta_data,
  u.raw_user_meta_data, u.banned_until, u.is_anonymous, u.created_at, u.updated_at`;

export async function findUserById(db: Queryable, id: string): Promise<UserRow | null> {
  const found = await db.query<UserRow>(
    `select ${userColumns} from auth.users u where u.id = $1 and u.deleted_at is null`,
    [id],
  );
  return found.rows[0] ?? null;
}

/** `email` in lower case. */
export async function findUserByEmail(db: Queryable, email: string): Promise<UserRow | null> {
  const found = await db.query<UserRow>(
    `select ${userColumns} from auth.users u
     where u.email = $1 and u.is_sso_user = false and u.deleted_at is null`,
    [email],
  );
  return found.rows[0] ?? null;
}

/** Locks the row until the transaction ends, so that two links for one user are used one after the other. */
export async function lockUser(db: Queryable, id: string): Promise<UserRow | null> {
  const found = await db.query<UserRow>(
    `select ${userColumns} from auth.users u where u.id = $1 and u.deleted_at is null for update`,
    [id],
  );
  return found.rows[0] ?? null;
}

export interface NewUser {
  id?: string | undefined;
  email: string | null;
  passwordHash: string | null;
  userMetadata: Record<string, unknown>;
  appMetadata?: Record<string, unknown>;
  role?: string | undefined;
  isConfirmed: boolean;
  isAnonymous?: boolean;
  isInvited?: boolean;
  /** Comes through a provider: the identity that goes with it is the provider's. */
  isExternal?: boolean;
  bannedUntil?: Date | null;
}

/** Creates a user and, for one with an address, the identity that goes with it. */
export async function createUser(db: Queryable, input: NewUser): Promise<UserRow> {
  const id = input.id ?? randomUUID();
  const known =
    input.email === null || input.isExternal
      ? {}
      : {
          sub: id,
          email: input.email,
          email_verified: input.isConfirmed,
          phone_verified: false,
        };
  const provider = input.email === null ? {} : { provider: "email", providers: ["email"] };
  const created = await db.query<UserRow>(
    `insert into auth.users as u (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
       invited_at, raw_app_meta_data, raw_user_meta_data, is_anonymous, banned_until, created_at, updated_at,
       confirmation_token, recovery_token, email_change, email_change_token_new)
     values ('00000000-0000-0000-0000-000000000000', $1, 'authenticated', $2, $3, $4,
       case when $5 then now() end, case when $6 then now() end, $7, $8, $9, $10, now(), now(), '', '', '', '')
     returning ${userColumns}`,
    [
      id,
      input.role ?? "authenticated",
      input.email,
      input.passwordHash ?? "",
      input.isConfirmed,
      input.isInvited ?? false,
      { ...provider, ...input.appMetadata },
      { ...input.userMetadata, ...known },
      input.isAnonymous ?? false,
      input.bannedUntil ?? null,
    ],
  );
  const user = created.rows[0];
  if (!user) throw new Error("The user was not created.");
  if (input.email !== null && !input.isExternal)
    await saveEmailIdentity(db, user, { isVerified: input.isConfirmed });
  return user;
}

/** Makes the user's `email` identity say what the user row says. */
export async function saveEmailIdentity(
  db: Queryable,
  user: UserRow,
  { isVerified }: { isVerified: boolean },
): Promise<void> {
  await db.query(
    `insert into auth.identities as i (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
     values ($1::text, $1::uuid, $2, 'email', now(), now(), now())
     on conflict (provider_id, provider) do update
     set identity_data = i.identity_data || excluded.identity_data, updated_at = now()`,
    [
      user.id,
      { sub: user.id, email: user.email, email_verified: isVerified, phone_verified: false },
    ],
  );
}

/** Marks the address as proven, in the user and in the identity, and returns the user. */
export async function confirmEmail(db: Queryable, user: UserRow): Promise<UserRow> {
  const confirmed = await db.query<UserRow>(
    `update auth.users u set email_confirmed_at = coalesce(u.email_confirmed_at, now()), is_anonymous = false,
       raw_user_meta_data = coalesce(u.raw_user_meta_data, '{}') || '{"email_verified": true}', updated_at = now()
     where u.id = $1 returning ${userColumns}`,
    [user.id],
  );
  const row = confirmed.rows[0];
  if (!row) throw new Error("The user is gone.");
  await saveEmailIdentity(db, row, { isVerified: true });
  return row;
}

export function isBanned(user: UserRow): boolean {
  return user.banned_until !== null && user.banned_until.getTime() > Date.now();
}
