import type { PublicBlock } from "@byteos/contracts/block";
import type { PublishedCourse, PublishedModule } from "@byteos/contracts/module-content";

/** Dividers hold nothing to learn; everything else counts, a question once it is answered. */
export function isCountable(block: PublicBlock): boolean {
  return block.type !== "divider";
}

export function countableBlockIds(version: Pick<PublishedCourse, "modules">): string[] {
  return version.modules.flatMap((module) =>
    module.blocks.filter(isCountable).map((block) => block.id),
  );
}

function shareDone(ids: readonly string[], completedIds: ReadonlySet<string>): number {
  const distinct = new Set(ids);
  if (distinct.size === 0) return 0;
  let done = 0;
  for (const id of distinct) if (completedIds.has(id)) done += 1;
  return done / distinct.size;
}

/** 0 to 100; exactly 100 only when every countable block of the version is done; 0 for an empty version. */
export function progressPct(
  completedIds: Iterable<string>,
  version: Pick<PublishedCourse, "modules">,
): number {
  return 100 * shareDone(countableBlockIds(version), new Set(completedIds));
}

export interface ModuleProgress {
  readonly moduleId: PublishedModule["id"];
  readonly done: number;
  readonly total: number;
  readonly isComplete: boolean;
}

export function moduleProgress(
  completedIds: Iterable<string>,
  version: Pick<PublishedCourse, "modules">,
): ModuleProgress[] {
  const completed = new Set(completedIds);
  return version.modules.map((module) => {
    const ids = module.blocks.filter(isCountable).map((block) => block.id);
    const done = ids.filter((id) => completed.has(id)).length;
    return { moduleId: module.id, done, total: ids.length, isComplete: done === ids.length };
  });
}

/** A course is complete when every countable block is done: read to its end, or answered, rightly or not. */
export function isCourseComplete(
  completedIds: Iterable<string>,
  version: Pick<PublishedCourse, "modules">,
): boolean {
  const ids = countableBlockIds(version);
  const completed = new Set(completedIds);
  return ids.length > 0 && ids.every((id) => completed.has(id));
}

export interface MappedProgress {
  readonly progressPct: number;
  /** The completed ids that the newer version still has. */
  readonly keptIds: readonly string[];
  readonly isComplete: boolean;
}

/**
 * Progress in a newer version, by block id. The figure never goes below what the learner had; being complete is
 * decided by the blocks alone, so 100 % carried over from an older version does not complete the newer one.
 */
export function mapProgress(
  completedIds: Iterable<string>,
  newerVersion: Pick<PublishedCourse, "modules">,
  previousPct: number,
): MappedProgress {
  const completed = new Set(completedIds);
  const previous = Number.isFinite(previousPct) ? Math.min(100, Math.max(0, previousPct)) : 0;
  return {
    progressPct: Math.max(previous, progressPct(completed, newerVersion)),
    keptIds: countableBlockIds(newerVersion).filter((id) => completed.has(id)),
    isComplete: isCourseComplete(completed, newerVersion),
  };
}
