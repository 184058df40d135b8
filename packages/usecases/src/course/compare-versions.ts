import type { PublicBlock } from "@byteos/contracts/block";
import type { PublishedCourse, PublishedModule } from "@byteos/contracts/module-content";

export type VersionChange =
  | {
      readonly kind: "module-added" | "module-removed";
      readonly moduleId: string;
      readonly title: string;
      readonly blocks: number;
    }
  | {
      readonly kind: "module-changed";
      readonly moduleId: string;
      readonly title: string;
      readonly added: number;
      readonly removed: number;
      readonly changed: number;
      /** The blocks that stayed stand in another order. */
      readonly isReordered: boolean;
      readonly isRenamed: boolean;
    }
  | { readonly kind: "course-changed"; readonly fields: readonly string[] };

const same = (before: unknown, after: unknown) => JSON.stringify(before) === JSON.stringify(after);

function isReordered(before: readonly PublicBlock[], after: readonly PublicBlock[]): boolean {
  const kept = new Set(before.map((block) => block.id));
  const keptAfter = after.filter((block) => kept.has(block.id)).map((block) => block.id);
  const stayed = new Set(keptAfter);
  const keptBefore = before.filter((block) => stayed.has(block.id)).map((block) => block.id);
  return !same(keptBefore, keptAfter);
}

function compareModules(before: PublishedModule, after: PublishedModule): VersionChange | null {
  const old = new Map(before.blocks.map((block) => [block.id, block]));
  const ids = new Set(after.blocks.map((block) => block.id));
  const added = after.blocks.filter((block) => !old.has(block.id)).length;
  const removed = before.blocks.filter((block) => !ids.has(block.id)).length;
  const changed = after.blocks.filter((block) => {
    const previous = old.get(block.id);
    return previous !== undefined && !same(previous, block);
  }).length;
  const reordered = isReordered(before.blocks, after.blocks);
  const isRenamed = before.title !== after.title;
  if (added + removed + changed === 0 && !reordered && !isRenamed) return null;
  return {
    kind: "module-changed",
    moduleId: after.id,
    title: after.title,
    added,
    removed,
    changed,
    isReordered: reordered,
    isRenamed,
  };
}

/** What a learner would find different, by block id: first the course, then its modules in their new order. */
export function compareVersions(before: PublishedCourse, after: PublishedCourse): VersionChange[] {
  const changes: VersionChange[] = [];
  const fields = (["title", "description", "difficulty", "template"] as const).filter(
    (field) => before[field] !== after[field],
  );
  if (fields.length > 0) changes.push({ kind: "course-changed", fields });
  const old = new Map(before.modules.map((module) => [module.id, module]));
  for (const now of after.modules) {
    const previous = old.get(now.id);
    if (previous === undefined) {
      changes.push({
        kind: "module-added",
        moduleId: now.id,
        title: now.title,
        blocks: now.blocks.length,
      });
      continue;
    }
    const change = compareModules(previous, now);
    if (change !== null) changes.push(change);
  }
  const ids = new Set(after.modules.map((module) => module.id));
  for (const then of before.modules) {
    if (ids.has(then.id)) continue;
    changes.push({
      kind: "module-removed",
      moduleId: then.id,
      title: then.title,
      blocks: then.blocks.length,
    });
  }
  return changes;
}
