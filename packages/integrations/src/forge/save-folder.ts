import { realpathSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@byteos/contracts/errors";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { decodeCommit, encodeCommit, type Commit } from "@byteos/forge/store/commit";
import { parseName, toHex } from "@byteos/forge/store/content-name";
import { readManifest, type ManifestEntry } from "@byteos/forge/store/file-manifest";
import type { Lease } from "@byteos/forge/store/ports";
import { SnapshotWriter } from "@byteos/forge/store/snapshot-writer";
import { sortForStorage } from "@byteos/forge/store/storage-order";
import { readTree, writeTree, type TreeEntry } from "@byteos/forge/store/tree";
import type { FolderStore } from "./folder-store.ts";
import { readScannedFile } from "./read-file.ts";
import { scanFolder, type FileStamp, type IgnoreRule, type ScannedEntry } from "./scan-folder.ts";
import { matchCache, readStatCache, writeStatCache, type CachedEntry } from "./stat-cache.ts";

const renewEveryMs = 60_000;

export interface SaveFolderOptions {
  readonly root: string;
  readonly store: FolderStore;
  /** The branch that moves. */
  readonly ref: string;
  readonly author: Commit["author"];
  readonly message: string;
  readonly madeAtMs: number;
  /** Where to remember what was read. */
  readonly cachePath: string;
  readonly isIgnored?: IgnoreRule;
  readonly onProgress?: (done: SaveProgress) => void;
}

export interface SaveProgress {
  readonly files: number;
  readonly bytes: number;
  readonly totalFiles: number;
  readonly totalBytes: number;
}

export interface SavedFolder {
  readonly commit: string;
  readonly isUnchanged: boolean;
  readonly files: number;
  readonly newPacks: number;
  readonly newBytes: number;
  /** Sockets, pipes and devices that were left out. */
  readonly special: readonly string[];
}

/**
 * Makes a commit of a folder and moves the branch to it, after everything it refers to is durable.
 * `forge.branch-moved` when somebody else moved the branch meanwhile; nothing of theirs is lost.
 */
export async function saveFolder(options: SaveFolderOptions): Promise<SavedFolder> {
  const lease = await options.store.collection.takeLease();
  try {
    return await saveUnderLease(options, lease);
  } finally {
    await lease.release();
  }
}

async function saveUnderLease(options: SaveFolderOptions, lease: Lease): Promise<SavedFolder> {
  const { store, ref } = options;
  const root = realpathSync(options.root);
  const listedAtMs = Date.now();
  const { entries: scanned, special } = scanFolder(root, options.isIgnored);
  const head = (await store.refs.list()).get(ref) ?? null;
  const cache = readStatCache(options.cachePath, root);
  // What an older commit holds may have been collected since.
  const usable = cache !== null && cache.commit === head ? cache : null;
  const matches = matchCache(scanned, usable);
  const unchanged = { isUnchanged: true, files: scanned.length, newPacks: 0, newBytes: 0, special };
  if (head !== null && usable?.entries.length === matches.length && !matches.includes(null)) {
    return { commit: head, ...unchanged };
  }

  const chunks = await store.openChunks(lease);
  const writer = new SnapshotWriter(chunks);
  try {
    const parent = head === null ? null : await readCommit(chunks, head);
    const previous = await readManifests(chunks, parent);
    const parts = { options, root, scanned, matches, writer, previous, chunks, lease };
    const found = await storeFiles(parts);
    const tree = await writeTree(found, writer.addNode);
    if (parent !== null && head !== null && toHex(parent.tree) === toHex(tree)) {
      await writer.abandon();
      writeStatCache(options.cachePath, { root, commit: head, entries: found }, listedAtMs);
      return { commit: head, ...unchanged };
    }
    const parents = head === null ? [] : [requireName(head)];
    const { author, message, madeAtMs } = options;
    const bytes = encodeCommit({ tree, parents, author, message, madeAtMs });
    const commit = toHex(await writer.addNode(bytes));
    const packs = await writer.finish();
    if (!(await store.refs.compareAndSwap(ref, head, commit, { lease }))) throw branchMoved(ref);
    writeStatCache(options.cachePath, { root, commit, entries: found }, listedAtMs);
    const newBytes = packs.reduce((sum, pack) => sum + pack.bytes, 0);
    const files = found.length;
    return { commit, isUnchanged: false, files, newPacks: packs.length, newBytes, special };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

async function readCommit(chunks: ChunkStore, name: string): Promise<Commit> {
  return decodeCommit(await chunks.read(requireName(name)));
}

function requireName(hex: string): Uint8Array {
  const name = parseName(hex);
  if (name === null) throw new AppError("validation", "forge.bad-name", `${hex} names no commit.`);
  return name;
}

async function readManifests(chunks: ChunkStore, commit: Commit | null) {
  const manifests = new Map<string, TreeEntry>();
  if (commit === null) return manifests;
  for await (const entry of readTree(chunks, commit.tree)) {
    if (entry.isManifest) manifests.set(entry.path, entry);
  }
  return manifests;
}

interface StoreFiles {
  readonly options: SaveFolderOptions;
  readonly root: string;
  readonly scanned: readonly ScannedEntry[];
  readonly matches: readonly (CachedEntry | null)[];
  readonly writer: SnapshotWriter;
  readonly previous: ReadonlyMap<string, TreeEntry>;
  readonly chunks: ChunkStore;
  readonly lease: Lease;
}

async function storeFiles({
  options,
  root,
  scanned,
  matches,
  writer,
  previous,
  chunks,
  lease,
}: StoreFiles): Promise<readonly CachedEntry[]> {
  const stored = [...matches];
  const changed = scanned.flatMap((entry, at) => (matches[at] === null ? [{ entry, at }] : []));
  const toRead = sortForStorage(changed, ({ entry }) => entry.path);
  const totalBytes = toRead.reduce((sum, { entry }) => sum + entry.stamp.size, 0);
  let bytes = 0;
  let renewedAtMs = Date.now();
  for (const [files, { entry, at }] of toRead.entries()) {
    options.onProgress?.({ files, bytes, totalFiles: toRead.length, totalBytes });
    bytes += entry.stamp.size;
    if (Date.now() - renewedAtMs > renewEveryMs) {
      await lease.renew();
      renewedAtMs = Date.now();
    }
    const before = previous.get(entry.path);
    const known = before === undefined ? [] : await listChunks(chunks, before);
    stored[at] = await storeFile(root, entry, known, writer);
  }
  options.onProgress?.({ files: toRead.length, bytes, totalFiles: toRead.length, totalBytes });
  return stored.filter((entry) => entry !== null);
}

async function storeFile(
  root: string,
  scanned: ScannedEntry,
  previous: readonly ManifestEntry[],
  writer: SnapshotWriter,
): Promise<CachedEntry | null> {
  if (scanned.kind === "folder") return cached(scanned.path, scanned, scanned.stamp);
  const read = await readScannedFile(join(root, scanned.path), scanned, (reader) =>
    writer.addFile(reader, previous),
  );
  return read && { ...cached(scanned.path, read.entry, read.entry.stamp), ...read.content };
}

function cached(path: string, { kind }: ScannedEntry, stamp: FileStamp): CachedEntry {
  return { path, kind, size: 0, content: null, isManifest: false, stamp };
}

async function listChunks(chunks: ChunkStore, entry: TreeEntry): Promise<ManifestEntry[]> {
  if (entry.content === null) return [];
  const list: ManifestEntry[] = [];
  for await (const chunk of readManifest(chunks, entry.content, entry.size)) list.push(chunk);
  return list;
}

function branchMoved(ref: string): AppError {
  return new AppError("conflict", "forge.branch-moved", `Somebody else moved ${ref} meanwhile.`, {
    suggestion: "Save again: what was read is kept.",
  });
}
