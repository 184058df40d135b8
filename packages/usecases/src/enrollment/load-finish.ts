import { CourseId } from "@byteos/contracts/ids";
import { isCountable, moduleProgress } from "@byteos/courseware/progress/progress";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { attemptRepository } from "@byteos/db/repositories/attempt.repository";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { issueCertificate } from "../certificate/issue-certificate.ts";
import type { UseCase } from "../use-case.ts";
import { getTakenCourse } from "./own-enrollment.ts";

export const LoadFinishInput = z.strictObject({ courseId: CourseId });

export interface FinishView {
  readonly courseId: CourseId;
  readonly courseTitle: string;
  readonly isComplete: boolean;
  readonly completedAt: Date | null;
  readonly certificateId: string | null;
  readonly objectives: readonly string[];
  readonly questions: { readonly right: number; readonly total: number };
  readonly blockCount: number;
  /** Modules with something left, with the first block that is. */
  readonly remaining: readonly {
    readonly moduleId: string;
    readonly title: string;
    readonly left: number;
    readonly blockId: string;
  }[];
}

/** The end of a course: what was done and the certificate, or what is left. Throws `enrollment.not-found`. */
export async function loadFinish({ ctx, input }: UseCase): Promise<FinishView> {
  requireCapability(ctx, "course.take");
  const { courseId } = LoadFinishInput.parse(input);
  return asUser(ctx, async (tx) => {
    const { enrollment, version } = await getTakenCourse(tx, ctx, courseId);
    const enrollmentId = enrollment.id;
    const { courseVersionId } = enrollment;
    const completed = new Set(
      await enrollmentRepository.listCompletedBlockIds(tx, { enrollmentId }),
    );
    const right = await attemptRepository.countRight(tx, { enrollmentId, courseVersionId });
    const isComplete = enrollment.status === "completed";
    const certificateId = isComplete
      ? await elevated(tx, "issue the certificate of a completed course", () =>
          issueCertificate(tx, ctx, { enrollmentId, version }),
        )
      : null;
    const progress = moduleProgress(completed, version.course);
    const remaining = version.course.modules.flatMap((module) => {
      const counted = progress.find((each) => each.moduleId === module.id);
      const next = module.blocks.find((block) => isCountable(block) && !completed.has(block.id));
      if (counted === undefined || next === undefined) return [];
      const left = counted.total - counted.done;
      return [{ moduleId: module.id, title: module.title, left, blockId: next.id }];
    });
    return {
      courseId,
      courseTitle: version.course.title,
      isComplete,
      completedAt: enrollment.completedAt,
      certificateId,
      objectives: version.course.modules.flatMap((module) =>
        module.objectives.map((objective) => objective.text),
      ),
      questions: { right, total: version.questionCount },
      blockCount: version.blocks.size,
      remaining,
    };
  });
}
