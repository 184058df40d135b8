import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { StructureChange } from "./add-module.ts";

export const DeleteModuleInput = z.strictObject({ courseId: CourseId, moduleId: ModuleId });

/** Takes a module out of the course; `restoreModule` gives it back with its blocks. */
export async function deleteModule({ ctx, input }: UseCase): Promise<StructureChange> {
  requireCapability(ctx, "course.write");
  const { courseId, moduleId } = DeleteModuleInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId };
  return asUser(ctx, async (tx) => {
    const course = await courseRepository.lock(tx, ref);
    const isDeleted = await moduleRepository.markDeleted(tx, { ...ref, moduleId });
    const moduleIds = (await moduleRepository.listOutline(tx, ref)).map((module) => module.id);
    if (!isDeleted) return { revision: course.revision, moduleIds };
    await moduleRepository.setOrder(tx, courseId, moduleIds);
    await recordAudit(tx, ctx, {
      action: "module.delete",
      targetType: "module",
      targetId: moduleId,
      details: { courseId },
    });
    return { revision: await courseRepository.update(tx, ref, {}), moduleIds };
  });
}
