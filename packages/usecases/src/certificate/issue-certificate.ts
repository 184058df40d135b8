import type { CertificateSnapshot } from "@byteos/contracts/certificate";
import { AppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { attemptRepository } from "@byteos/db/repositories/attempt.repository";
import { certificationRepository } from "@byteos/db/repositories/certification.repository";
import type { Tx } from "@byteos/db/transaction";
import { recordAudit } from "../audit/record-audit.ts";
import type { PublishedVersion } from "../enrollment/published-version.ts";
import { readCertificateValidity } from "./certificate-settings.ts";
import { makeVerificationCode } from "./verification-code.ts";

const dayMs = 86_400_000;

/**
 * Issues the certificate of a completed enrolment and returns its id; when there is one already, that one.
 * The enrolment is unique among certificates, so parallel completions make one. Runs with the service's
 * rights inside the transaction that completed the course.
 */
export async function issueCertificate(
  tx: Tx,
  ctx: MemberContext,
  { enrollmentId, version }: { enrollmentId: string; version: PublishedVersion },
): Promise<string> {
  const { orgId, userId } = ctx.actor;
  const existing = await certificationRepository.findForEnrollment(tx, { orgId, enrollmentId });
  if (existing !== null) return existing.id;
  const issuer = await certificationRepository.findIssuer(tx, {
    orgId,
    userId,
    courseId: version.course.courseId,
  });
  if (issuer === null) {
    throw new AppError("not_found", "course.not-found", "This course does not exist.");
  }
  const correct = await attemptRepository.countRight(tx, {
    enrollmentId,
    courseVersionId: version.id,
  });
  const snapshot: CertificateSnapshot = {
    recipientName:
      issuer.recipientName.trim() === "" ? "Name not given" : issuer.recipientName.trim(),
    organisationName: issuer.organisationName,
    title: version.course.title,
    objectives: version.course.modules
      .flatMap((module) => module.objectives.map((objective) => objective.text))
      .slice(0, 200),
    contentHash: version.contentHash,
    version: version.version,
    estimatedMinutes: version.course.estimatedMinutes,
    score: version.questionCount === 0 ? null : { correct, total: version.questionCount },
  };
  const days = readCertificateValidity(issuer.courseSettings);
  const id = await certificationRepository.addOnce(tx, {
    orgId,
    userId,
    courseId: version.course.courseId,
    courseVersionId: version.id,
    enrollmentId,
    snapshot,
    expiresAt: days === null ? null : new Date(Date.now() + days * dayMs),
    verificationCode: makeVerificationCode(),
  });
  if (id === null) {
    const issued = await certificationRepository.findForEnrollment(tx, { orgId, enrollmentId });
    if (issued === null) {
      throw new AppError(
        "internal",
        "certificate.not-issued",
        "The certificate could not be issued.",
      );
    }
    return issued.id;
  }
  await recordAudit(tx, ctx, {
    action: "certificate.issue",
    targetType: "certificate",
    targetId: id,
    details: { courseId: version.course.courseId, version: version.version },
  });
  return id;
}
