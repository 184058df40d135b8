import { CourseId } from "@byteos/contracts/ids";
import { emptyModuleContent } from "@byteos/contracts/module-content";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const CourseTitle = z.string().trim().min(1, "Give the course a title").max(300);

export const CreateCourseInput = z.strictObject({
  title: CourseTitle,
  description: z.string().trim().max(2_000).default(""),
});

/** A blank course: one empty module, ready to be written in. */
export async function createCourse({ ctx, input }: UseCase): Promise<{ courseId: CourseId }> {
  requireCapability(ctx, "course.write");
  const { title, description } = CreateCourseInput.parse(input);
  const { orgId, userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const courseId = await courseRepository.create(tx, {
      orgId,
      createdBy: userId,
      title,
      description,
    });
    await moduleRepository.create(tx, {
      courseId,
      title: "First module",
      orderIndex: 0,
      updatedBy: userId,
      content: emptyModuleContent,
    });
    await recordAudit(tx, ctx, {
      action: "course.create",
      targetType: "course",
      targetId: courseId,
      details: {},
    });
    return { courseId: CourseId.parse(courseId) };
  });
}
