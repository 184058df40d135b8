import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { emptyModuleContent, ModuleContent } from "@byteos/contracts/module-content";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { placeAt } from "./module-places.ts";

export const ModuleTitle = z.string().trim().min(1, "Give the module a title").max(300);

export const AddModuleInput = z.strictObject({
  courseId: CourseId,
  /** Made by the browser, so that a repeated request adds one module. */
  moduleId: ModuleId,
  title: ModuleTitle,
  /** 0 puts it first; left out, it comes last. */
  index: z.int().nonnegative().optional(),
  content: ModuleContent.optional(),
});

export interface StructureChange {
  /** The course's new revision. */
  readonly revision: number;
  /** Every module, in order. */
  readonly moduleIds: readonly string[];
}

export async function addModule({ ctx, input }: UseCase): Promise<StructureChange> {
  requireCapability(ctx, "course.write");
  const { courseId, moduleId, title, index, content } = AddModuleInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const ref = { orgId, courseId };
  return asUser(ctx, async (tx) => {
    const course = await courseRepository.lock(tx, ref);
    const ids = (await moduleRepository.listOutline(tx, ref)).map((module) => module.id);
    if (ids.includes(moduleId)) return { revision: course.revision, moduleIds: ids };
    await moduleRepository.create(tx, {
      id: moduleId,
      courseId,
      title,
      orderIndex: ids.length,
      updatedBy: userId,
      content: content ?? emptyModuleContent,
    });
    const moduleIds = placeAt(ids, moduleId, index ?? ids.length);
    await moduleRepository.setOrder(tx, courseId, moduleIds);
    return { revision: await courseRepository.update(tx, ref, {}), moduleIds };
  });
}
