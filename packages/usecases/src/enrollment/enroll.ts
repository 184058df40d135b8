import { AppError } from "@byteos/contracts/errors";
import { CourseId } from "@byteos/contracts/ids";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { catalogueRepository } from "@byteos/db/repositories/catalogue.repository";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const EnrollInput = z.strictObject({ courseId: CourseId });

/** Starts a published course of the organisation, in its current version. Doing it again changes nothing. */
export async function enroll({ ctx, input }: UseCase): Promise<{ courseId: CourseId }> {
  requireCapability(ctx, "course.take");
  const { courseId } = EnrollInput.parse(input);
  const { orgId, userId } = ctx.actor;
  await asUser(ctx, async (tx) => {
    const course = await catalogueRepository.findPublished(tx, { orgId, courseId });
    if (course === null) {
      const enrolled = await enrollmentRepository.findForCourse(tx, { orgId, userId, courseId });
      if (enrolled !== null) return;
      throw new AppError(
        "not_found",
        "course.not-found",
        "This course does not exist or is not open.",
      );
    }
    const added = await elevated(tx, "enrol a learner in a published course", () =>
      enrollmentRepository.add(tx, {
        orgId,
        userId,
        courseId,
        courseVersionId: course.versionId,
        enrolledBy: userId,
      }),
    );
    if (added === null) return;
    await recordAudit(tx, ctx, {
      action: "enrollment.create",
      targetType: "enrollment",
      targetId: added,
      details: { courseId },
    });
  });
  return { courseId };
}
