import type { MemberContext } from "@byteos/contracts/request-context";
import { isCourseComplete, progressPct } from "@byteos/courseware/progress/progress";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { issueCertificate } from "../certificate/issue-certificate.ts";
import { getPublishedVersion } from "./published-version.ts";

export const CourseProgress = z.strictObject({
  courseId: z.string(),
  /** 0 to 100. */
  progressPct: z.number(),
  isComplete: z.boolean(),
  /** Set once the course is complete. */
  certificateId: z.string().nullable(),
});
export type CourseProgress = z.infer<typeof CourseProgress>;

/**
 * Counts an enrolment's progress from its completed blocks and stores it; at completion issues the
 * certificate in the same transaction. Runs with the service's rights and holds the enrolment's row,
 * so that of two last blocks that arrive together one sees both.
 */
export async function countProgress(
  tx: Tx,
  ctx: MemberContext,
  { enrollmentId }: { enrollmentId: string },
): Promise<CourseProgress> {
  const { orgId } = ctx.actor;
  const enrollment = await enrollmentRepository.lock(tx, { orgId, enrollmentId });
  const { courseVersionId, courseId } = enrollment;
  const version = await getPublishedVersion(tx, { orgId, courseVersionId });
  const completedIds = await enrollmentRepository.listCompletedBlockIds(tx, { enrollmentId });
  const isComplete =
    enrollment.status === "completed" || isCourseComplete(completedIds, version.course);
  const counted = progressPct(completedIds, version.course);
  await enrollmentRepository.saveProgress(tx, { enrollmentId, progressPct: counted, isComplete });
  const certificateId = isComplete
    ? await issueCertificate(tx, ctx, { enrollmentId, version })
    : null;
  return {
    courseId,
    progressPct: Math.max(counted, enrollment.progressPct),
    isComplete,
    certificateId,
  };
}
