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
  readonly collection: CollectionStore;
}

export interface TransferOptions {
  readonly source: ChunkStore;
  readonly target: TransferTarget;
  /** The ref of the target that moves. */
  readonly ref: string;
  /** Where the ref must point now; null when it must not exist. */
  readonly expected: string | null;
  readonly commit: string;
  readonly onProgress?: (done: { readonly chunks: number; readonly total: number }) => void;
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
  const places = await findMissing(source, known, requireName(commit));
  const builder = new PackBuilder(target.packs);
  let newBytes = 0;
  try {
    for (const [at, { name, place }] of places.entries()) {
      onProgress?.({ chunks: at, total: places.length });
      await builder.add(name, await source.read(name), groupOf(place));
      if (at % 1024 === 0) await lease.renew();
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
  const missing: MissingChunk[] = [];
  const want = (name: Uint8Array): boolean => {
    if (!seen.add(name)) return false;
    if (known.index.hasLasting(name)) return true;
    const place = source.index.find(name);
    if (place === null) throw missingChunk(toHex(name));
    missing.push({ name: name.slice(), place });
    return true;
  };
  const queue = [commit];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (!want(name)) continue;
    const { parents, tree } = decodeCommit(await source.read(name));
    queue.push(...parents);
    for await (const { content, isManifest, size } of readTree(source, tree, {}, want)) {
      if (content === null) continue;
      if (!isManifest) want(content);
      else if (seen.find(content) === -1) {
        const whole = { start: 0, end: size };
        for await (const chunk of readManifest(source, content, size, whole, want))
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
