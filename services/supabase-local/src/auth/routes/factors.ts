import { randomUUID } from "node:crypto";
import type { Hono } from "hono";
import QRCode from "qrcode";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { recordAudit } from "../audit-log.ts";
import { AuthError } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import {
  addFactor,
  type FactorRow,
  getFactor,
  isVerified,
  listFactors,
  removeFactor,
  requireRoomForFactor,
} from "../mfa/factors.ts";
import { raiseSession } from "../mfa/raise-session.ts";
import { lockRecoveryCodes } from "../mfa/recovery-codes.ts";
import { createTotpSecret, formatTotpUri, isTotpRight } from "../mfa/totp.ts";
import { codeBudgets } from "../rate-limits.ts";
import { readBody, readDevice, requireMember } from "../requests.ts";
import { lockUser } from "../users.ts";

const challengeLifetimeSeconds = 300;

const EnrollBody = z.object({
  factor_type: z.string().nullish(),
  friendly_name: z.string().max(255).nullish(),
  issuer: z.string().max(255).nullish(),
});
const VerifyBody = z.object({ challenge_id: z.string().nullish(), code: z.string().nullish() });

/** Two-step verification by time-based codes. Phone and WebAuthn answer as a project that has them off. */
export function addFactorRoutes(app: Hono, services: AuthServices): void {
  const { mfa } = services.config;

  app.post("/factors", async (context) => {
    const { user, aal } = await requireMember(context, services);
    const body = await readBody(context, EnrollBody);
    requireServedType(body.factor_type ?? "", "enroll");
    if (!mfa.totp.enroll_enabled) {
      throw new AuthError(422, "mfa_totp_enroll_not_enabled", "MFA enroll is disabled for TOTP");
    }
    const issuer = body.issuer || new URL(services.redirects.siteUrl).host;
    const secret = createTotpSecret();
    const uri = formatTotpUri(issuer, user.email ?? user.id, secret);
    const friendlyName = body.friendly_name ?? "";
    const qrCode = await drawCode(uri);
    const id = await inTransaction(services.pool, async (transaction) => {
      await lockUser(transaction, user.id);
      const most = mfa.max_enrolled_factors;
      await requireRoomForFactor(transaction, { userId: user.id, friendlyName, most, aal });
      const factorId = await addFactor(transaction, {
        userId: user.id,
        friendlyName,
        type: "totp",
        status: "unverified",
        secret,
      });
      await recordAudit(transaction, readDevice(context, services), user, "factor_in_progress", {
        factor_id: factorId,
      });
      return factorId;
    });
    return context.json({
      id,
      type: "totp",
      friendly_name: friendlyName,
      totp: { qr_code: qrCode, secret, uri },
    });
  });

  app.post("/factors/:id/challenge", async (context) => {
    const { user } = await requireMember(context, services);
    const device = readDevice(context, services);
    const factor = await getFactor(services.pool, user.id, context.req.param("id"));
    requireUsable(services, factor);
    services.limits.requireGuessesLeft(codeBudgets(user.id, device.address));
    const id = randomUUID();
    await inTransaction(services.pool, async (transaction) => {
      // Unique in upstream's schema, so two challenges never carry the same moment.
      await transaction.query(
        "update auth.mfa_factors set last_challenged_at = clock_timestamp(), updated_at = now() where id = $1",
        [factor.id],
      );
      await transaction.query(
        "insert into auth.mfa_challenges (id, factor_id, created_at, ip_address) values ($1, $2, now(), $3)",
        [id, factor.id, device.address],
      );
      await recordAudit(transaction, device, user, "challenge_created", {
        factor_id: factor.id,
        factor_status: factor.status,
      });
    });
    const expiresAt = Math.floor(Date.now() / 1000) + challengeLifetimeSeconds;
    return context.json({ id, type: factor.factor_type, expires_at: expiresAt });
  });

  app.post("/factors/:id/verify", async (context) => {
    const { user, sessionId } = await requireMember(context, services);
    const device = readDevice(context, services);
    const factor = await getFactor(services.pool, user.id, context.req.param("id"));
    const body = await readBody(context, VerifyBody);
    if (!body.code) throw new AuthError(400, "validation_failed", "Code needs to be non-empty");
    requireUsable(services, factor);
    const { code, challenge_id: challengeId } = body;
    await services.limits.guess(codeBudgets(user.id, device.address), async () => {
      await requireChallenge(services, factor, challengeId ?? "", device.address);
      if (!isTotpRight(factor.secret ?? "", code, Date.now())) {
        throw new AuthError(422, "mfa_verification_failed", "Invalid TOTP code entered");
      }
    });
    const session = await inTransaction(services.pool, async (transaction) => {
      const current = await lockUser(transaction, user.id);
      const spent = await transaction.query(
        "update auth.mfa_challenges set verified_at = now() where id = $1 and verified_at is null",
        [body.challenge_id],
      );
      if (!current || spent.rowCount === 0) throw challengeMismatch();
      await transaction.query(
        "update auth.mfa_factors set status = 'verified', updated_at = now() where id = $1",
        [factor.id],
      );
      await transaction.query(
        "delete from auth.mfa_factors where user_id = $1 and status = 'unverified' and factor_type = $2",
        [user.id, factor.factor_type],
      );
      await recordAudit(transaction, device, user, "verification_attempted", {
        factor_id: factor.id,
        challenge_id: body.challenge_id,
        factor_type: factor.factor_type,
      });
      return raiseSession(services, transaction, {
        user: current,
        sessionId,
        factorId: factor.id,
        method: "totp",
      });
    });
    return context.json(session);
  });

  app.delete("/factors/:id", async (context) => {
    const { user, sessionId, aal } = await requireMember(context, services);
    const factor = await getFactor(services.pool, user.id, context.req.param("id"));
    if (factor.factor_type === "recovery_code") {
      throw new AuthError(
        422,
        "validation_failed",
        "Recovery codes cannot be unenrolled with this endpoint, use DELETE /factors/recovery-codes",
      );
    }
    if (isVerified(factor) && aal !== "aal2") {
      throw new AuthError(422, "insufficient_aal", "AAL2 required to unenroll verified factor");
    }
    await inTransaction(services.pool, async (transaction) => {
      await lockUser(transaction, user.id);
      if (isVerified(factor) && (await lockRecoveryCodes(transaction, user.id))) {
        const others = (await listFactors(transaction, user.id)).filter(
          (each) =>
            each.id !== factor.id && isVerified(each) && each.factor_type !== "recovery_code",
        );
        if (others.length === 0) throw soleFactor();
      }
      await removeFactor(transaction, factor);
      await recordAudit(transaction, readDevice(context, services), user, "factor_unenrolled", {
        factor_id: factor.id,
        factor_status: factor.status,
        session_id: sessionId,
      });
    });
    return context.json({ id: factor.id });
  });
}

