import { isAppError } from "@byteos/contracts/errors";
import { ChunkIndex, type ChunkPlace, type FramePlace } from "./chunk-index.ts";
import { isSameName, nameOf, parseName, toHex } from "./content-name.ts";
import { damaged, missingChunk } from "./format-error.ts";
import { decodeFrame, decodeFrameAside } from "./frame-codec.ts";
import {
  decodePackIndex,
  decodeTrailer,
  frameCodec,
  packTrailerBytes,
  type Frame,
} from "./pack-format.ts";
import type { PackStore, StoredPack } from "./ports.ts";

const indexesAtOnce = 8;
const cacheBytes = 16 * 1024 * 1024;
/** Frames being decoded ahead of their reading: more than there are cores, and few enough for memory. */
const mostExpectedFrames = 4;
/** Most indexes come with the first reading of the end of a pack. */
const firstReadBytes = 192 * 1024;

/** Reads the index at the end of a pack; `forge.damaged` when it is not whole. */
export async function readPackIndex(
  packs: Pick<PackStore, "read">,
  pack: Omit<StoredPack, "storedAtMs">,
): Promise<Frame[]> {
  const name = parseName(pack.name);
  if (name === null || pack.bytes < packTrailerBytes) throw damaged(`pack ${pack.name} is not one`);
  const start = Math.max(0, pack.bytes - (pack.tailBytes ?? firstReadBytes));
  const end = await packs.read(pack.name, start, pack.bytes);
  const trailer = decodeTrailer(end.subarray(-packTrailerBytes), pack.bytes);
  if (!isSameName(trailer.name, name)) throw damaged(`pack ${pack.name} has another's index`);
  const indexStart = pack.bytes - packTrailerBytes - trailer.indexBytes;
  const index =
    indexStart >= start
      ? end.subarray(indexStart - start, end.length - packTrailerBytes)
      : await packs.read(pack.name, indexStart, pack.bytes - packTrailerBytes);
  return decodePackIndex(index, name, pack.bytes);
}

/** Null when the pack was collected since it was listed; what is needed of it lies elsewhere. */
export async function findPackIndex(packs: PackStore, pack: StoredPack): Promise<Frame[] | null> {
  try {
    return await readPackIndex(packs, pack);
  } catch (error) {
    if (isMissingPack(error)) return null;
    throw error;
  }
}

/** Whether a pack was collected since it was looked up. */
export function isMissingPack(error: unknown): boolean {
  return isAppError(error) && error.code === "forge.missing-pack";
}

/** What trees, manifests and commits are read from. */
export interface ChunkReader {
  /** The bytes of a chunk, checked against its name. `forge.missing-chunk`, `forge.damaged`. */
  read(name: Uint8Array): Promise<Uint8Array>;
}

/** Reads chunks by name out of packs, decoding each frame once while it is in use. */
export class ChunkStore implements ChunkReader {
  readonly packs: PackStore;
  readonly #doomed: ReadonlySet<string>;
  #index = new ChunkIndex();
  readonly #known = new Set<string>();
  readonly #decoded = new Map<string, Uint8Array>();
  #decodedBytes = 0;
  readonly #expected = new Map<string, Promise<Uint8Array>>();

  private constructor(packs: PackStore, doomed: ReadonlySet<string>) {
    this.packs = packs;
    this.#doomed = doomed;
  }

  /** `doomed` are packs that may be about to be collected: read, but not built upon. */
  static async open(packs: PackStore, doomed: ReadonlySet<string> = new Set()) {
    const store = new ChunkStore(packs, doomed);
    await store.#load();
    return store;
  }

  get index(): ChunkIndex {
    return this.#index;
  }

