import type { CertificateState } from "@byteos/contracts/certificate";
import { asUser } from "@byteos/db/as-user";
import { certificationRepository } from "@byteos/db/repositories/certification.repository";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { certificateState } from "./certificate-view.ts";

export interface CertificateListEntry {
  readonly id: string;
  readonly title: string;
  readonly organisationName: string;
  readonly state: CertificateState;
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
  readonly contentHash: string;
}

/** The learner's own certificates in this organisation, latest first. */
export async function listCertificates({
  ctx,
}: Pick<UseCase, "ctx">): Promise<CertificateListEntry[]> {
  requireCapability(ctx, "course.take");
  const { orgId, userId } = ctx.actor;
  const rows = await asUser(ctx, (tx) =>
    certificationRepository.listForLearner(tx, { orgId, userId }),
  );
  const now = new Date();
  return rows.map((row) => ({
    id: row.id,
    title: row.snapshot.title,
    organisationName: row.snapshot.organisationName,
    state: certificateState(row, now),
    issuedAt: row.issuedAt,
    expiresAt: row.expiresAt,
    contentHash: row.snapshot.contentHash,
  }));
}
