import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ChunkStore } from "../../src/store/chunk-store.ts";
import { chunkBytes } from "../../src/store/chunker.ts";
import { parseName } from "../../src/store/content-name.ts";
import { readManifest } from "../../src/store/file-manifest.ts";
import { openFile } from "../../src/store/file-source.ts";
import { packLimits } from "../../src/store/pack-format.ts";
import { readTree, type TreeEntry } from "../../src/store/tree.ts";
import { readCommitFiles } from "./independent-reader.ts";
import { commitFiles, joined, noise } from "./made-files.ts";
import { MemoryPacks } from "./memory-packs.ts";

const text = (value: string) => new TextEncoder().encode(value);

async function chunksOf(packs: MemoryPacks, entry: TreeEntry): Promise<string[]> {
  const names: string[] = [];
  const store = await ChunkStore.open(packs);
  if (entry.content === null) return names;
  for await (const chunk of readManifest(store, entry.content, entry.size)) {
    names.push(Buffer.from(chunk.name).toString("hex"));
  }
  return names;
}

it("is read back by a reader written from the document", async () => {
  const packs = new MemoryPacks();
  const files = new Map<string, Uint8Array>([
    ["empty.txt", new Uint8Array(0)],
    ["src/a.ts", text("export const a = 1;\n")],
    ["src/run.sh", text("#!/bin/sh\n")],
    ["link", text("src/a.ts")],
    ["void", new Uint8Array(0)],
    ["weights.bin", noise(4_000_000, 7)],
    ["table.csv", text("id,value\n".repeat(60_000))],
    ["\u{1F600}/emoji", text("above the surrogates")],
    ["\uFFFC/object", text("below them in UTF-16, above in UTF-8")],
  ]);
  for (let at = 0; at < 700; at += 1)
    files.set(`many/${at}/file.js`, text(`export default ${at};`));
  const kinds = new Map([
    ["src/run.sh", "executable"],
    ["link", "symlink"],
    ["void", "folder"],
  ] as const);

  const { commit } = await commitFiles(packs, files, kinds);

  const read = readCommitFiles([...packs.packs.values()], commit);
  expect([...read.files.keys()]).toEqual(
    [...files.keys()].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
  );
  for (const [path, { bytes }] of read.files) {
    expect(bytes.equals(files.get(path)!), path).toBe(true);
  }
  const kindOf = (path: string) => read.files.get(path)?.kind;
  expect(["src/a.ts", "src/run.sh", "link", "void"].map(kindOf)).toEqual([1, 2, 3, 4]);
  expect(read).toMatchObject({
    parents: [],
    time: 1_700_000_000_123,
    author: "Åsa",
    email: "asa@example.org",
    message: "First\n",
  });
}, 30_000);

it("states in its document the limits that it keeps", async () => {
  const document = readFileSync(
    new URL("../../../../docs/forge-format.md", import.meta.url),
    "utf8",
  );
  expect(document).toContain(`at most ${packLimits.bytes / 1024 / 1024} MiB`);
  expect(document).toContain(`${packLimits.chunks.toLocaleString("en")} chunks`);
  expect(document).toContain(`after ${chunkBytes.most.toLocaleString("en")} bytes`);

  const packs = new MemoryPacks();
  const files = new Map<string, Uint8Array>([["big", noise(66 * 1024 * 1024, 3)]]);
  for (let at = 0; at < 9000; at += 1) files.set(`n${at}`, text(`${at}`));
  await commitFiles(packs, files);
  expect(packs.packs.size).toBeGreaterThanOrEqual(3);
  for (const bytes of packs.packs.values())
    expect(bytes.length).toBeLessThanOrEqual(packLimits.bytes);
}, 30_000);

it("cuts the same bytes the same way, wherever they moved", async () => {
  const packs = new MemoryPacks();
  const body = noise(6_000_000, 11);
  const inserted = joined(body.subarray(0, 3_000_000), noise(1000, 12), body.subarray(3_000_000));
  const before = await commitFiles(packs, new Map([["f", body]]));
  const storedBefore = packs.storedBytes;
  const after = await commitFiles(packs, new Map([["f", inserted]]));

  const old = await chunksOf(packs, before.entries[0]!);
  const fresh = (await chunksOf(packs, after.entries[0]!)).filter((name) => !old.includes(name));
  expect(old.length).toBeGreaterThan(60);
  expect(fresh.length).toBeLessThanOrEqual(3);
  expect(packs.storedBytes - storedBefore).toBeLessThan(400_000);
}, 30_000);

it("fetches for a range only the chunks that cover it", async () => {
  const packs = new MemoryPacks();
  const body = noise(16_000_000, 5);
  const { commit, entries } = await commitFiles(packs, new Map([["model.safetensors", body]]));
  const store = await ChunkStore.open(packs);
  const file = openFile(store, entries[0]!);

  packs.readBytes = 0;
  const part = await file.read(8_000_000, 8_100_000);

  expect(Buffer.compare(part, body.subarray(8_000_000, 8_100_000))).toBe(0);
  // Two or three chunks, and the manifest on the way.
  expect(packs.readBytes).toBeLessThan(100_000 + 3 * chunkBytes.most);
  expect(await store.read(parseName(commit)!)).toBeInstanceOf(Uint8Array);
}, 30_000);

it("lists a folder of a large tree from the ranges that hold it", async () => {
  const packs = new MemoryPacks();
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at < 2000; at += 1) files.set(`d${at % 40}/f${at}`, text(`${at % 7}`));
  const { tree } = await commitFiles(packs, files);
  const store = await ChunkStore.open(packs);
  const nodes: Uint8Array[] = [];
  const found: string[] = [];
  const range = { from: "d7/", before: "d70" };
  for await (const entry of readTree(store, tree, range, (name) => nodes.push(name) > 0)) {
    found.push(entry.path);
  }
  expect(found.length).toBe(50);
  expect(found.every((path) => path.startsWith("d7/"))).toBe(true);
  let all = 0;
  for await (const _ of readTree(store, tree, {}, () => (all += 1) > 0));
  expect(nodes.length).toBeLessThan(all / 4);
}, 30_000);
