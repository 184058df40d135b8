import { AppError } from "@byteos/contracts/errors";
import type { AuthError, SupabaseClient } from "@supabase/supabase-js";
import { toAuthAppError } from "./auth-error.ts";
import type { SecondStep } from "./second-step.ts";

const issuer = "ByteOS";
const appName = "Authenticator app";
const svgPrefix = /^data:image\/svg\+xml;utf-8,/;
/** Services that keep no recovery codes, or none for this person. */
const withoutCodes = new Set(["mfa_factor_not_found", "mfa_recovery_codes_enroll_not_enabled"]);

/** The port over a Supabase client whose `experimental.recoveryCodes` is on. */
export function createSupabaseSecondStep(client: Pick<SupabaseClient, "auth">): SecondStep {
  const { mfa } = client.auth;

  async function listFactors() {
    const { data, error } = await mfa.listFactors();
    if (error !== null) throw toAuthAppError(error);
    return data;
  }

  async function countCodes(): Promise<number | null> {
    const { data, error } = await mfa.recoveryCodes.getStatus();
    if (error === null) return data.remaining;
    if (error.status === 404 || withoutCodes.has(error.code ?? "")) return null;
    throw toAuthAppError(error);
  }

  /** Such a session falls back to the first step with the codes, and could then remove no app. */
  async function isInByRecoveryCode(): Promise<boolean> {
    const { data, error } = await mfa.getAuthenticatorAssuranceLevel();
    if (error !== null) throw toAuthAppError(error);
    const methods = data.currentAuthenticationMethods.map((entry) =>
      typeof entry === "string" ? entry : entry.method,
    );
    return methods.includes("mfa/recovery_code") && !methods.includes("totp");
  }

  return {
    async load() {
      const { totp } = await listFactors();
      return {
        apps: totp.map((factor) => ({
          id: factor.id,
          name: factor.friendly_name || appName,
          addedAt: factor.created_at,
        })),
        recoveryCodesLeft: totp.length === 0 ? null : await countCodes(),
      };
    },

    async isOwed() {
      const { data, error } = await mfa.getAuthenticatorAssuranceLevel();
      if (error !== null) throw toAuthAppError(error);
      return data.nextLevel === "aal2" && data.currentLevel !== "aal2";
    },

    async begin() {
      const { all, totp } = await listFactors();
      for (const factor of all) {
        // What was begun before and never confirmed; its name would be in the way.
        if (factor.status === "unverified")
          refuse((await mfa.unenroll({ factorId: factor.id })).error);
      }
      const names = new Set(totp.map((factor) => factor.friendly_name));
      let friendlyName = appName;
      for (let number = 2; names.has(friendlyName); number += 1)
        friendlyName = `${appName} ${number}`;
      const { data, error } = await mfa.enroll({ factorType: "totp", friendlyName, issuer });
      if (error !== null) throw toAuthAppError(error);
      const svg = data.totp.qr_code.replace(svgPrefix, "");
      return {
        factorId: data.id,
        // As it comes, a "#" in it would end the address.
        qrCode: `data:image/svg+xml,${encodeURIComponent(svg)}`,
        secret: data.totp.secret,
      };
    },

    async confirm({ factorId, code }) {
      refuse((await mfa.challengeAndVerify({ factorId, code })).error);
      if ((await countCodes()) !== null) return null;
      const { data, error } = await mfa.recoveryCodes.generate();
      if (error === null) return data.codes;
      if (error.status === 404 || withoutCodes.has(error.code ?? "")) return null;
      throw toAuthAppError(error);
    },

    async pass(code) {
      const { totp } = await listFactors();
      let refusal: AuthError | null = null;
      for (const { id: factorId } of totp) {
        refusal = (await mfa.challengeAndVerify({ factorId, code })).error;
        if (refusal?.code !== "mfa_verification_failed") break;
      }
      refuse(refusal);
    },

    async passByRecoveryCode(code) {
      refuse((await mfa.recoveryCodes.verify({ code })).error);
    },

    async renewRecoveryCodes() {
      const hasCodes = (await countCodes()) !== null;
      const { data, error } = hasCodes
        ? await mfa.recoveryCodes.regenerate()
        : await mfa.recoveryCodes.generate();
      if (error !== null) throw toAuthAppError(error);
      return data.codes;
    },

    async remove(factorId) {
      const { totp } = await listFactors();
      const isLast = totp.every((factor) => factor.id === factorId);
      if (isLast && (await countCodes()) !== null) {
        if (await isInByRecoveryCode()) throw appNeeded();
        refuse((await mfa.recoveryCodes.unenroll()).error);
      }
      refuse((await mfa.unenroll({ factorId })).error);
    },
  };
}

const appNeeded = () =>
  new AppError("precondition", "auth.app-needed", "You came in with a recovery code", {
    suggestion: "Add your new app first. Then you can remove the old one, or turn all of it off.",
  });

function refuse(error: AuthError | null): void {
  if (error !== null) throw toAuthAppError(error);
}
