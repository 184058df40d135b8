import { AppError } from "@byteos/contracts/errors";
import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { moduleProgress } from "@byteos/courseware/progress/progress";
import { asUser } from "@byteos/db/as-user";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { requireOpenModule } from "../enrollment/completion-order.ts";
import { getTakenCourse } from "../enrollment/own-enrollment.ts";
import type { UseCase } from "../use-case.ts";
import { decideModality } from "./decide-modality.ts";
import type { ModalityAdvice } from "./modality-advice.ts";

export const RecommendModalityInput = z.strictObject({ courseId: CourseId, moduleId: ModuleId });

/**
 * The form in which the learner best studies a module, with the reason and what it stands on. Throws
 * `enrollment.not-found`, `module.locked` or `module.not-found`.
 */
export async function recommendModality({ ctx, input }: UseCase): Promise<ModalityAdvice> {
  requireCapability(ctx, "course.take");
  const { courseId, moduleId } = RecommendModalityInput.parse(input);
  const { orgId, userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const { enrollment, version } = await getTakenCourse(tx, ctx, courseId);
    const module = version.course.modules.find(({ id }) => id === moduleId);
    if (module === undefined) {
      throw new AppError(
        "not_found",
        "module.not-found",
        "This version of the course does not have the module.",
      );
    }
    await requireOpenModule(tx, { enrollment, version }, moduleId);
    const completed = await enrollmentRepository.listCompletedBlockIds(tx, {
      enrollmentId: enrollment.id,
    });
    const progress = moduleProgress(completed, version.course);
    const isComplete = progress.some((each) => each.moduleId === moduleId && each.isComplete);
    return decideModality(tx, { orgId, userId, courseId, module, isComplete, now: new Date() });
  });
}
