import { AppError } from "@byteos/contracts/errors";
import type { ChunkPlace } from "./chunk-index.ts";
import { ChunkStore } from "./chunk-store.ts";
import { decodeCommit } from "./commit.ts";
import { parseName, toHex } from "./content-name.ts";
import { readManifest } from "./file-manifest.ts";
import { missingChunk } from "./format-error.ts";
import { NameTable } from "./name-table.ts";
import { PackBuilder, type ChunkGroup } from "./pack-builder.ts";
import { frameCodec } from "./pack-format.ts";
import type { CollectionStore, Lease, PackStore, RefStore } from "./ports.ts";
import { readTree } from "./tree.ts";

/** A store that receives: another folder, or the server. */
export interface TransferTarget {
  readonly packs: PackStore;
  readonly refs: RefStore;
  readonly collection: Pick<CollectionStore, "takeLease">;
  /**
   * Which of these chunks need not be sent although no pack that the target lists has them: a server may find
   * them elsewhere.
   */
  readonly findElsewhere?: (
    lease: Lease,
    names: readonly Uint8Array[],
  ) => Promise<readonly boolean[]>;
}

export interface TransferOptions {
  readonly source: ChunkStore;
  readonly target: TransferTarget;
  /** The ref of the target that moves. */
  readonly ref: string;
  /** Where the ref must point now; null when it must not exist. */
  readonly expected: string | null;
  readonly commit: string;
  readonly onProgress?: (done: TransferProgress) => void;
}

export interface TransferProgress {
  readonly chunks: number;
  readonly totalChunks: number;
  /** Of content, before it is compressed. */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface Transferred {
  readonly chunks: number;
  readonly newBytes: number;
}

/**
 * Copies what a commit reaches and the target does not have, checked against its names, and moves a ref of
 * the target to it once all is durable there. Stopped anywhere, the target shows nothing of it, and what
 * arrived is not sent again. `forge.branch-moved` when the ref points elsewhere by then.
 */
export async function transferCommit(options: TransferOptions): Promise<Transferred> {
  const lease = await options.target.collection.takeLease();
  try {
    return await transferUnderLease(options, lease);
  } finally {
    await lease.release();
  }
}

async function transferUnderLease(options: TransferOptions, lease: Lease): Promise<Transferred> {
  const { source, target, ref, expected, commit, onProgress } = options;
  const known = await ChunkStore.open(target.packs, lease.doomed);
  const missing = await findMissing(source, known, requireName(commit));
  const places = await leaveOutFound(missing, options.target, lease);
  const builder = new PackBuilder(target.packs);
  const totalChunks = places.length;
  const totalBytes = places.reduce((sum, { place }) => sum + place.length, 0);
  let bytes = 0;
  let newBytes = 0;
  try {
    for (const [chunks, { name, place }] of places.entries()) {
      onProgress?.({ chunks, totalChunks, bytes, totalBytes });
      await builder.add(name, await source.read(name), groupOf(place));
      bytes += place.length;
      if (chunks % 1024 === 0) await lease.renew();
    }
    newBytes = (await builder.finish()).reduce((sum, { bytes }) => sum + bytes, 0);
  } catch (error) {
    await builder.abandon();
    throw error;
  }
  if (!(await target.refs.compareAndSwap(ref, expected, commit, { lease }))) {
    throw new AppError("conflict", "forge.branch-moved", `Somebody else moved ${ref} meanwhile.`, {
      suggestion: "Pull first, then push again: what was sent is kept.",
    });
  }
  return { chunks: places.length, newBytes };
}

const askedAtOnce = 4096;

async function leaveOutFound(
  missing: readonly MissingChunk[],
  { findElsewhere }: TransferTarget,
  lease: Lease,
): Promise<readonly MissingChunk[]> {
  if (findElsewhere === undefined) return missing;
  const left: MissingChunk[] = [];
  for (let at = 0; at < missing.length; at += askedAtOnce) {
    const asked = missing.slice(at, at + askedAtOnce);
    const isFound = await findElsewhere(
      lease,
      asked.map(({ name }) => name),
    );
    left.push(...asked.filter((_, number) => isFound[number] !== true));
  }
  return left;
}

interface MissingChunk {
  readonly name: Uint8Array;
  readonly place: ChunkPlace;
}

/** The chunks a commit reaches that the target lacks, in the order in which the source has them. */
async function findMissing(
  source: ChunkStore,
  known: ChunkStore,
  commit: Uint8Array,
): Promise<readonly MissingChunk[]> {
  const seen = new NameTable();
  // Apart from what is seen: a file may hold the very bytes of a list.
  const followed = new NameTable();
  const missing: MissingChunk[] = [];
  const want = (name: Uint8Array): void => {
    if (!seen.add(name) || known.index.hasLasting(name)) return;
    const place = source.index.find(name);
    if (place === null) throw missingChunk(toHex(name));
    missing.push({ name: name.slice(), place });
  };
  const follow = (name: Uint8Array): boolean => {
    want(name);
    return followed.add(name);
  };
  const queue = [commit];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (!follow(name)) continue;
    const { parents, tree } = decodeCommit(await source.read(name));
    queue.push(...parents);
    for await (const { content, isManifest, size } of readTree(source, tree, {}, follow)) {
      if (content === null) continue;
      if (!isManifest) want(content);
      else if (followed.find(content) === -1) {
        const whole = { start: 0, end: size };
        for await (const chunk of readManifest(source, content, size, whole, follow))
          want(chunk.name);
      }
    }
  }
  return missing.sort(({ place: one }, { place: other }) => {
    const byFrame = one.packNumber - other.packNumber || one.frameNumber - other.frameNumber;
    return byFrame || one.offset - other.offset;
  });
}

function groupOf({ frame }: ChunkPlace): ChunkGroup {
  if (frame.codec === frameCodec.raw) return "raw";
  return frame.rawBytes > 256 * 1024 ? "small" : "large";
}

function requireName(hex: string): Uint8Array {
  const name = parseName(hex);
  if (name === null) throw new Error(`${hex} is not the name of a commit.`);
  return name;
}
