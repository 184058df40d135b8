import { isAppError } from "@byteos/contracts/errors";
import { readPackIndex, type ChunkStore } from "./chunk-store.ts";
import { decodeCommit } from "./commit.ts";
import { isSameName, nameOf, parseName, toHex } from "./content-name.ts";
import { readManifest } from "./file-manifest.ts";
import { decodeFrame } from "./frame-codec.ts";
import { NameTable } from "./name-table.ts";
import type { Frame } from "./pack-format.ts";
import type { RefStore } from "./ports.ts";
import { readTree, type TreeEntry } from "./tree.ts";

export interface Verification {
  readonly packs: number;
  readonly chunks: number;
  readonly rawBytes: number;
  readonly commits: number;
  readonly damagedPacks: readonly { readonly pack: string; readonly reason: string }[];
  /** Files that cannot be read whole, each once, with the newest commit in which it was seen. */
  readonly affectedFiles: readonly { readonly path: string; readonly commit: string }[];
  /** Commits whose list of files cannot be read. */
  readonly unreadableCommits: readonly string[];
}

/**
 * Reads every byte of every pack again and hashes it, then follows every ref to every chunk. Damage does not
 * stop it: all that is wrong is named.
 */
export async function verifyStore(store: ChunkStore, refs: RefStore): Promise<Verification> {
  const good = new NameTable();
  const damagedPacks: { pack: string; reason: string }[] = [];
  let rawBytes = 0;
  const packs = await store.packs.list();
  for (const pack of packs) {
    try {
      const frames = await readPackIndex(store.packs, pack);
      const read: ReadRange = (start, end) => store.packs.read(pack.name, start, end);
      const result = await verifyFrames(read, frames, good);
      rawBytes += result.rawBytes;
      if (result.reason !== null) damagedPacks.push({ pack: pack.name, reason: result.reason });
    } catch (error) {
      damagedPacks.push({ pack: pack.name, reason: reasonOf(error) });
    }
  }
  const reached = await followRefs(store, await refs.list(), good);
  return { packs: packs.length, chunks: good.size, rawBytes, damagedPacks, ...reached };
}

export type ReadRange = (start: number, end: number) => Promise<Uint8Array>;

/** Decodes every frame of a pack and hashes its chunks; names of those that are whole are added to `good`. */
export async function verifyFrames(
  read: ReadRange,
  frames: readonly Frame[],
  good: NameTable,
): Promise<{ readonly rawBytes: number; readonly reason: string | null }> {
  let rawBytes = 0;
  let reason: string | null = null;
  for (const frame of frames) {
    try {
      const stored = await read(frame.offset, frame.offset + frame.storedBytes);
      const raw = decodeFrame(frame.codec, stored, frame.rawBytes);
      let at = 0;
      for (const { name, length } of frame.chunks) {
        if (isSameName(nameOf(raw.subarray(at, at + length)), name)) good.add(name);
        else reason ??= `chunk ${toHex(name)} does not match its name`;
        at += length;
      }
      rawBytes += raw.length;
    } catch (error) {
      reason ??= reasonOf(error);
    }
  }
  return { rawBytes, reason };
}

async function followRefs(
  store: ChunkStore,
  refs: ReadonlyMap<string, string>,
  good: NameTable,
): Promise<Pick<Verification, "commits" | "affectedFiles" | "unreadableCommits">> {
  const affected = new Map<string, string>();
  const unreadableCommits: string[] = [];
  const seen = new Set<string>();
  const wholeFiles = new NameTable();
  const queue = [...new Set(refs.values())];
  for (let hex = queue.shift(); hex !== undefined; hex = queue.shift()) {
    if (seen.has(hex)) continue;
    seen.add(hex);
    try {
      const commit = decodeCommit(await store.read(parseName(hex) ?? new Uint8Array(32)));
      queue.push(...commit.parents.map(toHex));
      for await (const entry of readTree(store, commit.tree)) {
        if (!(await isWhole(store, entry, good, wholeFiles)) && !affected.has(entry.path)) {
          affected.set(entry.path, hex);
        }
      }
    } catch (error) {
      if (!isAppError(error)) throw error;
      unreadableCommits.push(hex);
    }
  }
  const affectedFiles = [...affected].map(([path, commit]) => ({ path, commit }));
  return { commits: seen.size, affectedFiles, unreadableCommits };
}

async function isWhole(
  store: ChunkStore,
  entry: TreeEntry,
  good: NameTable,
  wholeFiles: NameTable,
): Promise<boolean> {
  if (entry.content === null) return true;
  if (!entry.isManifest) return good.find(entry.content) !== -1;
  if (wholeFiles.find(entry.content) !== -1) return true;
  try {
    for await (const chunk of readManifest(store, entry.content, entry.size)) {
      if (good.find(chunk.name) === -1) return false;
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    return false;
  }
  wholeFiles.add(entry.content);
  return true;
}

function reasonOf(error: unknown): string {
  if (isAppError(error)) return error.message;
  throw error;
}
