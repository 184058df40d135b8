import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeCommit } from "@byteos/forge/store/commit";
import { parseName, toHex } from "@byteos/forge/store/content-name";
import { SnapshotWriter } from "@byteos/forge/store/snapshot-writer";
import { readTree, writeTree, type TreeEntry } from "@byteos/forge/store/tree";
import { verifyStore } from "@byteos/forge/store/verify-store";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  createFolderStore,
  openFolderStore,
  type FolderStore,
} from "../../src/forge/folder-store.ts";
import { readScannedFile } from "../../src/forge/read-file.ts";
import { restoreEntries } from "../../src/forge/restore-folder.ts";
import { saveFolder } from "../../src/forge/save-folder.ts";
import { scanFolder } from "../../src/forge/scan-folder.ts";
import { noiseOf } from "./noise.ts";

let base: string;
let work: string;
let store: FolderStore;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "byteos-forge-"));
  work = join(base, "work");
  mkdirSync(work);
  store = createFolderStore(join(base, "store"));
});
afterEach(() => {
  store.packs.close();
  rmSync(base, { recursive: true });
});

function save(root = work, cache = "cache") {
  return saveFolder({
    root,
    store,
    ref: "main",
    author: { name: "A", email: "a@example.org" },
    message: "Saved",
    madeAtMs: 1_800_000_000_000,
    cachePath: join(base, cache),
  });
}

async function entriesOf(commit: string) {
  const chunks = await store.openChunks();
  const { tree } = decodeCommit(await chunks.read(parseName(commit)!));
  const entries: TreeEntry[] = [];
  for await (const entry of readTree(chunks, tree)) entries.push(entry);
  return { chunks, entries, tree };
}

async function restore(commit: string, into: string): Promise<void> {
  const { chunks, entries } = await entriesOf(commit);
  await restoreEntries(chunks, entries, into);
}

it("gives back files, modes, links, empty folders and names as they were", async () => {
  mkdirSync(join(work, "empty/deep"), { recursive: true });
  mkdirSync(join(work, "Src"));
  mkdirSync(join(work, "src"));
  writeFileSync(join(work, "Src/A.txt"), "upper");
  writeFileSync(join(work, "src/a.txt"), "lower");
  writeFileSync(join(work, "src/A.txt"), "both");
  writeFileSync(join(work, "caf\u00E9"), "composed");
  writeFileSync(join(work, "cafe\u0301"), "decomposed");
  writeFileSync(join(work, "nothing"), "");
  writeFileSync(join(work, "run"), "#!/bin/sh\n");
  chmodSync(join(work, "run"), 0o755);
  writeFileSync(join(work, "model.bin"), noiseOf(3_000_000, 1));
  symlinkSync("src/a.txt", join(work, "link"));
  symlinkSync("/nowhere/at/all", join(work, "dangling"));

  const { commit } = await save();
  const out = join(base, "out");
  await restore(commit, out);

  const list = (root: string) => new Set(readdirSync(root, { recursive: true, encoding: "utf8" }));
  expect(list(out)).toEqual(list(work));
  for (const path of [
    "Src/A.txt",
    "src/a.txt",
    "src/A.txt",
    "caf\u00E9",
    "cafe\u0301",
    "nothing",
  ]) {
    expect(readFileSync(join(out, path), "utf8")).toBe(readFileSync(join(work, path), "utf8"));
  }
  expect(readFileSync(join(out, "model.bin")).equals(noiseOf(3_000_000, 1))).toBe(true);
  expect(readlinkSync(join(out, "link"))).toBe("src/a.txt");
  expect(readlinkSync(join(out, "dangling"))).toBe("/nowhere/at/all");
  expect(statSync(join(out, "run")).mode & 0o111).not.toBe(0);
  expect(statSync(join(out, "nothing")).mode & 0o111).toBe(0);
});

it("reads nothing again when nothing changed, and notices what did", async () => {
  for (let at = 0; at < 50; at += 1) writeFileSync(join(work, `f${at}`), `file ${at}`);
  const old = new Date(Date.now() - 60_000);
  for (let at = 0; at < 50; at += 1) utimesSync(join(work, `f${at}`), old, old);
  const first = await save();
  expect(await save()).toMatchObject({ commit: first.commit, isUnchanged: true });

  // The same size and the same time, so that only the time of the change of the inode tells.
  writeFileSync(join(work, "f7"), "File 7");
  utimesSync(join(work, "f7"), old, old);
  rmSync(join(work, "f8"));
  const second = await save();
  expect(second).toMatchObject({ isUnchanged: false, files: 49 });
  const out = join(base, "out");
  await restore(second.commit, out);
  expect(readFileSync(join(out, "f7"), "utf8")).toBe("File 7");
  expect(existsSync(join(out, "f8"))).toBe(false);
});

