import type { Queryable } from "../../database/transactions.ts";
import { lockUser, type UserRow, userColumns } from "../users.ts";
import type { ProviderProfile } from "./identity-provider.ts";

export interface KnownAs {
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  /** As the identity keeps it, and as the user's metadata shows it. */
  data: Record<string, unknown>;
}

/** The address that counts is the first that the provider has verified, else the first at all. */
export function describeIdentity(profile: ProviderProfile): KnownAs {
  const chosen = profile.emails.find((each) => each.isVerified) ?? profile.emails[0];
  const email = chosen?.address.toLowerCase() ?? null;
  const isEmailVerified = chosen?.isVerified ?? false;
  return {
    subject: profile.subject,
    email,
    isEmailVerified,
    data: {
      ...profile.claims,
      sub: profile.subject,
      provider_id: profile.subject,
      ...(email === null ? {} : { email }),
      email_verified: isEmailVerified,
      phone_verified: false,
    },
  };
}

/** Who is known by this subject at this provider; locked until the transaction ends. */
export async function findIdentityOwner(
  db: Queryable,
  provider: string,
  subject: string,
): Promise<UserRow | null> {
  const found = await db.query<UserRow>(
    `select ${userColumns} from auth.identities i join auth.users u on u.id = i.user_id
     where i.provider = $1 and i.provider_id = $2 and u.deleted_at is null for update of u`,
    [provider, subject],
  );
  return found.rows[0] ?? null;
}

/** Somebody else has become known by this identity a moment ago. */
class IdentityTaken extends Error {}

/**
 * Runs a sign-in again when another one of the same person was faster: two first sign-ins at once would both
 * make an account, and the second finds the first one's when it looks again.
 */
export async function withoutRivals<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isDuplicate = error instanceof Error && "code" in error && error.code === "23505";
    if (!isDuplicate && !(error instanceof IdentityTaken)) throw error;
    return work();
  }
}

export async function saveIdentity(
  db: Queryable,
  userId: string,
  provider: string,
  known: KnownAs,
): Promise<void> {
  const saved = await db.query(
    `insert into auth.identities as i (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
     values ($1, $2, $3, $4, now(), now(), now())
     on conflict (provider_id, provider) do update
     set identity_data = excluded.identity_data, last_sign_in_at = now(), updated_at = now()
     where i.user_id = excluded.user_id`,
    [known.subject, userId, known.data, provider],
  );
  if (saved.rowCount === 0) throw new IdentityTaken();
  await db.query(
    `update auth.users set updated_at = now(),
       raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || $2::jsonb where id = $1`,
    [userId, JSON.stringify(known.data)],
  );
}

/** Makes `app_metadata` list the providers of the identities there are, the oldest first. */
export async function saveProviders(db: Queryable, userId: string): Promise<UserRow> {
  await db.query(
    `update auth.users u set updated_at = now(), raw_app_meta_data = coalesce(u.raw_app_meta_data, '{}') ||
       coalesce((select jsonb_build_object('provider', p.names -> 0, 'providers', p.names) from (
         select jsonb_agg(named.provider order by named.since, named.provider) as names from (
           select i.provider, min(i.created_at) as since from auth.identities i
           where i.user_id = u.id group by i.provider) named) p where p.names is not null), '{}')
     where u.id = $1`,
    [userId],
  );
  const user = await lockUser(db, userId);
  if (!user) throw new Error("The user is gone.");
  return user;
}

/**
 * Removes every way into an account that nobody has proven to be theirs, before a proven identity joins it:
 * whoever signed up with the address first may not be who owns it.
 */
export async function removeUnprovenWays(
  db: Queryable,
  userId: string,
  kept: { provider: string; subject: string; data: Record<string, unknown> },
): Promise<void> {
  await db.query(
    `delete from auth.identities where user_id = $1 and not (provider = $2 and provider_id = $3)`,
    [userId, kept.provider, kept.subject],
  );
  await db.query("delete from auth.one_time_tokens where user_id = $1", [userId]);
  await db.query("delete from auth.sessions where user_id = $1", [userId]);
  await db.query(
    `update auth.users set encrypted_password = '', confirmation_token = '', recovery_token = '',
       email_change = '', email_change_token_new = '', email_change_token_current = '',
       raw_user_meta_data = $2, updated_at = now() where id = $1`,
    [userId, kept.data],
  );
}
