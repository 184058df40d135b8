import { ChunkStore, findPackIndex } from "./chunk-store.ts";
import { parseName } from "./content-name.ts";
import { damaged } from "./format-error.ts";
import { decodeFrame } from "./frame-codec.ts";
import { NameTable } from "./name-table.ts";
import { PackBuilder, type ChunkGroup } from "./pack-builder.ts";
import { frameCodec, type Frame } from "./pack-format.ts";
import type { CollectionStore, PackStore, RefStore, StoredPack } from "./ports.ts";
import { findReachable } from "./reachable.ts";

export interface CollectOptions {
  readonly packs: PackStore;
  readonly refs: RefStore;
  readonly collection: CollectionStore;
  /** How long a pack stays marked before it may go. */
  readonly minAgeMs: number;
  /** How long a lease holds without being renewed. */
  readonly leaseExpiryMs: number;
  /** Changes nothing, and says the same figures. */
  readonly isDryRun: boolean;
  /** Where the refs are followed, when they need more packs than those that are collected. */
  readonly readFrom?: PackStore;
}

export interface Collection {
  /** Packs that are removed now, having been marked by an earlier collection. */
  readonly freedPacks: number;
  readonly freedBytes: number;
  /** Packs that are marked, and what a later collection frees by them. */
  readonly markedPacks: number;
  readonly markedBytes: number;
  /** New packs, holding what is still needed of packs that are mostly garbage. */
  readonly rewrittenBytes: number;
  /** Saves under way that keep marked packs from being removed. */
  readonly heldBackBy: number;
  /** False when another collection was quicker, and this one did nothing but write copies. */
  readonly isDone: boolean;
}

/** A pack is rewritten when less than this share of it is needed, */
const neededShare = 0.7;
/** or together with other small ones when there are so many that opening them all takes time. */
const small = { bytes: 8 * 1024 * 1024, packs: 64 } as const;

interface WeighedPack {
  readonly pack: StoredPack;
  readonly frames: readonly Frame[];
  readonly markedAtMs: number | null;
}

/**
 * Collects garbage in two steps, safe beside any number of saves and reads. A pack that nothing needs is
 * marked first; those who save from then on store again what they need of it. It is removed by a later collection, when it
 * has been marked for `minAgeMs`, every save that began before the marking has ended, and it is still not
 * needed. Stopped anywhere, it loses nothing. Refuses a store in which something is missing.
 */
export async function collectGarbage(options: CollectOptions): Promise<Collection> {
  const { packs, refs, collection, isDryRun } = options;
  const nowMs = await collection.nowMs();
  const marks = await collection.readMarks();
  // Before the refs: a save that has ended by now has moved its ref already.
  const epochs = await listEpochs(options, nowMs);
  const heads = [...(await refs.list()).values()].map(requireCommit);
  const weighed = await weighPacks(packs, marks.markedAtMs);
  const store = await ChunkStore.open(options.readFrom ?? packs);
  const needed = await findReachable(store, heads);

  const removable: StoredPack[] = [];
  const doomed = new Map<string, number>();
  const partly: WeighedPack[] = [];
  let markedBytes = 0;
  const smallPacks = weighed.filter((item) => item.markedAtMs === null && isSmall(item)).length;
  for (const item of assignNeeded(weighed, needed)) {
    const { pack, markedAtMs, neededBytes, rawBytes } = item;
    if (neededBytes === 0) {
      const since = markedAtMs ?? nowMs;
      doomed.set(pack.name, since);
      const isSeen = epochs.every((epoch) => epoch !== null && epoch >= marks.epoch);
      const isOld = markedAtMs !== null && nowMs - markedAtMs >= options.minAgeMs;
      if (isOld && isSeen) removable.push(pack);
      else markedBytes += pack.bytes;
    } else if (
      neededBytes < rawBytes * neededShare ||
      (smallPacks >= small.packs && isSmall(item))
    ) {
      partly.push(item);
      doomed.set(pack.name, nowMs);
      markedBytes += pack.bytes;
    }
  }

  const rewrittenBytes = await rewrite(isDryRun ? countingPacks(packs) : packs, partly, needed);
  let isDone = isDryRun;
  if (!isDryRun) {
    isDone = await collection.writeMarks({ epoch: marks.epoch + 1, markedAtMs: doomed });
    if (isDone) {
      for (const pack of removable) await packs.remove(pack.name);
      await collection.sweepUnfinished(Math.max(options.minAgeMs, options.leaseExpiryMs));
    }
  }
  return {
    freedPacks: isDone ? removable.length : 0,
    freedBytes: isDone ? removable.reduce((sum, { bytes }) => sum + bytes, 0) : 0,
    markedPacks: doomed.size - removable.length,
    markedBytes,
    rewrittenBytes,
    heldBackBy: epochs.filter((epoch) => epoch === null || epoch < marks.epoch).length,
    isDone,
  };
}

