import { zstdCompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { ByteWriter } from "../../src/store/bytes.ts";
import { ChunkStore } from "../../src/store/chunk-store.ts";
import { decodeCommit } from "../../src/store/commit.ts";
import { nameOf } from "../../src/store/content-name.ts";
import { readManifest } from "../../src/store/file-manifest.ts";
import { decodeFrame } from "../../src/store/frame-codec.ts";
import { frameCodec } from "../../src/store/pack-format.ts";
import { SnapshotWriter } from "../../src/store/snapshot-writer.ts";
import { readTree } from "../../src/store/tree.ts";
import { verifyStore } from "../../src/store/verify-store.ts";
import { commitFiles, noise } from "./made-files.ts";
import { MemoryPacks } from "./memory-packs.ts";

async function storeOf(...nodes: readonly Uint8Array[]) {
  const packs = new MemoryPacks();
  const writer = new SnapshotWriter(await ChunkStore.open(packs));
  for (const node of nodes) await writer.addNode(node);
  await writer.finish();
  return ChunkStore.open(packs);
}

function treeNode(paths: readonly string[], level = 0): Uint8Array {
  const writer = new ByteWriter();
  writer.bytes(new TextEncoder().encode("BFT1"));
  writer.uint8(level);
  writer.uint32(paths.length);
  for (const path of paths) {
    writer.varint(0);
    writer.text(path);
    writer.uint8(4);
    writer.varint(0);
  }
  return writer.finish();
}

async function drain(items: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of items) count += 1;
  return count;
}

it.each([["../../etc/cron.d/x"], ["/etc/x"], [".git/hooks/post-checkout"], ["a\0"]])(
  "refuses a stored tree with the path %j",
  async (path) => {
    const node = treeNode([path]);
    const store = await storeOf(node);
    await expect(drain(readTree(store, nameOf(node)))).rejects.toMatchObject({
      code: "forge.bad-path",
    });
  },
);

it("refuses a tree whose paths are out of order or come twice", async () => {
  for (const paths of [
    ["b", "a"],
    ["a", "a"],
  ]) {
    const node = treeNode(paths);
    const store = await storeOf(node);
    await expect(drain(readTree(store, nameOf(node)))).rejects.toMatchObject({
      code: "forge.damaged",
    });
  }
});

it("refuses a list of chunks that does not add up to its file", async () => {
  const writer = new ByteWriter();
  writer.bytes(new TextEncoder().encode("BFM1"));
  writer.uint8(0);
  writer.uint32(1);
  writer.bytes(nameOf(new Uint8Array(1)));
  writer.uint64(2 ** 50);
  const store = await storeOf(writer.finish());
  await expect(drain(readManifest(store, nameOf(writer.finish()), 10))).rejects.toMatchObject({
    code: "forge.damaged",
  });
});

it("decompresses no more than the index says", () => {
  const bomb = zstdCompressSync(new Uint8Array(50_000_000));
  expect(bomb.length).toBeLessThan(10_000);
  expect(() => decodeFrame(frameCodec.zstd, bomb, 1000)).toThrow(/damaged/);
});

it("refuses every shortened or lengthened commit", async () => {
  const packs = new MemoryPacks();
  const { commit } = await commitFiles(packs, new Map([["a", noise(10, 1)]]));
  const store = await ChunkStore.open(packs);
  const bytes = await store.read(new Uint8Array(Buffer.from(commit, "hex")));
  expect(decodeCommit(bytes).message).toBe("First\n");
  for (let length = 0; length < bytes.length; length += 1) {
    expect(() => decodeCommit(bytes.slice(0, length))).toThrow(/damaged/);
  }
  expect(() => decodeCommit(new Uint8Array([...bytes, 0]))).toThrow(/damaged/);
});

it("names the damaged pack and the files in it, and goes on reading the others", async () => {
  const packs = new MemoryPacks();
  const { commit } = await commitFiles(
    packs,
    new Map([
      ["hit.bin", noise(500_000, 2)],
      ["well.txt", new TextEncoder().encode("well")],
    ]),
  );
  const [[name, bytes] = ["", new Uint8Array(0)]] = packs.packs;
  const at = Buffer.from(bytes).indexOf(Buffer.from(noise(500_000, 2).subarray(200_000, 200_040)));
  expect(at).toBeGreaterThan(0);
  bytes[at] = (bytes[at] ?? 0) ^ 1;

  const refs = {
    list: () => Promise.resolve(new Map([["main", commit]])),
    compareAndSwap: () => Promise.resolve(false),
  };
  const result = await verifyStore(await ChunkStore.open(packs), refs);

  expect(result.damagedPacks.map(({ pack }) => pack)).toEqual([name]);
  expect(result.affectedFiles).toEqual([{ path: "hit.bin", commit }]);
  expect(result.unreadableCommits).toEqual([]);
});

it("refuses a pack with any one byte of its index changed", async () => {
  const packs = new MemoryPacks();
  await commitFiles(packs, new Map([["a", noise(10, 1)]]));
  const [[name, bytes] = ["", new Uint8Array(0)]] = packs.packs;
  const indexBytes = new DataView(bytes.buffer).getUint32(bytes.length - 44, true);
  for (let at = bytes.length - 44 - indexBytes; at < bytes.length; at += 1) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x40;
    packs.packs.set(name, changed);
    await expect(ChunkStore.open(packs), `byte ${at}`).rejects.toMatchObject({
      code: "forge.damaged",
    });
  }
});
