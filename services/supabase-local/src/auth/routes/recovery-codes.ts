import type { Hono } from "hono";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { recordAudit } from "../audit-log.ts";
import { AuthError } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import {
  addFactor,
  getFactor,
  isVerified,
  listFactors,
  removeFactor,
  requireRoomForFactor,
} from "../mfa/factors.ts";
import { raiseSession } from "../mfa/raise-session.ts";
import {
  countRecoveryCodes,
  lockRecoveryCodes,
  replaceRecoveryCodes,
  spendRecoveryCode,
} from "../mfa/recovery-codes.ts";
import { readBody, readDevice, requireMember } from "../requests.ts";
import { lockUser } from "../users.ts";

const path = "/factors/recovery-codes";
const defaultName = "Recovery codes";
const GenerateBody = z.object({ friendly_name: z.string().max(255).nullish() });
const VerifyBody = z.object({ code: z.string().max(100).nullish() });

const notEnrolled = () =>
  new AuthError(404, "mfa_factor_not_found", "Recovery codes are not enrolled for this user");

/** Codes that stand in for a lost authenticator, each once. They never are the only second step. */
export function addRecoveryCodeRoutes(app: Hono, services: AuthServices): void {
  const rules = services.config.mfa.recovery_codes;

  app.get(path, async (context) => {
    const { user } = await requireMember(context, services);
    const status = await inTransaction(services.pool, async (transaction) => {
      const set = await lockRecoveryCodes(transaction, user.id);
      if (!set) throw notEnrolled();
      return { id: set.mfa_factor_id, ...(await countRecoveryCodes(transaction, set.id)) };
    });
    return context.json({ type: "recovery_code", ...status });
  });

  app.post(path, async (context) => {
    const { user, aal } = await requireMember(context, services);
    if (!rules.enroll_enabled) throw enrollDisabled();
    const body = await readBody(context, GenerateBody);
    if (aal !== "aal2") throw insufficient("generate");
    const friendlyName = body.friendly_name?.trim() || defaultName;
    const made = await inTransaction(services.pool, async (transaction) => {
      await lockUser(transaction, user.id);
      if (await lockRecoveryCodes(transaction, user.id)) {
        throw new AuthError(
          422,
          "mfa_verified_factor_exists",
          "Recovery codes are already enrolled for this user, use regenerate to rotate them",
        );
      }
      const most = services.config.mfa.max_enrolled_factors;
      await requireRoomForFactor(transaction, { userId: user.id, friendlyName, most, aal });
      if (!(await listFactors(transaction, user.id)).some(isVerified)) {
        throw new AuthError(
          422,
          "mfa_recovery_codes_sole_factor",
          "At least one other verified factor is required to generate recovery codes",
        );
      }
      const id = await addFactor(transaction, {
        userId: user.id,
        friendlyName,
        type: "recovery_code",
        status: "verified",
        secret: null,
      });
      const codes = await replaceRecoveryCodes(transaction, user.id, id);
      await recordAudit(
        transaction,
        readDevice(context, services),
        user,
        "generate_recovery_codes",
        { factor_id: id, count: codes.length },
      );
      return { id, codes };
    });
    return context.json({
      id: made.id,
      type: "recovery_code",
      friendly_name: friendlyName,
      total: made.codes.length,
      codes: made.codes,
    });
  });

  app.post(`${path}/regenerate`, async (context) => {
    const { user, aal } = await requireMember(context, services);
    if (!rules.enroll_enabled) throw enrollDisabled();
    if (aal !== "aal2") throw insufficient("regenerate");
    const made = await inTransaction(services.pool, async (transaction) => {
      const set = await lockRecoveryCodes(transaction, user.id);
      if (!set) throw notEnrolled();
      const factor = await getFactor(transaction, user.id, set.mfa_factor_id);
      const codes = await replaceRecoveryCodes(transaction, user.id, factor.id);
      await recordAudit(
        transaction,
        readDevice(context, services),
        user,
        "generate_recovery_codes",
        { factor_id: factor.id, count: codes.length },
      );
      return { factor, codes };
    });
    return context.json({
      id: made.factor.id,
      type: "recovery_code",
      friendly_name: made.factor.friendly_name ?? "",
      total: made.codes.length,
      codes: made.codes,
    });
  });

  app.post(`${path}/verify`, async (context) => {
    const { user, sessionId } = await requireMember(context, services);
    const device = readDevice(context, services);
    if (!rules.verify_enabled) {
      throw new AuthError(
        422,
        "mfa_recovery_codes_verify_not_enabled",
        "MFA verification is disabled for recovery codes",
      );
    }
    const { code } = await readBody(context, VerifyBody);
    if (!code) throw new AuthError(400, "validation_failed", "Code needs to be non-empty");
    const session = await inTransaction(services.pool, async (transaction) => {
      const current = await lockUser(transaction, user.id);
      const set = await lockRecoveryCodes(transaction, user.id);
      if (!set || !current) return null;
      if (set.isLocked) {
        throw new AuthError(
          429,
          "mfa_recovery_codes_locked",
          "Too many failed recovery code attempts, try again later",
          { retryAfterSeconds: set.lockedForSeconds },
        );
      }
      // A wrong code is counted, so this transaction must not be undone by an error.
      if (!(await spendRecoveryCode(transaction, set.id, code))) return null;
      await recordAudit(transaction, device, user, "verification_attempted", {
        factor_id: set.mfa_factor_id,
        factor_type: "recovery_code",
      });
      return raiseSession(services, transaction, {
        user: current,
        sessionId,
        factorId: set.mfa_factor_id,
        method: "mfa/recovery_code",
      });
    });
    if (session === null) {
      throw new AuthError(422, "mfa_verification_failed", "Invalid recovery code entered");
    }
    return context.json(session);
  });

  app.delete(path, async (context) => {
    const { user, aal } = await requireMember(context, services);
    if (aal !== "aal2") throw insufficient("unenroll");
    const id = await inTransaction(services.pool, async (transaction) => {
      const set = await lockRecoveryCodes(transaction, user.id);
      if (!set) throw notEnrolled();
      const factor = await getFactor(transaction, user.id, set.mfa_factor_id);
      await removeFactor(transaction, factor);
      await recordAudit(
        transaction,
        readDevice(context, services),
        user,
        "recovery_codes_deleted",
        { factor_id: factor.id },
      );
      return factor.id;
    });
    return context.json({ id });
  });
}

const enrollDisabled = () =>
  new AuthError(
    422,
    "mfa_recovery_codes_enroll_not_enabled",
    "MFA enroll is disabled for recovery codes",
  );

const insufficient = (action: string) =>
  new AuthError(403, "insufficient_aal", `AAL2 required to ${action} recovery codes`);
