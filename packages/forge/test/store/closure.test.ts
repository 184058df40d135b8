import { expect, it } from "vitest";
import { checkClosure } from "../../src/store/check-closure.ts";
import { checkPack } from "../../src/store/check-pack.ts";
import { ChunkStore } from "../../src/store/chunk-store.ts";
import { encodeCommit } from "../../src/store/commit.ts";
import { nameOf, toHex } from "../../src/store/content-name.ts";
import { findReachable } from "../../src/store/reachable.ts";
import { SnapshotWriter } from "../../src/store/snapshot-writer.ts";
import { writeTree, type TreeEntry } from "../../src/store/tree.ts";
import { MemoryPacks } from "./memory-packs.ts";

const author = { name: "Ada", email: "ada@example.org" };

function noise(bytes: number): Uint8Array {
  const made = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(made.subarray(at, at + 65_536));
  return made;
}

const fileOf = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: (into: Uint8Array, position: number) => {
    const part = bytes.subarray(position, position + into.length);
    into.set(part);
    return part.length;
  },
});

/** A version of these files in a store of its own, and everything that was put there. */
async function makeVersion(files: Readonly<Record<string, Uint8Array>>) {
  const packs = new MemoryPacks();
  const writer = new SnapshotWriter(await ChunkStore.open(packs));
  const entries: TreeEntry[] = [];
  for (const [path, bytes] of Object.entries(files)) {
    entries.push({ path, kind: "file", ...(await writer.addFile(fileOf(bytes))) });
  }
  const tree = await writeTree(entries, writer.addNode);
  const bytes = encodeCommit({ tree, parents: [], author, madeAtMs: 1, message: "First" });
  const commit = await writer.addNode(bytes);
  await writer.finish();
  const store = await ChunkStore.open(packs);
  return { packs, store, commit, tree, entries };
}

it("follows a file's list also when another file is the very bytes of that list", async () => {
  const big = noise(300_000);
  const first = await makeVersion({ "z-big.bin": big });
  const list = first.entries[0]?.content ?? new Uint8Array(32);
  const bytesOfList = await first.store.read(list);
  const both = await makeVersion({ "a-list.bin": bytesOfList, "z-big.bin": big });
  expect(both.entries[0]?.content).toEqual(list);
  const reached = await findReachable(both.store, [both.commit]);
  expect(reached.size).toBe(both.store.index.size);
  const asked = new Set<string>();
  await checkClosure({
    reader: both.store,
    commit: both.commit,
    known: new Map(),
    has: (name) => Promise.resolve(asked.add(toHex(name)).size > 0),
  });
  expect(asked.size).toBe(both.store.index.size);
});

it("names any chunk that is missing, and asks nothing of what is known to be whole", async () => {
  const { store, commit, tree } = await makeVersion({
    "a.txt": noise(2_000),
    "b.bin": noise(300_000),
  });
  const reached = await findReachable(store, [commit]);
  for (let at = 0; at < reached.size; at += 1) {
    const missing = toHex(reached.at(at));
    await expect(
      checkClosure({
        reader: store,
        commit,
        known: new Map(),
        has: (name) => Promise.resolve(toHex(name) !== missing),
      }),
    ).rejects.toMatchObject({ code: "forge.missing-chunk" });
  }
  const known = new Map([[toHex(commit), tree]]);
  const has = () => Promise.reject(new Error("It asked."));
  expect(await checkClosure({ reader: store, commit, known, has })).toEqual([]);
});

it("finds every changed byte of a pack", async () => {
  const { packs } = await makeVersion({ "a.txt": noise(500), "b.txt": new Uint8Array(3_000) });
  const [pack] = await packs.list();
  if (pack === undefined) throw new Error("There is no pack.");
  const bytes = await packs.read(pack.name, 0, pack.bytes);
  const check = (given: Uint8Array) =>
    checkPack(pack, (start, end) => Promise.resolve(given.slice(start, end)));
  const tail = await check(bytes);
  expect(tail).toEqual(bytes.subarray(bytes.length - tail.length));
  for (let at = 0; at < bytes.length; at += 7) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x40;
    await expect(check(changed)).rejects.toMatchObject({ code: "forge.damaged" });
  }
  expect(toHex(nameOf(bytes))).toHaveLength(64);
});
