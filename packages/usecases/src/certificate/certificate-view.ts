import type { CertificateSnapshot, CertificateState } from "@byteos/contracts/certificate";
import type { PublicCertification } from "@byteos/db/repositories/certification.repository";
import { drawQrCode, type QrDrawing } from "@byteos/exports/qr-code";

/** Everything a certificate says to anyone; there is no more about the person behind it. */
export interface CertificateView {
  readonly state: CertificateState;
  readonly snapshot: CertificateSnapshot;
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly checkedAt: Date;
  readonly verificationCode: string;
  readonly verificationUrl: string;
  readonly qr: QrDrawing;
}

export function verificationUrl(learnUrl: string, code: string): string {
  return new URL(`/verify/${code}`, learnUrl).href;
}

export function certificateState(
  row: Pick<PublicCertification, "expiresAt" | "revokedAt">,
  now: Date,
): CertificateState {
  if (row.revokedAt !== null) return "revoked";
  return row.expiresAt !== null && row.expiresAt <= now ? "expired" : "valid";
}

export function viewCertificate(
  row: PublicCertification,
  learnUrl: string,
  now = new Date(),
): CertificateView {
  const url = verificationUrl(learnUrl, row.verificationCode);
  return {
    state: certificateState(row, now),
    snapshot: row.snapshot,
    issuedAt: row.issuedAt,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
    checkedAt: now,
    verificationCode: row.verificationCode,
    verificationUrl: url,
    qr: drawQrCode(url),
  };
}
