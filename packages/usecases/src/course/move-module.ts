import { AppError } from "@byteos/contracts/errors";
import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { StructureChange } from "./add-module.ts";
import { placeAt } from "./module-places.ts";

export const MoveModuleInput = z.strictObject({
  courseId: CourseId,
  moduleId: ModuleId,
  /** Where it stands afterwards; 0 is first. */
  index: z.int().nonnegative(),
});

export async function moveModule({ ctx, input }: UseCase): Promise<StructureChange> {
  requireCapability(ctx, "course.write");
  const { courseId, moduleId, index } = MoveModuleInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId };
  return asUser(ctx, async (tx) => {
    await courseRepository.lock(tx, ref);
    const ids = (await moduleRepository.listOutline(tx, ref)).map((module) => module.id);
    if (!ids.includes(moduleId)) {
      throw new AppError(
        "not_found",
        "module.not-found",
        "This module does not exist, or it was deleted.",
      );
    }
    const moduleIds = placeAt(ids, moduleId, index);
    await moduleRepository.setOrder(tx, courseId, moduleIds);
    return { revision: await courseRepository.update(tx, ref, {}), moduleIds };
  });
}
