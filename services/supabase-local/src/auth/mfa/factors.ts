import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Queryable } from "../../database/transactions.ts";
import { AuthError } from "../auth-error.ts";

export interface FactorRow {
  id: string;
  user_id: string;
  friendly_name: string | null;
  factor_type: "totp" | "phone" | "webauthn" | "recovery_code";
  status: "verified" | "unverified";
  secret: string | null;
  created_at: Date;
  updated_at: Date;
}

const columns = "id, user_id, friendly_name, factor_type, status, secret, created_at, updated_at";
/** An enrolment that was never finished is given up after this long. */
const unfinishedLifetime = "24 hours";

export async function listFactors(db: Queryable, userId: string): Promise<FactorRow[]> {
  const found = await db.query<FactorRow>(
    `select ${columns} from auth.mfa_factors where user_id = $1 order by created_at, id`,
    [userId],
  );
  return found.rows;
}

/** Throws unless it is there and this user's own. */
export async function getFactor(db: Queryable, userId: string, id: string): Promise<FactorRow> {
  if (!z.uuid().safeParse(id).success) {
    throw new AuthError(404, "validation_failed", "factor_id must be an UUID");
  }
  const found = await db.query<FactorRow>(
    `select ${columns} from auth.mfa_factors where id = $1 and user_id = $2`,
    [id, userId],
  );
  const factor = found.rows[0];
  if (!factor) throw new AuthError(404, "mfa_factor_not_found", "Factor not found");
  return factor;
}

export interface NewFactor {
  userId: string;
  friendlyName: string;
  type: "totp" | "recovery_code";
  status: FactorRow["status"];
  secret: string | null;
}

/** Adds a factor for which `requireRoomForFactor` has passed in the same transaction. */
export async function addFactor(db: Queryable, factor: NewFactor): Promise<string> {
  const id = randomUUID();
  await db.query(
    `insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, now(), now())`,
    [id, factor.userId, factor.friendlyName, factor.type, factor.status, factor.secret],
  );
  return id;
}

/** Throws when the user may not add a factor of this name now. The user's row is locked by the caller. */
export async function requireRoomForFactor(
  db: Queryable,
  rules: { userId: string; friendlyName: string; most: number; aal: "aal1" | "aal2" },
): Promise<void> {
  await db.query(
    `delete from auth.mfa_factors where user_id = $1 and status = 'unverified'
     and created_at < now() - interval '${unfinishedLifetime}'`,
    [rules.userId],
  );
  const factors = await listFactors(db, rules.userId);
  if (factors.some((factor) => factor.friendly_name === rules.friendlyName)) {
    throw new AuthError(
      422,
      "mfa_factor_name_conflict",
      `A factor with the friendly name "${rules.friendlyName}" for this user already exists`,
    );
  }
  if (factors.length >= rules.most) {
    throw new AuthError(
      422,
      "too_many_enrolled_mfa_factors",
      "Maximum number of verified factors reached, unenroll to continue",
    );
  }
  if (factors.some(isVerified) && rules.aal !== "aal2") {
    throw new AuthError(403, "insufficient_aal", "AAL2 required to enroll a new factor");
  }
}

/** Removes a factor; sessions that were raised by it stand on the first step alone again. */
export async function removeFactor(db: Queryable, factor: FactorRow): Promise<void> {
  await db.query("delete from auth.mfa_factors where id = $1", [factor.id]);
  const lowered = await db.query<{ id: string }>(
    `update auth.sessions set aal = 'aal1', factor_id = null, updated_at = now()
     where user_id = $1 and factor_id = $2 returning id`,
    [factor.user_id, factor.id],
  );
  await db.query(
    `delete from auth.mfa_amr_claims where session_id = any($1::uuid[])
     and (authentication_method = 'totp' or authentication_method like 'mfa/%')`,
    [lowered.rows.map((session) => session.id)],
  );
}

export function isVerified(factor: Pick<FactorRow, "status">): boolean {
  return factor.status === "verified";
}

export async function hasSecondStep(db: Queryable, userId: string): Promise<boolean> {
  const found = await db.query(
    "select from auth.mfa_factors where user_id = $1 and status = 'verified' limit 1",
    [userId],
  );
  return found.rowCount !== 0;
}

/** A factor as clients know it; never its secret. */
export function formatFactor(factor: FactorRow): Record<string, unknown> {
  return {
    id: factor.id,
    created_at: factor.created_at,
    updated_at: factor.updated_at,
    status: factor.status,
    friendly_name: factor.friendly_name ?? "",
    factor_type: factor.factor_type,
  };
}