it("makes the same tree with an earlier version at hand as without", async () => {
  const before = noiseOf(4_000_000, 3);
  const after = Buffer.concat([
    before.subarray(0, 1_000_000),
    noiseOf(999, 4),
    before.subarray(1_000_000),
  ]);
  writeFileSync(join(work, "big"), before);
  await save();
  writeFileSync(join(work, "big"), after);
  const second = await save();

  const other = createFolderStore(join(base, "other"));
  const writer = new SnapshotWriter(await other.openChunks());
  const [scanned] = scanFolder(work).entries;
  const read = await readScannedFile(join(work, "big"), scanned!, (file) => writer.addFile(file));
  const alone = await writeTree([{ path: "big", kind: "file", ...read!.content }], writer.addNode);
  await writer.finish();
  expect(toHex((await entriesOf(second.commit)).tree)).toBe(toHex(alone));
}, 30_000);

it("reads a file again that changed while it was read", async () => {
  const path = join(work, "log");
  writeFileSync(path, "one");
  const writer = new SnapshotWriter(await store.openChunks());
  const [scanned] = scanFolder(work).entries;
  let readings = 0;
  const read = await readScannedFile(path, scanned!, async (file) => {
    const content = await writer.addFile(file);
    readings += 1;
    if (readings === 1) appendFileSync(path, " two");
    return content;
  });
  expect(readings).toBe(2);
  expect(read?.content.size).toBe(7);

  const growing = readScannedFile(path, scanned!, async (file) => {
    const content = await writer.addFile(file);
    appendFileSync(path, ".");
    return content;
  });
  await expect(growing).rejects.toMatchObject({ code: "forge.keeps-changing" });
  await writer.abandon();
});

it("lets one of two saves at once win, and tells the other", async () => {
  writeFileSync(join(work, "a"), "a");
  const other = join(base, "other-work");
  mkdirSync(other);
  writeFileSync(join(other, "b"), "b");
  const results = await Promise.allSettled([save(), save(other, "other-cache")]);
  const won = results.filter(({ status }) => status === "fulfilled");
  const lost = results.find(({ status }) => status === "rejected");
  expect(won.length).toBe(1);
  expect(lost).toMatchObject({ reason: { code: "forge.branch-moved" } });
  expect((await store.refs.list()).size).toBe(1);
});

it("moves refs one at a time, whoever tries", async () => {
  const commits = Array.from({ length: 20 }, (_, at) => at.toString(16).padStart(64, "0"));
  const won = await Promise.all(
    commits.map((commit) => store.refs.compareAndSwap("main", null, commit)),
  );
  expect(won.filter(Boolean).length).toBe(1);
  for (let at = 0; at < 30; at += 1) {
    const now = (await store.refs.list()).get("main") ?? null;
    const next = commits[at % 20]!;
    expect(await store.refs.compareAndSwap("main", now, next)).toBe(true);
  }
  expect(await store.refs.compareAndSwap("main", commits[0]!, null)).toBe(false);
  expect(readdirSync(join(base, "store/refs")).length).toBeLessThan(12);
});

it("writes nothing through a link or outside of its folder", async () => {
  const outside = join(base, "outside");
  mkdirSync(outside);
  mkdirSync(join(work, "dir"));
  writeFileSync(join(work, "dir/file"), "content");
  const { commit } = await save();
  const out = join(base, "out");
  mkdirSync(out);
  symlinkSync(outside, join(out, "dir"));
  await restore(commit, out);
  expect(readdirSync(outside)).toEqual([]);
  expect(lstatSync(join(out, "dir")).isDirectory()).toBe(true);

  const { chunks, entries } = await entriesOf(commit);
  const [file] = entries;
  const bad = [
    { ...file!, path: "x", kind: "symlink" as const },
    { ...file!, path: "x/y" },
  ];
  await expect(restoreEntries(chunks, bad, join(base, "bad"))).rejects.toMatchObject({
    code: "forge.bad-tree",
  });
  expect(existsSync(join(base, "bad"))).toBe(false);
});

it("refuses to save what it could not restore", async () => {
  writeFileSync(join(work, "aux.c"), "");
  await expect(save()).rejects.toMatchObject({ code: "forge.bad-path" });
  rmSync(join(work, "aux.c"));
  writeFileSync(Buffer.concat([Buffer.from(`${work}/`), Buffer.from([0xff, 0xfe])]), "");
  await expect(save()).rejects.toMatchObject({ code: "forge.bad-path" });
});

it("verifies every byte, and finds a pack that is gone", async () => {
  writeFileSync(join(work, "a.bin"), noiseOf(400_000, 9));
  await save();
  const clean = await verifyStore(await store.openChunks(), store.refs);
  expect(clean).toMatchObject({ commits: 1, damagedPacks: [], affectedFiles: [] });
  expect(clean.rawBytes).toBeGreaterThan(400_000);

  writeFileSync(join(work, "b.bin"), noiseOf(300_000, 10));
  const known = new Set(readdirSync(join(base, "store/packs")));
  await save();
  const fresh = readdirSync(join(base, "store/packs")).find((file) => !known.has(file))!;
  rmSync(join(base, "store/packs", fresh));
  store.packs.close();
  const hurt = await verifyStore(await store.openChunks(), store.refs);
  expect(hurt.unreadableCommits.length).toBe(1);
});

it("says what is wrong with a folder that is no store", () => {
  expect(() => openFolderStore(work)).toThrow(/no store/);
});
