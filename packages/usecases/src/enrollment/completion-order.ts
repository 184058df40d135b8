import { AppError } from "@byteos/contracts/errors";
import type { ModuleId } from "@byteos/contracts/ids";
import { lockedModuleIds } from "@byteos/courseware/progress/locked-modules";
import { moduleProgress } from "@byteos/courseware/progress/progress";
import {
  type EnrollmentRow,
  enrollmentRepository,
} from "@byteos/db/repositories/enrollment.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import type { PublishedVersion } from "./published-version.ts";

const OrderSettings = z.object({ require_completion_order: z.boolean().optional() });

/** Whether a module opens only when those before it are finished; settings that cannot be read say no. */
export function readCompletionOrder(settings: unknown): boolean {
  return OrderSettings.safeParse(settings).data?.require_completion_order ?? false;
}

export function findLockedModules(
  completedIds: Iterable<string>,
  { course }: Pick<PublishedVersion, "course">,
): Set<ModuleId> {
  return lockedModuleIds(
    moduleProgress(completedIds, course).map(({ moduleId, isComplete }) => ({
      id: moduleId,
      isComplete,
    })),
  );
}

/** The module of a course that keeps its order, asked for before its time. */
export function moduleLocked(): AppError {
  return new AppError(
    "precondition",
    "module.locked",
    "This module opens when you have finished the ones before it.",
  );
}

interface OrderedCourse {
  readonly enrollment: Pick<EnrollmentRow, "id" | "isOrdered">;
  readonly version: PublishedVersion;
}

/** The modules of a course under way that are not open yet; none where the course keeps no order. */
export async function lockedModulesOf(
  tx: Tx,
  { enrollment, version }: OrderedCourse,
): Promise<Set<ModuleId>> {
  if (!enrollment.isOrdered) return new Set();
  const { id: enrollmentId } = enrollment;
  const completedIds = await enrollmentRepository.listCompletedBlockIds(tx, { enrollmentId });
  return findLockedModules(completedIds, version);
}

/** Throws precondition `module.locked` for a module that the learner may not open yet. */
export async function requireOpenModule(
  tx: Tx,
  { enrollment, version }: OrderedCourse,
  moduleId: string,
): Promise<void> {
  // The first is always open.
  if (!enrollment.isOrdered || version.course.modules[0]?.id === moduleId) return;
  const locked = await lockedModulesOf(tx, { enrollment, version });
  if ([...locked].some((id) => id === moduleId)) throw moduleLocked();
}

/**
 * Whether a block may be done now, for blocks in the order in which a learner came to them: each that may
 * counts towards opening the next module. Answers yes to all where the course keeps no order.
 */
export async function completionGate(
  tx: Tx,
  { enrollment, version }: OrderedCourse,
): Promise<(blockId: string) => boolean> {
  if (!enrollment.isOrdered) return () => true;
  const completed = new Set(
    await enrollmentRepository.listCompletedBlockIds(tx, { enrollmentId: enrollment.id }),
  );
  let locked = findLockedModules(completed, version);
  return (blockId) => {
    const moduleId = version.blocks.get(blockId)?.moduleId;
    if (moduleId === undefined || locked.has(moduleId)) return false;
    completed.add(blockId);
    locked = findLockedModules(completed, version);
    return true;
  };
}
