import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { StructureChange } from "./add-module.ts";
import { placeAt } from "./module-places.ts";

export const RestoreModuleInput = z.strictObject({
  courseId: CourseId,
  moduleId: ModuleId,
  /** Where it stood; 0 is first. */
  index: z.int().nonnegative(),
});

/** Gives a deleted module back in its old place, under its old id, so that progress still fits. */
export async function restoreModule({ ctx, input }: UseCase): Promise<StructureChange> {
  requireCapability(ctx, "course.write");
  const { courseId, moduleId, index } = RestoreModuleInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId };
  return asUser(ctx, async (tx) => {
    await courseRepository.lock(tx, ref);
    const isRestored = await moduleRepository.unmarkDeleted(tx, { ...ref, moduleId });
    // Not among the deleted: it must be in the course already, or this throws that it does not exist.
    if (!isRestored) await moduleRepository.get(tx, { ...ref, moduleId });
    const ids = (await moduleRepository.listOutline(tx, ref)).map((module) => module.id);
    const moduleIds = placeAt(ids, moduleId, index);
    await moduleRepository.setOrder(tx, courseId, moduleIds);
    await recordAudit(tx, ctx, {
      action: "module.restore",
      targetType: "module",
      targetId: moduleId,
      details: { courseId },
    });
    return { revision: await courseRepository.update(tx, ref, {}), moduleIds };
  });
}