  /** Takes up what was stored since; for a store that is kept open and has no doomed packs. */
  async refresh(): Promise<void> {
    const packs = await this.packs.list();
    const stored = new Set(packs.map(({ name }) => name));
    const isShorter = [...this.#known].some((name) => !stored.has(name));
    if (isShorter) return this.#load();
    const fresh = packs.filter(({ name }) => !this.#known.has(name));
    await this.#addPacks(this.#index, fresh, () => true);
  }

  async #load(): Promise<void> {
    const index = new ChunkIndex();
    this.#known.clear();
    const isDoomed = ({ name }: StoredPack) => (this.#doomed.has(name) ? 1 : 0);
    const packs = (await this.packs.list()).toSorted((a, b) => isDoomed(a) - isDoomed(b));
    await this.#addPacks(index, packs, (pack) => isDoomed(pack) === 0);
    this.#index = index;
    this.#decoded.clear();
    this.#decodedBytes = 0;
    this.#expected.clear();
  }

  /**
   * Says that a chunk will be read soon: its frame is decoded meanwhile, beside the caller's own work. False
   * when enough is being decoded already. What fails here fails at the reading.
   */
  expect(name: Uint8Array): boolean {
    if (this.#expected.size >= mostExpectedFrames) return false;
    const place = this.#index.find(name);
    if (place === null || place.frame.codec === frameCodec.raw) return true;
    const { pack, frame } = place;
    const key = keyOf(place);
    if (this.#decoded.has(key) || this.#expected.has(key)) return true;
    const decoding = this.packs
      .read(pack, frame.offset, frame.offset + frame.storedBytes)
      .then((stored) => decodeFrameAside(stored, frame.rawBytes));
    decoding.catch(() => undefined);
    this.#expected.set(key, decoding);
    return true;
  }

  /** In the order given, though several indexes are read at once. */
  async #addPacks(
    index: ChunkIndex,
    packs: readonly StoredPack[],
    isLasting: (pack: StoredPack) => boolean,
  ): Promise<void> {
    for (let at = 0; at < packs.length; at += indexesAtOnce) {
      const some = packs.slice(at, at + indexesAtOnce);
      const indexes = await Promise.all(some.map((pack) => findPackIndex(this.packs, pack)));
      for (const [number, pack] of some.entries()) {
        const frames = indexes[number];
        if (frames === null || frames === undefined) continue;
        index.addPack(pack.name, frames, isLasting(pack));
        this.#known.add(pack.name);
      }
    }
  }

  /** The bytes of a chunk, checked against its name. `forge.missing-chunk`, `forge.damaged`. */
  async read(name: Uint8Array): Promise<Uint8Array> {
    const place = this.#index.find(name);
    if (place === null) throw missingChunk(toHex(name));
    let bytes: Uint8Array;
    try {
      bytes = await this.#readAt(place);
    } catch (error) {
      if (!isMissingPack(error)) throw error;
      await this.#load();
      const moved = this.#index.find(name);
      if (moved === null) throw missingChunk(toHex(name));
      bytes = await this.#readAt(moved);
    }
    if (bytes.length !== place.length || !isSameName(nameOf(bytes), name)) {
      throw damaged(`chunk ${toHex(name)} in pack ${place.pack}`, { pack: place.pack });
    }
    return bytes;
  }

  async #readAt(place: ChunkPlace): Promise<Uint8Array> {
    const { pack, frame, offset, length } = place;
    if (frame.codec === frameCodec.raw) {
      const start = frame.offset + offset;
      return this.packs.read(pack, start, start + length);
    }
    const raw = await this.#readFrame(keyOf(place), pack, frame);
    return raw.subarray(offset, offset + length);
  }

  async #readFrame(key: string, pack: string, frame: FramePlace): Promise<Uint8Array> {
    const known = this.#decoded.get(key);
    if (known !== undefined) {
      this.#decoded.delete(key);
      this.#decoded.set(key, known);
      return known;
    }
    const raw = await this.#decode(key, pack, frame);
    this.#decoded.set(key, raw);
    this.#decodedBytes += raw.length;
    for (const [oldest, bytes] of this.#decoded) {
      if (this.#decodedBytes <= cacheBytes) break;
      this.#decoded.delete(oldest);
      this.#decodedBytes -= bytes.length;
    }
    return raw;
  }

  async #decode(key: string, pack: string, frame: FramePlace): Promise<Uint8Array> {
    const expected = this.#expected.get(key);
    this.#expected.delete(key);
    if (expected !== undefined) return expected;
    const { codec, offset, storedBytes, rawBytes } = frame;
    const stored = await this.packs.read(pack, offset, offset + storedBytes);
    return decodeFrame(codec, stored, rawBytes);
  }
}

function keyOf({ packNumber, frameNumber }: ChunkPlace): string {
  return `${packNumber}/${frameNumber}`;
}
