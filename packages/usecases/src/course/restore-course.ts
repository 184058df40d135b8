import { CourseId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { courseVersionRepository } from "@byteos/db/repositories/course-version.repository";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const RestoreCourseInput = z.strictObject({ courseId: CourseId });

/** Takes back a deletion; on a course that was not deleted, takes it out of the archive. */
export async function restoreCourse({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.publish");
  const { courseId } = RestoreCourseInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId };
  await asUser(ctx, async (tx) => {
    const course = await courseRepository.lock(tx, ref, { isDeletedToo: true });
    if (course.deletedAt !== null) await courseRepository.update(tx, ref, { deletedAt: null });
    else if (course.status === "archived") {
      const version = await courseVersionRepository.findCurrent(tx, ref);
      await courseRepository.update(tx, ref, { status: version === null ? "draft" : "published" });
    } else return;
    await recordAudit(tx, ctx, {
      action: "course.restore",
      targetType: "course",
      targetId: courseId,
      details: {},
    });
  });
}
