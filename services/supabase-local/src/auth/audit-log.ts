import { randomUUID } from "node:crypto";
import type { Queryable } from "../database/transactions.ts";
import type { Device } from "./device.ts";
import type { UserRow } from "./users.ts";

/** What upstream records, and the group that it files each under. */
export const auditActions = {
  login: "account",
  logout: "account",
  invite_accepted: "account",
  user_signedup: "team",
  user_invited: "team",
  user_deleted: "team",
  user_modified: "user",
  user_recovery_requested: "user",
  user_reauthenticate_requested: "user",
  user_confirmation_requested: "user",
  user_repeated_signup: "user",
  user_updated_password: "user",
  token_revoked: "token",
  token_refreshed: "token",
  factor_in_progress: "factor",
  factor_unenrolled: "factor",
  challenge_created: "factor",
  verification_attempted: "factor",
  factor_deleted: "factor",
  identity_unlinked: "",
  generate_recovery_codes: "user",
  recovery_codes_deleted: "recovery_codes",
} as const;
export type AuditAction = keyof typeof auditActions;

type Actor = Pick<UserRow, "id" | "email" | "raw_user_meta_data">;

/** The secret key acts as nobody in particular; upstream writes the nil id and its role. */
export const administrator: Actor = {
  id: "00000000-0000-0000-0000-000000000000",
  email: "service_role",
  raw_user_meta_data: null,
};

/** Adds to `auth.audit_log_entries`, in the transaction of what is recorded. */
export async function recordAudit(
  db: Queryable,
  device: Device,
  actor: Actor,
  action: AuditAction,
  traits?: Record<string, unknown>,
): Promise<void> {
  const name = actor.raw_user_meta_data?.["full_name"];
  const payload = {
    action,
    actor_id: actor.id,
    ...(typeof name === "string" ? { actor_name: name } : {}),
    actor_username: actor.email ?? "",
    actor_via_sso: false,
    log_type: auditActions[action],
    ...(traits === undefined ? {} : { traits }),
  };
  await db.query({
    name: "auth.record-audit",
    text: `insert into auth.audit_log_entries (instance_id, id, payload, created_at, ip_address)
      values ('00000000-0000-0000-0000-000000000000', $1, $2, now(), $3)`,
    values: [randomUUID(), payload, device.address],
  });
}
