import { z } from "zod";

/** Crockford base32: no I, L, O or U, so that a code can be read aloud and typed. */
export const VerificationCode = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{20}$/);
export type VerificationCode = z.infer<typeof VerificationCode>;

/** Questions of the course that the learner answered right, by their best attempt. */
export const CertificateScore = z.strictObject({
  correct: z.int().nonnegative(),
  total: z.int().positive(),
});

/** `certifications.snapshot`: what the certificate says, as it was on the day it was issued. */
export const CertificateSnapshot = z.strictObject({
  recipientName: z.string().min(1).max(200),
  organisationName: z.string().min(1).max(120),
  title: z.string().min(1).max(300),
  objectives: z.array(z.string().max(500)).max(200),
  /** SHA-256 of the published course in hex. */
  contentHash: z.string().min(1).max(128),
  version: z.int().positive(),
  estimatedMinutes: z.int().nonnegative(),
  score: CertificateScore.nullable(),
});
export type CertificateSnapshot = z.infer<typeof CertificateSnapshot>;

export const CertificateState = z.enum(["valid", "expired", "revoked"]);
export type CertificateState = z.infer<typeof CertificateState>;

/**
 * What someone typed or scanned as a code: any case, with or without groups; I and L are read as 1
 * and O as 0, as Crockford's base32 asks. Null when it cannot be a code.
 */
export function parseVerificationCode(typed: string): VerificationCode | null {
  const code = typed
    .slice(0, 200)
    .toUpperCase()
    .replaceAll(/[\s\-\u2010-\u2015\u2212_.]/g, "")
    .replaceAll(/[IL]/g, "1")
    .replaceAll("O", "0");
  return VerificationCode.safeParse(code).data ?? null;
}

/** Checks that one address may make in a window before it has to wait; `app.check_certificate` counts them. */
export const certificateChecksPerWindow = 30;
export const certificateChecksWindowSecs = 60;

/** Five groups of four, as the code is shown. */
export function formatVerificationCode(code: string): string {
  return code.match(/.{1,4}/g)?.join("-") ?? "";
}
