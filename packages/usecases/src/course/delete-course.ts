import { CourseId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const DeleteCourseInput = z.strictObject({ courseId: CourseId });

/** Deletes a course; `restoreCourse` gives it back within 30 days. Certificates stay valid. */
export async function deleteCourse({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.publish");
  const { courseId } = DeleteCourseInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId };
  await asUser(ctx, async (tx) => {
    const course = await courseRepository.lock(tx, ref, { isDeletedToo: true });
    if (course.deletedAt !== null) return;
    await courseRepository.update(tx, ref, { deletedAt: new Date() });
    await recordAudit(tx, ctx, {
      action: "course.delete",
      targetType: "course",
      targetId: courseId,
      details: {},
    });
  });
}
