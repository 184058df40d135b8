import { realpathSync } from "node:fs";
import { join } from "node:path";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { SnapshotWriter } from "@byteos/forge/store/snapshot-writer";
import type { TreeEntry } from "@byteos/forge/store/tree";
import { readScannedFile } from "./read-file.ts";
import { scanFolder, type IgnoreRule } from "./scan-folder.ts";
import { matchCache, readStatCache } from "./stat-cache.ts";

/**
 * The entries that a save of the folder would make, sorted; stores nothing, and reads only files that may
 * have changed since the save of `head`.
 */
export async function listFolder(
  chunks: ChunkStore,
  folder: string,
  head: string | null,
  cachePath: string,
  isIgnored?: IgnoreRule,
): Promise<readonly TreeEntry[]> {
  const root = realpathSync(folder);
  const { entries: scanned } = scanFolder(root, isIgnored);
  const cache = readStatCache(cachePath, root);
  const matches = matchCache(scanned, cache?.commit === head ? cache : null);
  const writer = new SnapshotWriter(chunks, true);
  const entries: TreeEntry[] = [];
  for (const [at, entry] of scanned.entries()) {
    const { path, kind } = entry;
    const known = matches[at];
    if (known) entries.push(known);
    else if (kind === "folder") {
      entries.push({ path, kind, size: 0, content: null, isManifest: false });
    } else {
      const read = await readScannedFile(join(root, path), entry, (file) => writer.addFile(file));
      if (read !== null) entries.push({ path, kind: read.entry.kind, ...read.content });
    }
  }
  return entries;
}
