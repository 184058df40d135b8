import type { CertificateState } from "@byteos/contracts/certificate";
import { asUser } from "@byteos/db/as-user";
import { certificationRepository } from "@byteos/db/repositories/certification.repository";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { certificateState, verificationUrl } from "./certificate-view.ts";

export interface IssuedCertificate {
  readonly id: string;
  readonly recipientName: string;
  readonly title: string;
  readonly state: CertificateState;
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
  readonly verificationUrl: string;
}

/** The organisation's certificates, latest first, for those who look after its people. */
export async function listIssuedCertificates({
  ctx,
  learnUrl,
}: Pick<UseCase, "ctx"> & { learnUrl: string }): Promise<IssuedCertificate[]> {
  requireCapability(ctx, "people.read");
  const { orgId } = ctx.actor;
  const rows = await asUser(ctx, (tx) => certificationRepository.listIssued(tx, { orgId }));
  const now = new Date();
  return rows.map((row) => ({
    id: row.id,
    recipientName: row.snapshot.recipientName,
    title: row.snapshot.title,
    state: certificateState(row, now),
    issuedAt: row.issuedAt,
    expiresAt: row.expiresAt,
    verificationUrl: verificationUrl(learnUrl, row.verificationCode),
  }));
}
