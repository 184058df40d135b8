import type { ChunkStore } from "./chunk-store.ts";
import { decodeCommit, type Commit } from "./commit.ts";
import { toHex } from "./content-name.ts";

export interface NamedCommit extends Commit {
  readonly name: Uint8Array;
}

/**
 * A commit and its ancestors, each once, newest first by their own clocks; an ancestor never comes before
 * all the listed commits that descend from it when clocks are right.
 */
export async function* readHistory(
  store: ChunkStore,
  heads: Iterable<Uint8Array>,
): AsyncGenerator<NamedCommit> {
  const seen = new Set<string>();
  const waiting: NamedCommit[] = [];
  const add = async (name: Uint8Array) => {
    const hex = toHex(name);
    if (seen.has(hex)) return;
    seen.add(hex);
    waiting.push({ ...decodeCommit(await store.read(name)), name });
    waiting.sort((one, other) => one.madeAtMs - other.madeAtMs);
  };
  for (const head of heads) await add(head);
  for (let commit = waiting.pop(); commit !== undefined; commit = waiting.pop()) {
    yield commit;
    for (const parent of commit.parents) await add(parent);
  }
}
