import type { ChunkStore } from "./chunk-store.ts";
import { decodeCommit } from "./commit.ts";
import { readManifest } from "./file-manifest.ts";
import { NameTable } from "./name-table.ts";
import { readTree } from "./tree.ts";

/**
 * The names of all chunks that these commits and their ancestors hold, each part of a tree or file visited
 * once. Throws when a list cannot be read: what it held is unknown then.
 */
export async function findReachable(
  store: ChunkStore,
  commits: Iterable<Uint8Array>,
): Promise<NameTable> {
  const reached = new NameTable();
  // Apart from it: the content of a file may be the very bytes of a list, and then says nothing of what that
  // list names.
  const followed = new NameTable();
  const visit = (name: Uint8Array) => {
    reached.add(name);
    return followed.add(name);
  };
  const queue = [...commits];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (!visit(name)) continue;
    const commit = decodeCommit(await store.read(name));
    queue.push(...commit.parents);
    for await (const entry of readTree(store, commit.tree, {}, visit)) {
      if (entry.content === null) continue;
      if (!entry.isManifest) reached.add(entry.content);
      else if (followed.find(entry.content) === -1) {
        const whole = { start: 0, end: entry.size };
        const chunks = readManifest(store, entry.content, entry.size, whole, visit);
        for await (const chunk of chunks) reached.add(chunk.name);
      }
    }
  }
  return reached;
}
