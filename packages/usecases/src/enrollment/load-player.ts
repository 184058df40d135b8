import { AppError } from "@byteos/contracts/errors";
import { CourseId, ModuleId } from "@byteos/contracts/ids";
import type { PublishedModule } from "@byteos/contracts/module-content";
import { moduleProgress } from "@byteos/courseware/progress/progress";
import { restorePosition } from "@byteos/courseware/progress/restore-position";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { attemptRepository } from "@byteos/db/repositories/attempt.repository";
import { catalogueRepository } from "@byteos/db/repositories/catalogue.repository";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { itemRepository } from "@byteos/db/repositories/item.repository";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import { z } from "zod";
import { type AttemptResult, describeAttempt } from "../attempt/describe-attempt.ts";
import { requireCapability } from "../authorise.ts";
import { decideModality } from "../modality/decide-modality.ts";
import type { ModalityAdvice } from "../modality/modality-advice.ts";
import type { UseCase } from "../use-case.ts";
import { findLockedModules, moduleLocked } from "./completion-order.ts";
import { getTakenCourse } from "./own-enrollment.ts";

export const LoadPlayerInput = z.strictObject({
  courseId: CourseId,
  /** Absent or gone: the module the learner left off in. */
  moduleId: ModuleId.nullish(),
});

export interface PlayerModuleEntry {
  readonly id: PublishedModule["id"];
  readonly title: string;
  readonly estimatedMinutes: number;
  readonly done: number;
  readonly total: number;
  readonly isComplete: boolean;
  /** Not open until those before it are finished. */
  readonly isLocked: boolean;
}

export interface AnsweredQuestion {
  readonly hintsGiven: number;
  /** The latest attempt; null when only hints were asked for. */
  readonly attempt: AttemptResult | null;
}

export interface PlayerView {
  readonly courseId: CourseId;
  readonly courseTitle: string;
  readonly version: number;
  /** Set when a newer version has been published since the learner started. */
  readonly newerVersion: { readonly version: number; readonly publishedAt: Date } | null;
  readonly isComplete: boolean;
  readonly progressPct: number;
  /** Whether each module opens only when those before it are finished. */
  readonly isOrdered: boolean;
  readonly modules: readonly PlayerModuleEntry[];
  readonly module: PublishedModule;
  readonly moduleIndex: number;
  /** The block to open at, when it is in this module. */
  readonly resumeBlockId: string | null;
  readonly completedBlockIds: readonly string[];
  readonly answered: Readonly<Record<string, AnsweredQuestion>>;
  /** In which form the module is shown, and why. */
  readonly advice: ModalityAdvice;
}

/** One module of a course as the learner sees it. Throws `enrollment.not-found`, or `module.locked`. */
export async function loadPlayer({ ctx, input }: UseCase): Promise<PlayerView> {
  requireCapability(ctx, "course.take");
  const { courseId, moduleId } = LoadPlayerInput.parse(input);
  const { orgId, userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const { enrollment, version } = await getTakenCourse(tx, ctx, courseId);
    const enrollmentId = enrollment.id;
    const { courseVersionId } = enrollment;
    const current = await catalogueRepository.findPublished(tx, { orgId, courseId });
    const completedIds = await enrollmentRepository.listCompletedBlockIds(tx, { enrollmentId });
    const place = await enrollmentRepository.findPosition(tx, { enrollmentId });
    const resume = restorePosition(place, version.course);
    const { isOrdered } = enrollment;
    const progress = moduleProgress(completedIds, version.course);
    const locked = isOrdered ? findLockedModules(completedIds, version) : new Set<ModuleId>();
    if (moduleId != null && locked.has(moduleId)) throw moduleLocked();
    const wanted = version.course.modules.findIndex(
      (each) => each.id === (moduleId ?? resume?.moduleId),
    );
    // The place left off at may have come to lie behind a lock: then the first that is not finished.
    const wantedId = version.course.modules[wanted]?.id;
    const moduleIndex =
      wantedId !== undefined && locked.has(wantedId)
        ? progress.findIndex((each) => !each.isComplete)
        : Math.max(wanted, 0);
    const module = version.course.modules[moduleIndex];
    if (module === undefined) {
      throw new AppError("not_found", "version.empty", "This course has no modules.");
    }
    const attempts = await attemptRepository.listLatest(tx, {
      enrollmentId,
      courseVersionId,
      moduleId: module.id,
    });
    const help = await learningEventRepository.listHelp(tx, { userId, courseId });
    const rubrics = await elevated(tx, "explain questions that the learner has answered", () =>
      itemRepository.listRubrics(tx, { itemIds: attempts.map((attempt) => attempt.itemId) }),
    );
    const answered: Record<string, AnsweredQuestion> = {};
    for (const { blockId, hints } of help) answered[blockId] = { hintsGiven: hints, attempt: null };
    for (const attempt of attempts) {
      const given = help.find((each) => each.blockId === attempt.blockId);
      answered[attempt.blockId] = {
        hintsGiven: given?.hints ?? 0,
        attempt: describeAttempt({
          version,
          rubric: rubrics.get(attempt.itemId),
          answer: attempt.answer,
          isRevealed: given?.isRevealed ?? false,
        }),
      };
    }
    const { isComplete = false } = progress[moduleIndex] ?? {};
    const studied = { orgId, userId, courseId, module, isComplete, now: new Date() };
    const advice = await decideModality(tx, studied);
    const isNewer = current !== null && current.versionId !== version.id;
    const inModule = new Set<string>(module.blocks.map((block) => block.id));
    return {
      courseId,
      courseTitle: version.course.title,
      version: version.version,
      newerVersion: isNewer ? { version: current.version, publishedAt: current.publishedAt } : null,
      isComplete: enrollment.status === "completed",
      progressPct: enrollment.progressPct,
      isOrdered,
      modules: version.course.modules.map(({ id, title, estimatedMinutes }, index) => {
        const { done = 0, total = 0, isComplete = false } = progress[index] ?? {};
        return { id, title, estimatedMinutes, done, total, isComplete, isLocked: locked.has(id) };
      }),
      module,
      moduleIndex,
      resumeBlockId: place !== null && resume?.moduleId === module.id ? resume.blockId : null,
      completedBlockIds: completedIds.filter((id) => inModule.has(id)),
      answered,
      advice,
    };
  });
}
