import { AppError } from "@byteos/contracts/errors";
import { asUser } from "@byteos/db/as-user";
import { certificationRepository } from "@byteos/db/repositories/certification.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { type CertificateView, viewCertificate } from "./certificate-view.ts";

export const LoadCertificateInput = z.strictObject({ certificateId: z.uuid() });

export interface OwnCertificate extends CertificateView {
  readonly id: string;
  readonly courseId: string | null;
}

/** One of the learner's own certificates. Throws `certificate.not-found`, also for someone else's. */
export async function loadCertificate({
  ctx,
  input,
  learnUrl,
}: UseCase & { learnUrl: string }): Promise<OwnCertificate> {
  requireCapability(ctx, "course.take");
  const { orgId, userId } = ctx.actor;
  const { certificateId } = LoadCertificateInput.parse(input);
  const row = await asUser(ctx, (tx) => certificationRepository.find(tx, { orgId, certificateId }));
  if (row === null || row.userId !== userId) {
    throw new AppError("not_found", "certificate.not-found", "This certificate does not exist.");
  }
  return { ...viewCertificate(row, learnUrl), id: row.id, courseId: row.courseId };
}
