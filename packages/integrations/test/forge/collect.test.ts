import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectGarbage } from "@byteos/forge/store/collect";
import { verifyStore } from "@byteos/forge/store/verify-store";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createFolderStore, type FolderStore } from "../../src/forge/folder-store.ts";
import { saveFolder } from "../../src/forge/save-folder.ts";
import { noiseOf } from "./noise.ts";

let base: string;
let store: FolderStore;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "byteos-collect-"));
  store = createFolderStore(join(base, "store"));
});
afterEach(() => {
  store.packs.close();
  rmSync(base, { recursive: true });
});

function collect(changes: { minAgeMs?: number; leaseExpiryMs?: number; isDryRun?: boolean } = {}) {
  return collectGarbage({
    ...store,
    minAgeMs: 0,
    leaseExpiryMs: 3_600_000,
    isDryRun: false,
    ...changes,
  });
}

async function save(ref: string, seeds: readonly number[]): Promise<string> {
  const root = join(base, `work-${ref}`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
  for (const seed of seeds) writeFileSync(join(root, `f${seed}`), noiseOf(60_000, seed));
  const saved = await saveFolder({
    root,
    store,
    ref,
    author: { name: "A", email: "a@example.org" },
    message: ref,
    madeAtMs: 1,
    cachePath: join(base, `cache-${ref}`),
  });
  return saved.commit;
}

async function removeRef(ref: string): Promise<void> {
  const commit = (await store.refs.list()).get(ref) ?? null;
  expect(await store.refs.compareAndSwap(ref, commit, null)).toBe(true);
}

const packBytes = () =>
  readdirSync(join(base, "store/packs")).reduce((sum, file) => {
    return sum + statSync(join(base, "store/packs", file)).size;
  }, 0);

async function expectWhole(): Promise<void> {
  const found = await verifyStore(await store.openChunks(), store.refs);
  expect(found).toMatchObject({ damagedPacks: [], affectedFiles: [], unreadableCommits: [] });
}

it("frees in two steps exactly what the dry run said", async () => {
  await save("main", [1, 2, 3]);
  await save("other", [4, 5, 6]);
  await removeRef("other");
  const before = packBytes();

  const planned = await collect({ isDryRun: true });
  expect(planned.markedBytes).toBeGreaterThan(180_000);
  expect(await collect({ isDryRun: true })).toEqual(planned);
  const marked = await collect();
  expect(marked).toMatchObject({ freedBytes: 0, markedBytes: planned.markedBytes });
  expect(packBytes()).toBe(before);

  const second = await collect({ isDryRun: true });
  expect(second.freedBytes).toBe(planned.markedBytes);
  expect(await collect()).toMatchObject({ freedBytes: planned.markedBytes });
  expect(packBytes()).toBe(before - planned.markedBytes);
  await expectWhole();
});

it("keeps a marked pack until it is old enough", async () => {
  await save("other", [1]);
  await removeRef("other");
  await collect();
  expect(await collect({ minAgeMs: 60_000 })).toMatchObject({ freedPacks: 0, markedPacks: 1 });
  expect(await collect()).toMatchObject({ freedPacks: 1 });
});

it("rewrites a pack that is mostly garbage, and keeps what is needed of it", async () => {
  await save("main", [1, 2, 3, 4, 5, 6]);
  await save("kept", [1]);
  await removeRef("main");
  const planned = await collect({ isDryRun: true });
  const before = packBytes();
  expect(planned.rewrittenBytes).toBeGreaterThan(60_000);
  expect((await collect()).rewrittenBytes).toBe(planned.rewrittenBytes);
  await expectWhole();
  await collect();
  expect(packBytes()).toBe(before + planned.rewrittenBytes - planned.markedBytes);
  await expectWhole();
});

it("puts many small packs together", async () => {
  for (let seed = 0; seed < 64; seed += 1) await save(`b${seed}`, [seed % 3]);
  await collect();
  await collect();
  expect((await store.packs.list()).length).toBe(1);
  await expectWhole();
}, 60_000);

it("does not let a save build on what is about to go", async () => {
  await save("other", [1, 2]);
  await removeRef("other");
  await collect();
  // The same content, stored again although it lies there still.
  await save("main", [1, 2]);
  await collect();
  await expectWhole();
  expect((await store.packs.list()).length).toBe(1);
});

it("lets a save build on a version whose packs were marked while it was being made", async () => {
  await save("main", [1, 2]);
  // As a collection does that read the refs a moment before the save moved its own.
  const marked = (await store.packs.list()).map(({ name }) => [name, 0] as const);
  await store.collection.writeMarks({ epoch: 1, markedAtMs: new Map(marked) });
  await save("main", [1, 3]);
  await collect();
  await collect();
  await expectWhole();
});

it("points at a version only while the ref that keeps it is there", async () => {
  const commit = await save("main", [1]);
  const lease = await store.collection.takeLease();
  const witness = { ref: "main", commit };
  expect(await store.refs.compareAndSwap("a", null, commit, { lease, witness })).toBe(true);
  await removeRef("main");
  expect(await store.refs.compareAndSwap("b", null, commit, { lease, witness })).toBe(false);
});

it("removes nothing while a save that has not seen the marks goes on", async () => {
  await save("other", [1]);
  await removeRef("other");
  const lease = await store.collection.takeLease();
  await collect();
  expect(await collect()).toMatchObject({ freedPacks: 0, heldBackBy: 1 });
  await lease.release();
  expect(await collect()).toMatchObject({ freedPacks: 1, heldBackBy: 0 });
});

it("takes away a lease that nobody renews, and its holder cannot move a ref any more", async () => {
  const commit = await save("main", [1]);
  const lease = await store.collection.takeLease();
  await collect({ leaseExpiryMs: -1 });
  await expect(store.refs.compareAndSwap("late", null, commit, { lease })).rejects.toMatchObject({
    code: "forge.lease-lost",
  });
  expect([...(await store.refs.list()).keys()]).toEqual(["main"]);
});

it("lets a reader that opened before go on reading after", async () => {
  await save("main", [1, 2, 3, 4, 5, 6]);
  const kept = await save("kept", [1]);
  const reader = await store.openChunks();
  await removeRef("main");
  await collect();
  await collect();
  expect((await reader.read(Buffer.from(kept, "hex"))).length).toBeGreaterThan(40);
});

it("refuses to collect in a store that misses something", async () => {
  await save("main", [1]);
  const [pack] = await store.packs.list();
  await save("other", [2]);
  await store.packs.remove(pack!.name);
  await expect(collect()).rejects.toMatchObject({ code: "forge.missing-chunk" });
  expect((await store.packs.list()).length).toBe(1);
});
