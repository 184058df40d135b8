import type { ChunkStore } from "./chunk-store.ts";
import { readManifest } from "./file-manifest.ts";
import { NameTable } from "./name-table.ts";
import type { TreeEntry } from "./tree.ts";

export interface PathSize {
  readonly path: string;
  readonly size: number;
  /** Its chunks' part of what their frames take, whoever else has them. */
  readonly storedBytes: number;
  /** The part of `storedBytes` that no path listed before it has. */
  readonly ownBytes: number;
}

/** What each path takes in the store, compressed; the largest come first. */
export async function measurePaths(
  store: ChunkStore,
  entries: readonly TreeEntry[],
): Promise<readonly PathSize[]> {
  const counted = new NameTable();
  const sizes: PathSize[] = [];
  for (const { path, size, content, isManifest } of entries) {
    let storedBytes = 0;
    let ownBytes = 0;
    const count = (name: Uint8Array) => {
      const place = store.index.find(name);
      if (place === null) return;
      const share = (place.frame.storedBytes * place.length) / place.frame.rawBytes;
      storedBytes += share;
      if (counted.add(name)) ownBytes += share;
    };
    if (content !== null && !isManifest) count(content);
    if (content !== null && isManifest) {
      for await (const chunk of readManifest(store, content, size)) count(chunk.name);
    }
    const rounded = { storedBytes: Math.round(storedBytes), ownBytes: Math.round(ownBytes) };
    sizes.push({ path, size, ...rounded });
  }
  return sizes.sort((one, other) => other.ownBytes - one.ownBytes);
}
