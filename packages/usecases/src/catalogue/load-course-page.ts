import { AppError } from "@byteos/contracts/errors";
import { CourseId, type ModuleId } from "@byteos/contracts/ids";
import { moduleProgress } from "@byteos/courseware/progress/progress";
import { asUser } from "@byteos/db/as-user";
import { catalogueRepository } from "@byteos/db/repositories/catalogue.repository";
import { certificationRepository } from "@byteos/db/repositories/certification.repository";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { findLockedModules } from "../enrollment/completion-order.ts";
import { getPublishedVersion } from "../enrollment/published-version.ts";
import type { UseCase } from "../use-case.ts";

export const LoadCoursePageInput = z.strictObject({ courseId: CourseId });

export interface CoursePageModule {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly questionCount: number;
  readonly isComplete: boolean;
  /** Not open until those before it are finished. */
  readonly isLocked: boolean;
  readonly done: number;
  readonly total: number;
}

export interface CoursePage {
  readonly courseId: CourseId;
  readonly title: string;
  readonly description: string;
  readonly difficulty: "beginner" | "intermediate" | "advanced";
  readonly estimatedMinutes: number;
  readonly version: number;
  readonly publishedAt: Date;
  readonly objectives: readonly string[];
  readonly questionCount: number;
  readonly modules: readonly CoursePageModule[];
  readonly enrollment: {
    readonly status: "not_started" | "in_progress" | "completed" | "overdue";
    readonly progressPct: number;
    readonly isStarted: boolean;
    readonly dueDate: Date | null;
    readonly certificateId: string | null;
    /** The number of a version published since the learner started. */
    readonly newerVersion: number | null;
  } | null;
}

/** What a course holds, before and after enrolling. Throws `course.not-found`. */
export async function loadCoursePage({ ctx, input }: UseCase): Promise<CoursePage> {
  requireCapability(ctx, "course.take");
  const parsed = LoadCoursePageInput.safeParse(input);
  const notFound = () =>
    new AppError("not_found", "course.not-found", "This course does not exist or is not open.");
  if (!parsed.success) throw notFound();
  const { courseId } = parsed.data;
  const { orgId, userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const current = await catalogueRepository.findPublished(tx, { orgId, courseId });
    const enrollment = await enrollmentRepository.findForCourse(tx, { orgId, userId, courseId });
    const courseVersionId = enrollment?.courseVersionId ?? current?.versionId;
    if (courseVersionId === undefined) throw notFound();
    const version = await getPublishedVersion(tx, { orgId, courseVersionId });
    const { course } = version;
    const completedIds =
      enrollment === null
        ? []
        : await enrollmentRepository.listCompletedBlockIds(tx, { enrollmentId: enrollment.id });
    const certificate =
      enrollment === null
        ? null
        : await certificationRepository.findForEnrollment(tx, {
            orgId,
            enrollmentId: enrollment.id,
          });
    const progress = moduleProgress(completedIds, course);
    const locked =
      enrollment?.isOrdered === true
        ? findLockedModules(completedIds, version)
        : new Set<ModuleId>();
    return {
      courseId,
      title: course.title,
      description: course.description,
      difficulty: course.difficulty,
      estimatedMinutes: course.estimatedMinutes,
      version: version.version,
      publishedAt: version.publishedAt,
      objectives: course.modules.flatMap((module) => module.objectives.map((each) => each.text)),
      questionCount: version.questionCount,
      modules: course.modules.map((module, index) => ({
        id: module.id,
        title: module.title,
        minutes: module.estimatedMinutes,
        questionCount: module.blocks.filter((block) => block.type === "question").length,
        isComplete: progress[index]?.isComplete ?? false,
        isLocked: locked.has(module.id),
        done: progress[index]?.done ?? 0,
        total: progress[index]?.total ?? 0,
      })),
      enrollment:
        enrollment === null
          ? null
          : {
              status: enrollment.status,
              progressPct: enrollment.progressPct,
              isStarted: enrollment.startedAt !== null,
              dueDate: enrollment.dueDate,
              certificateId: certificate?.id ?? null,
              newerVersion:
                current !== null && current.versionId !== version.id ? current.version : null,
            },
    };
  });
}
