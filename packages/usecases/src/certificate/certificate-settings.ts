import { z } from "zod";

/** Days that a certificate of a course stays good; null for ever. */
export const CertificateValidityDays = z.int().min(1).max(36_500).nullable();

const CertificateSettings = z.object({
  certificate_validity_days: CertificateValidityDays.optional(),
});

/** What a course's settings say of it; settings that cannot be read say nothing. */
export function readCertificateValidity(settings: unknown): number | null {
  return CertificateSettings.safeParse(settings).data?.certificate_validity_days ?? null;
}
