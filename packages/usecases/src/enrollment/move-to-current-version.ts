import { AppError } from "@byteos/contracts/errors";
import { CourseId } from "@byteos/contracts/ids";
import { mapProgress } from "@byteos/courseware/progress/progress";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { catalogueRepository } from "@byteos/db/repositories/catalogue.repository";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { issueCertificate } from "../certificate/issue-certificate.ts";
import type { UseCase } from "../use-case.ts";
import { getOwnEnrollment } from "./own-enrollment.ts";
import { getPublishedVersion } from "./published-version.ts";

export const MoveToCurrentVersionInput = z.strictObject({ courseId: CourseId });

/**
 * Moves a learner to the version published since they started, at their own wish. What they have done
 * counts where the newer version still has the block, and the figure they had stays.
 */
export async function moveToCurrentVersion({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { courseId } = MoveToCurrentVersionInput.parse(input);
  const { orgId } = ctx.actor;
  await asUser(ctx, async (tx) => {
    const found = await getOwnEnrollment(tx, ctx, courseId);
    const course = await catalogueRepository.findPublished(tx, { orgId, courseId });
    if (course === null) {
      throw new AppError("not_found", "course.not-found", "This course is not open any more.");
    }
    if (found.courseVersionId === course.versionId) return;
    await elevated(tx, "move a learner to a newer version", async () => {
      const enrollmentId = found.id;
      const enrollment = await enrollmentRepository.lock(tx, { orgId, enrollmentId });
      const version = await getPublishedVersion(tx, { orgId, courseVersionId: course.versionId });
      const completedIds = await enrollmentRepository.listCompletedBlockIds(tx, { enrollmentId });
      const mapped = mapProgress(completedIds, version.course, enrollment.progressPct);
      const isComplete = enrollment.status === "completed" || mapped.isComplete;
      await enrollmentRepository.moveToVersion(tx, {
        enrollmentId,
        courseVersionId: version.id,
        progressPct: mapped.progressPct,
        isComplete,
      });
      if (isComplete) await issueCertificate(tx, ctx, { enrollmentId, version });
    });
  });
}
