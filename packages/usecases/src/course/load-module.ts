import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { readModuleContent } from "@byteos/courseware/blocks/read-module-content";
import { asUser } from "@byteos/db/as-user";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { OpenModule } from "./load-course-for-edit.ts";

export const LoadModuleInput = z.strictObject({ courseId: CourseId, moduleId: ModuleId });

export async function loadModule({ ctx, input }: UseCase): Promise<OpenModule> {
  requireCapability(ctx, "course.read");
  const { courseId, moduleId } = LoadModuleInput.parse(input);
  return asUser(ctx, async (tx) => {
    const found = await moduleRepository.get(tx, { orgId: ctx.actor.orgId, courseId, moduleId });
    return {
      id: found.id,
      title: found.title,
      revision: found.revision,
      content: readModuleContent(found.content),
    };
  });
}
