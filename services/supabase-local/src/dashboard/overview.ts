import type { Queryable } from "../database/transactions.ts";

const shownUsers = 100;

export interface ShownUser {
  id: string;
  email: string | null;
  isConfirmed: boolean;
  isAnonymous: boolean;
  providers: string[];
  createdAt: Date;
  lastSignInAt: Date | null;
}

export interface ShownBucket {
  name: string;
  isPublic: boolean;
  files: number;
  bytes: number;
  limitBytes: number | null;
}

/** The newest users whose address contains `search`, and how many there are of them. */
export async function listUsers(
  database: Queryable,
  search: string,
): Promise<{ users: ShownUser[]; total: number }> {
  // Named one by one: a column with a hash or a token is never read.
  const found = await database.query<ShownUser & { total: number }>(
    `select u.id, u.email, u.email_confirmed_at is not null as "isConfirmed",
       u.is_anonymous as "isAnonymous", u.created_at as "createdAt", u.last_sign_in_at as "lastSignInAt",
       array(select distinct i.provider from auth.identities i where i.user_id = u.id order by 1) as providers,
       (count(*) over ())::int as total
     from auth.users u
     where u.deleted_at is null and strpos(lower(coalesce(u.email, '')), lower($1)) > 0
     order by u.created_at desc limit ${shownUsers}`,
    [search],
  );
  const users = found.rows.map(({ total: _total, ...user }) => user);
  return { users, total: found.rows[0]?.total ?? 0 };
}

export async function listBuckets(database: Queryable): Promise<ShownBucket[]> {
  const found = await database.query<ShownBucket>(
    `select b.name, b.public as "isPublic", b.file_size_limit::float8 as "limitBytes",
       count(o.id)::int as files,
       coalesce(sum((o.metadata ->> 'size')::bigint), 0)::float8 as bytes
     from storage.buckets b left join storage.objects o on o.bucket_id = b.id
     group by b.id order by b.name`,
  );
  return found.rows;
}
