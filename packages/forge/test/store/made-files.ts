import { ChunkStore } from "../../src/store/chunk-store.ts";
import { encodeCommit } from "../../src/store/commit.ts";
import { toHex } from "../../src/store/content-name.ts";
import { comparePaths } from "../../src/store/path-rules.ts";
import { SnapshotWriter, type FileReader } from "../../src/store/snapshot-writer.ts";
import { writeTree, type TreeEntry } from "../../src/store/tree.ts";
import type { MemoryPacks } from "./memory-packs.ts";

/** Bytes that do not compress, the same for the same seed. */
export function noise(length: number, seed: number): Uint8Array {
  let state = seed | 0 || 1;
  const words = new Uint32Array(Math.ceil(length / 4));
  for (let at = 0; at < words.length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = Math.imul(state, 0x9e37_79b1);
  }
  return new Uint8Array(words.buffer, 0, length);
}

function readerOf(bytes: Uint8Array): FileReader {
  return {
    read(target, position) {
      // Short reads, as pipes and networks give them.
      const part = bytes.subarray(position, position + Math.min(target.length, 100_000));
      target.set(part);
      return part.length;
    },
  };
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Commits files (and what else has its own kind) to a store of packs. */
export async function commitFiles(
  packs: MemoryPacks,
  files: ReadonlyMap<string, Uint8Array>,
  kinds: ReadonlyMap<string, TreeEntry["kind"]> = new Map(),
) {
  const store = await ChunkStore.open(packs);
  const writer = new SnapshotWriter(store);
  const entries: TreeEntry[] = [];
  for (const [path, bytes] of files) {
    const content = await writer.addFile(readerOf(bytes));
    entries.push({ path, kind: kinds.get(path) ?? "file", ...content });
  }
  entries.sort((one, other) => comparePaths(one.path, other.path));
  const tree = await writeTree(entries, writer.addNode);
  const author = { name: "Åsa", email: "asa@example.org" };
  const commit = await writer.addNode(
    encodeCommit({ tree, parents: [], author, madeAtMs: 1_700_000_000_123, message: "First\n" }),
  );
  await writer.finish();
  return { commit: toHex(commit), tree, entries };
}
