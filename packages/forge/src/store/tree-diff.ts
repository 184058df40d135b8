import { isSameName } from "./content-name.ts";
import { comparePaths } from "./path-rules.ts";
import type { TreeEntry } from "./tree.ts";

export type TreeChange =
  | { readonly kind: "added"; readonly path: string; readonly after: TreeEntry }
  | { readonly kind: "deleted"; readonly path: string; readonly before: TreeEntry }
  | {
      readonly kind: "changed";
      readonly path: string;
      readonly before: TreeEntry;
      readonly after: TreeEntry;
    };

/** What differs between two lists of entries, both sorted as in a tree. */
export function diffTrees(
  before: readonly TreeEntry[],
  after: readonly TreeEntry[],
): readonly TreeChange[] {
  const changes: TreeChange[] = [];
  let at = 0;
  for (const entry of after) {
    for (let old = before[at]; old !== undefined; old = before[at]) {
      if (comparePaths(old.path, entry.path) >= 0) break;
      changes.push({ kind: "deleted", path: old.path, before: old });
      at += 1;
    }
    const old = before[at];
    if (old?.path !== entry.path) changes.push({ kind: "added", path: entry.path, after: entry });
    else {
      at += 1;
      if (!isSameEntry(old, entry)) {
        changes.push({ kind: "changed", path: entry.path, before: old, after: entry });
      }
    }
  }
  for (const old of before.slice(at)) {
    changes.push({ kind: "deleted", path: old.path, before: old });
  }
  return changes;
}

function isSameEntry(one: TreeEntry, other: TreeEntry): boolean {
  if (one.kind !== other.kind || one.size !== other.size) return false;
  if (one.content === null || other.content === null) return one.content === other.content;
  return isSameName(one.content, other.content);
}
