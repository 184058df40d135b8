import { randomUUID } from "node:crypto";
import type { Queryable } from "../database/transactions.ts";
import type { UserRow } from "./users.ts";

interface IdentityRow {
  id: string;
  provider_id: string;
  user_id: string;
  identity_data: Record<string, unknown>;
  provider: string;
  last_sign_in_at: Date | null;
  created_at: Date;
  updated_at: Date;
  email: string | null;
}

interface FactorRow {
  id: string;
  friendly_name: string | null;
  factor_type: string;
  status: string;
  created_at: Date;
  updated_at: Date;
}

/** A user as the clients know it. Never holds the password or a token. */
export type UserJson = Record<string, unknown> & { id: string };

export async function describeUser(db: Queryable, user: UserRow): Promise<UserJson> {
  const [described] = await describeUsers(db, [user]);
  if (!described) throw new Error("The user was not described.");
  return described;
}

export async function describeUsers(db: Queryable, users: UserRow[]): Promise<UserJson[]> {
  const ids = users.map((user) => user.id);
  const found = await db.query<UserExtras & { id: string }>(
    `select u.id, ${userExtras} from auth.users u where u.id = any($1::uuid[])`,
    [ids],
  );
  const byId = new Map(found.rows.map((row) => [row.id, row]));
  return users.map((user) => {
    const extra = byId.get(user.id);
    return formatUser(user, extra ?? { identities: [], factors: [] });
  });
}

/** What sign-up answers for an address that is taken: the look of a new user, with nothing of the real one. */
export function describePretendedUser(
  email: string,
  userMetadata: Record<string, unknown>,
): UserJson {
  const id = randomUUID();
  const now = new Date().toISOString();
  return {
    id,
    aud: "authenticated",
    role: "authenticated",
    email,
    phone: "",
    confirmation_sent_at: now,
    app_metadata: { provider: "email", providers: ["email"] },
    user_metadata: {
      ...userMetadata,
      sub: id,
      email,
      email_verified: false,
      phone_verified: false,
    },
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  };
}

type Serialised<Row> = {
  [Key in keyof Row]: Row[Key] extends Date | null ? string | null : Row[Key];
};
type IdentityJson = Omit<Serialised<IdentityRow>, "provider_id"> & { identity_id: string };
type FactorJson = Serialised<FactorRow>;

/** What belongs to a user and is kept elsewhere, as columns of a query on `auth.users u`. */
export const userExtras = `
  coalesce((select json_agg(json_build_object('identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id,
      'identity_data', i.identity_data, 'provider', i.provider, 'last_sign_in_at', i.last_sign_in_at,
      'created_at', i.created_at, 'updated_at', i.updated_at, 'email', i.email) order by i.created_at, i.id)
    from auth.identities i where i.user_id = u.id), '[]') as identities,
  coalesce((select json_agg(json_build_object('id', f.id, 'friendly_name', f.friendly_name,
      'factor_type', f.factor_type, 'status', f.status, 'created_at', f.created_at,
      'updated_at', f.updated_at) order by f.created_at, f.id)
    from auth.mfa_factors f where f.user_id = u.id), '[]') as factors`;

export interface UserExtras {
  identities: IdentityJson[];
  factors: FactorJson[];
}

export function formatUser(user: UserRow, { identities, factors }: UserExtras): UserJson {
  const times = {
    email_confirmed_at: user.email_confirmed_at,
    phone_confirmed_at: user.phone_confirmed_at,
    confirmed_at: user.confirmed_at,
    invited_at: user.invited_at,
    confirmation_sent_at: user.confirmation_sent_at,
    recovery_sent_at: user.recovery_sent_at,
    email_change_sent_at: user.email_change_sent_at,
    reauthentication_sent_at: user.reauthentication_sent_at,
    last_sign_in_at: user.last_sign_in_at,
    banned_until: user.banned_until,
  };
  return {
    id: user.id,
    aud: user.aud,
    role: user.role,
    email: user.email ?? "",
    phone: user.phone ?? "",
    ...Object.fromEntries(Object.entries(times).filter(([, value]) => value !== null)),
    ...(user.email_change ? { new_email: user.email_change } : {}),
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    identities,
    ...(factors.length > 0 ? { factors } : {}),
    created_at: user.created_at,
    updated_at: user.updated_at,
    is_anonymous: user.is_anonymous,
  };
}
