import { CourseId } from "@byteos/contracts/ids";
import { readModuleContent } from "@byteos/courseware/blocks/read-module-content";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { withNewIds } from "./with-new-ids.ts";

export const DuplicateCourseInput = z.strictObject({ courseId: CourseId });

/** A draft of its own with the same modules, blocks and sources, under new block ids. */
export async function duplicateCourse({ ctx, input }: UseCase): Promise<{ courseId: CourseId }> {
  requireCapability(ctx, "course.write");
  const { courseId } = DuplicateCourseInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const ref = { orgId, courseId };
  return asUser(ctx, async (tx) => {
    const course = await courseRepository.get(tx, ref);
    const modules = await moduleRepository.listWithContent(tx, ref);
    const copyId = await courseRepository.create(tx, {
      orgId,
      createdBy: userId,
      title: `${course.title.slice(0, 293)} (copy)`,
      description: course.description,
    });
    await courseRepository.update(
      tx,
      { orgId, courseId: copyId },
      { template: course.template, difficulty: course.difficulty, tags: course.tags },
    );
    for (const [orderIndex, module] of modules.entries()) {
      await moduleRepository.create(tx, {
        courseId: copyId,
        title: module.title,
        orderIndex,
        updatedBy: userId,
        content: withNewIds(readModuleContent(module.content)),
      });
    }
    await courseRepository.copyDocuments(tx, courseId, copyId);
    await recordAudit(tx, ctx, {
      action: "course.duplicate",
      targetType: "course",
      targetId: copyId,
      details: { from: courseId },
    });
    return { courseId: CourseId.parse(copyId) };
  });
}