function isSmall({ pack }: WeighedPack): boolean {
  return pack.bytes < small.bytes;
}

/** The epochs of the leases that hold; those nobody renewed are taken away first. */
async function listEpochs(options: CollectOptions, nowMs: number): Promise<(number | null)[]> {
  const epochs: (number | null)[] = [];
  for (const lease of await options.collection.listLeases()) {
    const hasExpired = nowMs - lease.renewedAtMs > options.leaseExpiryMs;
    if (!hasExpired) epochs.push(lease.epoch);
    else if (!options.isDryRun) await options.collection.revokeLease(lease.id);
  }
  return epochs;
}

async function weighPacks(
  packs: PackStore,
  marked: ReadonlyMap<string, number>,
): Promise<WeighedPack[]> {
  const weighed: WeighedPack[] = [];
  for (const pack of await packs.list()) {
    const frames = await findPackIndex(packs, pack);
    if (frames !== null) weighed.push({ pack, frames, markedAtMs: marked.get(pack.name) ?? null });
  }
  return weighed;
}

/**
 * Gives every needed chunk to one pack that has it: to one that stays before one that is marked, so that
 * nothing is kept for a copy of what lies elsewhere.
 */
function assignNeeded(weighed: readonly WeighedPack[], needed: NameTable) {
  const given = new NameTable();
  const isMarked = ({ markedAtMs }: WeighedPack) => (markedAtMs === null ? 0 : 1);
  const sorted = weighed.toSorted((one, other) => {
    return isMarked(one) - isMarked(other) || other.pack.storedAtMs - one.pack.storedAtMs;
  });
  return sorted.map((item) => {
    let neededBytes = 0;
    let rawBytes = 0;
    for (const frame of item.frames) {
      rawBytes += frame.rawBytes;
      for (const { name, length } of frame.chunks) {
        if (needed.find(name) !== -1 && given.add(name)) neededBytes += length;
      }
    }
    return { ...item, neededBytes, rawBytes };
  });
}

/** Copies what is needed of some packs into new ones, and returns how many bytes those have. */
async function rewrite(
  packs: PackStore,
  partly: readonly WeighedPack[],
  needed: NameTable,
): Promise<number> {
  const builder = new PackBuilder(packs);
  const copied = new NameTable();
  try {
    for (const { pack, frames } of partly) {
      for (const frame of frames) {
        const wanted = frame.chunks.filter(({ name }) => needed.find(name) !== -1);
        const fresh = wanted.filter(({ name }) => copied.add(name));
        if (fresh.length === 0) continue;
        const stored = await packs.read(pack.name, frame.offset, frame.offset + frame.storedBytes);
        if (fresh.length === frame.chunks.length) await builder.addFrame(frame, stored);
        else await copyChunks(builder, frame, stored, fresh);
      }
    }
    const built = await builder.finish();
    return built.reduce((sum, { bytes }) => sum + bytes, 0);
  } catch (error) {
    await builder.abandon();
    throw error;
  }
}

async function copyChunks(
  builder: PackBuilder,
  frame: Frame,
  stored: Uint8Array,
  wanted: readonly Frame["chunks"][number][],
): Promise<void> {
  const raw = decodeFrame(frame.codec, stored, frame.rawBytes);
  const names = new Set(wanted);
  const group: ChunkGroup = frame.codec === frameCodec.raw ? "raw" : "small";
  let at = 0;
  for (const chunk of frame.chunks) {
    if (names.has(chunk)) {
      await builder.add(chunk.name, raw.subarray(at, at + chunk.length), group);
    }
    at += chunk.length;
  }
}

/** Reads from packs, and only counts what is written. */
function countingPacks(packs: PackStore): PackStore {
  const nothing = () => Promise.resolve();
  return {
    list: () => packs.list(),
    read: (pack, start, end) => packs.read(pack, start, end),
    create: () => Promise.resolve({ write: () => undefined, finish: nothing, abandon: nothing }),
    remove: nothing,
  };
}

function requireCommit(hex: string): Uint8Array {
  const name = parseName(hex);
  if (name === null) throw damaged(`a branch points at ${hex}`);
  return name;
}