/** Clients put it into a `data:` address as it is, where a "#" would be the end of it. */
async function drawCode(uri: string): Promise<string> {
  const svg = await QRCode.toString(uri, { type: "svg", errorCorrectionLevel: "M" });
  return svg.replaceAll("#ffffff", "white").replaceAll("#000000", "black").trim();
}

const soleFactor = () =>
  new AuthError(
    422,
    "mfa_recovery_codes_sole_factor",
    "Recovery codes cannot be the only verified factor. Please enroll another factor before unenrolling " +
      "this one or delete your recovery codes.",
  );

const challengeMismatch = () =>
  new AuthError(422, "mfa_ip_address_mismatch", "Challenge and verify IP addresses mismatch.");

function requireServedType(type: string, action: "enroll" | "verify"): void {
  const words = action === "enroll" ? "MFA enroll" : "MFA verification";
  if (type === "phone") {
    throw new AuthError(422, `mfa_phone_${action}_not_enabled`, `${words} is disabled for Phone`);
  }
  if (type === "webauthn") {
    throw new AuthError(
      422,
      `mfa_webauthn_${action}_not_enabled`,
      `${words} is disabled for WebAuthn`,
    );
  }
  if (type !== "totp") {
    throw new AuthError(
      400,
      "validation_failed",
      "factor_type needs to be totp, phone, or webauthn",
    );
  }
}

function requireUsable(services: AuthServices, factor: FactorRow): void {
  requireServedType(factor.factor_type, "verify");
  if (!services.config.mfa.totp.verify_enabled) {
    throw new AuthError(
      422,
      "mfa_totp_verify_not_enabled",
      "MFA verification is disabled for TOTP",
    );
  }
}

async function requireChallenge(
  services: AuthServices,
  factor: FactorRow,
  id: string,
  address: string,
): Promise<void> {
  const found = await services.pool.query<{
    isOpen: boolean;
    isFresh: boolean;
  }>(
    `select verified_at is null and ip_address = $3::inet as "isOpen",
       created_at > now() - make_interval(secs => $4) as "isFresh"
     from auth.mfa_challenges where id = $1 and factor_id = $2`,
    [z.uuid().safeParse(id).data ?? null, factor.id, address, challengeLifetimeSeconds],
  );
  const challenge = found.rows[0];
  if (!challenge) {
    throw new AuthError(
      422,
      "mfa_factor_not_found",
      "MFA factor with the provided challenge ID not found",
    );
  }
  if (!challenge.isOpen) throw challengeMismatch();
  if (challenge.isFresh) return;
  await services.pool.query("delete from auth.mfa_challenges where id = $1", [id]);
  throw new AuthError(
    422,
    "mfa_challenge_expired",
    `MFA challenge ${id} has expired, verify against another challenge or create a new challenge.`,
  );
}
