import { lstatSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import type { TreeChange } from "@byteos/forge/store/tree-diff";
import { isErrorCode } from "./error-code.ts";
import { restoreEntries } from "./restore-folder.ts";

/**
 * Brings a folder from one tree to another: removes what is gone, with folders that this empties, then writes
 * what is new. The caller has made sure that the folder holds nothing else in these places.
 */
export async function applyChanges(
  chunks: ChunkStore,
  changes: readonly TreeChange[],
  root: string,
): Promise<void> {
  for (const change of changes) {
    // Removed before it is written, as another kind of thing may take its place, or its folder's.
    if (change.kind !== "added") removePath(root, change.before.path);
  }
  const written = changes.flatMap((change) => (change.kind === "deleted" ? [] : [change.after]));
  await restoreEntries(chunks, written, root);
}

function removePath(root: string, path: string): void {
  if (isBehindLink(root, path)) return;
  const absolute = join(root, path);
  try {
    if (lstatSync(absolute).isDirectory()) rmdirSync(absolute);
    else rmSync(absolute);
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
      rmdirSync(join(root, folder));
    }
  } catch (error) {
    const expected = ["ENOENT", "ENOTEMPTY", "ENOTDIR"];
    if (!expected.some((code) => isErrorCode(error, code))) throw error;
  }
}

/** Whether a folder on the way is a link: what lies behind it is not ours. */
function isBehindLink(root: string, path: string): boolean {
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    const stat = lstatSync(join(root, folder), { throwIfNoEntry: false });
    if (stat?.isSymbolicLink()) return true;
  }
  return false;
}
