import { AppError } from "@byteos/contracts/errors";
import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { ModuleTitle } from "./add-module.ts";

export const RenameModuleInput = z.strictObject({
  courseId: CourseId,
  moduleId: ModuleId,
  title: ModuleTitle,
  /** The title that was on the screen: another one in its place is somebody else's change. */
  previousTitle: z.string(),
});

export type RenameModuleResult =
  | { readonly status: "saved"; readonly revision: number }
  | { readonly status: "conflict"; readonly theirTitle: string };

export async function renameModule({ ctx, input }: UseCase): Promise<RenameModuleResult> {
  requireCapability(ctx, "course.write");
  const { courseId, moduleId, title, previousTitle } = RenameModuleInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId, moduleId };
  return asUser(ctx, async (tx) => {
    const course = await courseRepository.lock(tx, ref);
    const current = await moduleRepository.get(tx, ref);
    if (current.title === title) return { status: "saved", revision: course.revision };
    if (current.title !== previousTitle) return { status: "conflict", theirTitle: current.title };
    if (!(await moduleRepository.rename(tx, ref, title))) {
      throw new AppError(
        "not_found",
        "module.not-found",
        "This module does not exist, or it was deleted.",
      );
    }
    return { status: "saved", revision: await courseRepository.update(tx, ref, {}) };
  });
}
