import { CourseId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const ArchiveCourseInput = z.strictObject({ courseId: CourseId });

/** Takes a course out of the lists and the catalogue. Learners who started it keep it. */
export async function archiveCourse({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.publish");
  const { courseId } = ArchiveCourseInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId };
  await asUser(ctx, async (tx) => {
    const course = await courseRepository.lock(tx, ref);
    if (course.status === "archived") return;
    await courseRepository.update(tx, ref, { status: "archived" });
    await recordAudit(tx, ctx, {
      action: "course.archive",
      targetType: "course",
      targetId: courseId,
      details: {},
    });
  });
}
