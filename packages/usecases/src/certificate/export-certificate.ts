import { writeCertificatePdf } from "@byteos/exports/certificate-pdf";
import type { UseCase } from "../use-case.ts";
import { loadCertificate } from "./load-certificate.ts";

export interface CertificateFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

const longDate = (date: Date) =>
  date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });

/** One of the learner's own certificates as a tagged PDF. Throws `certificate.not-found`. */
export async function exportCertificate(
  request: UseCase & { learnUrl: string },
): Promise<CertificateFile> {
  const certificate = await loadCertificate(request);
  const { snapshot, expiresAt, revokedAt, state } = certificate;
  const warning =
    state === "revoked" && revokedAt !== null
      ? `Revoked on ${longDate(revokedAt)}`
      : state === "expired" && expiresAt !== null
        ? `Expired on ${longDate(expiresAt)}`
        : null;
  const bytes = await writeCertificatePdf({
    snapshot,
    issuedAt: certificate.issuedAt,
    expiresAt,
    warning,
    verificationCode: certificate.verificationCode,
    verificationUrl: certificate.verificationUrl,
  });
  const name = snapshot.title
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return { fileName: `certificate-${name.toLowerCase().slice(0, 60) || "course"}.pdf`, bytes };
}
