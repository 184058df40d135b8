import { createHash, randomInt, randomUUID } from "node:crypto";
import type { Queryable } from "../../database/transactions.ts";

const codeCount = 10;
const codeLength = 16;
/** No letter or digit that is mistaken for another. */
const alphabet = "23456789abcdefghjkmnpqrstvwxyz";
const mostFailures = 5;
const lockMinutes = 15;

export interface RecoveryCodeSet {
  id: string;
  mfa_factor_id: string;
  isLocked: boolean;
  lockedForSeconds: number;
}

/** The user's set, locked until the transaction ends; null when there is none. */
export async function lockRecoveryCodes(
  db: Queryable,
  userId: string,
): Promise<RecoveryCodeSet | null> {
  const found = await db.query<{ id: string; mfa_factor_id: string; wait: number }>(
    `select id, mfa_factor_id,
       greatest(0, ceil(extract(epoch from verification_locked_until - now())))::int as wait
     from auth.mfa_recovery_code_sets where user_id = $1 for update`,
    [userId],
  );
  const row = found.rows[0];
  if (!row) return null;
  const lockedForSeconds = row.wait ?? 0;
  return {
    id: row.id,
    mfa_factor_id: row.mfa_factor_id,
    isLocked: lockedForSeconds > 0,
    lockedForSeconds,
  };
}

/** Replaces whatever the factor had by new codes, which are shown once and kept as hashes only. */
export async function replaceRecoveryCodes(
  db: Queryable,
  userId: string,
  factorId: string,
): Promise<string[]> {
  const codes = Array.from({ length: codeCount }, createCode);
  const kept = await db.query<{ id: string }>(
    `insert into auth.mfa_recovery_code_sets as s (id, user_id, mfa_factor_id) values ($1, $2, $3)
     on conflict (user_id) do update
     set failed_verification_count = 0, verification_locked_until = null, updated_at = now()
     returning id`,
    [randomUUID(), userId, factorId],
  );
  const setId = kept.rows[0]?.id;
  await db.query("delete from auth.mfa_recovery_codes where mfa_recovery_code_set_id = $1", [
    setId,
  ]);
  await db.query(
    `insert into auth.mfa_recovery_codes (id, mfa_recovery_code_set_id, code_hash)
     select gen_random_uuid(), $1, hash from unnest($2::text[]) as hash`,
    [setId, codes.map(hashCode)],
  );
  return codes;
}

export async function countRecoveryCodes(
  db: Queryable,
  setId: string,
): Promise<{ total: number; remaining: number }> {
  const found = await db.query<{ total: number; remaining: number }>(
    `select count(*)::int as total, (count(*) filter (where consumed_at is null))::int as remaining
     from auth.mfa_recovery_codes where mfa_recovery_code_set_id = $1`,
    [setId],
  );
  return found.rows[0] ?? { total: 0, remaining: 0 };
}

/** Uses up a code, typed in any case and grouping. False, and counted, when it is none of the set. */
export async function spendRecoveryCode(
  db: Queryable,
  setId: string,
  typed: string,
): Promise<boolean> {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, "");
  const spent = await db.query(
    `update auth.mfa_recovery_codes set consumed_at = now()
     where mfa_recovery_code_set_id = $1 and code_hash = $2 and consumed_at is null`,
    [setId, hashCode(code)],
  );
  const isRight = spent.rowCount === 1;
  await db.query(
    isRight
      ? `update auth.mfa_recovery_code_sets set failed_verification_count = 0,
           verification_locked_until = null, updated_at = now() where id = $1`
      : `update auth.mfa_recovery_code_sets set updated_at = now(),
           failed_verification_count = (failed_verification_count + 1) % ${mostFailures},
           verification_locked_until = case when failed_verification_count + 1 >= ${mostFailures}
             then now() + interval '${lockMinutes} minutes' end where id = $1`,
    [setId],
  );
  return isRight;
}

function createCode(): string {
  return Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** About 78 random bits a code: a plain hash cannot be searched. */
function hashCode(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}
