import { toHex } from "./content-name.ts";
import { encodeFrame, type EncodedFrame } from "./frame-codec.ts";
import {
  encodePackEnd,
  frameCodec,
  indexBytes,
  packLimits,
  packMagic,
  packTrailerBytes,
  type FrameChunk,
  type NewFrame,
} from "./pack-format.ts";
import type { PackSink, PackStore } from "./ports.ts";

/**
 * What a chunk is stored together with. `raw` does not compress; `large` is part of a large file, whose
 * ranges are read; `small` is a whole small file; `meta` is a tree, manifest or commit.
 */
export type ChunkGroup = "raw" | "large" | "small" | "meta";

const frameBytesOf: Record<ChunkGroup, number> = {
  raw: packLimits.frameBytes,
  large: 256 * 1024,
  small: packLimits.frameBytes,
  meta: 256 * 1024,
};
const effortOf: Record<ChunkGroup, number> = { raw: 0, large: 1, small: 3, meta: 3 };
const compressingAtOnce = 2;
/** Well under what a pack may hold, so that packs of tiny files fill up. */
const chunksPerFrame = 2048;

interface OpenFrame {
  bytes: Uint8Array;
  length: number;
  chunks: FrameChunk[];
}

export interface BuiltPack {
  readonly name: string;
  readonly bytes: number;
}

/**
 * Writes chunks into packs: fills a frame for each group, compresses full frames, starts a new pack when the
 * one at hand is full. Memory stays within a few frames.
 */
export class PackBuilder {
  readonly #store: PackStore;
  readonly #open = new Map<ChunkGroup, OpenFrame>();
  readonly #spare: Uint8Array[] = [];
  readonly #finishing: Promise<void>[] = [];
  readonly #built: BuiltPack[] = [];
  readonly #compressing = new Set<Promise<void>>();
  #appending: Promise<void> = Promise.resolve();
  #sink: PackSink | null = null;
  #frames: NewFrame[] = [];
  #chunks = 0;
  #bytes = 0;
  #failure: { readonly error: unknown } | null = null;

  constructor(store: PackStore) {
    this.#store = store;
  }

  /** Copies the chunk; the promise only says when the next may come. */
  add(name: Uint8Array, bytes: Uint8Array, group: ChunkGroup): Promise<void> | undefined {
    let waiting: Promise<void> | undefined;
    let frame = this.#open.get(group);
    if (
      frame !== undefined &&
      (frame.length + bytes.length > frameBytesOf[group] || frame.chunks.length === chunksPerFrame)
    ) {
      waiting = this.#close(group, frame);
      frame = undefined;
    }
    if (frame === undefined) {
      const memory = this.#spare.pop() ?? new Uint8Array(packLimits.frameBytes);
      frame = { bytes: memory, length: 0, chunks: [] };
      this.#open.set(group, frame);
    }
    frame.bytes.set(bytes, frame.length);
    frame.length += bytes.length;
    frame.chunks.push({ name, length: bytes.length });
    return waiting;
  }

  /** Takes over a frame of another pack as it is stored. */
  async addFrame(frame: NewFrame, stored: Uint8Array): Promise<void> {
    const work = this.#appending.then(() => this.#append(frame, stored));
    this.#appending = work.catch((error: unknown) => {
      this.#failure ??= { error };
    });
    await work;
  }

  /** Stores all that was added; afterwards every pack is durable. */
  async finish(): Promise<readonly BuiltPack[]> {
    for (const [group, frame] of this.#open) await this.#close(group, frame);
    await Promise.all(this.#compressing);
    await this.#appending;
    this.#throwFailure();
    if (this.#sink !== null) this.#finishPack(this.#sink);
    await Promise.all(this.#finishing);
    return this.#built;
  }

  async abandon(): Promise<void> {
    await Promise.allSettled([...this.#compressing, this.#appending, ...this.#finishing]);
    await this.#sink?.abandon();
    this.#sink = null;
  }

  async #close(group: ChunkGroup, frame: OpenFrame): Promise<void> {
    this.#open.delete(group);
    const raw = frame.bytes.subarray(0, frame.length);
    const effort = effortOf[group];
    const encoding: Promise<EncodedFrame> =
      effort === 0
        ? Promise.resolve({ codec: frameCodec.raw, bytes: raw })
        : encodeFrame(raw, effort);
    // In the order of closing, whichever is compressed first: the same chunks make the same packs.
    const work = this.#appending
      .then(() => encoding)
      .then(({ codec, bytes }) => {
        const { chunks, length: rawBytes } = frame;
        return this.#append({ codec, storedBytes: bytes.length, rawBytes, chunks }, bytes);
      })
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#compressing.delete(work);
        this.#spare.push(frame.bytes);
      });
    this.#appending = work;
    encoding.catch(() => undefined);
    this.#compressing.add(work);
    while (this.#compressing.size > compressingAtOnce) await Promise.race(this.#compressing);
    this.#throwFailure();
  }

  async #append(frame: NewFrame, stored: Uint8Array): Promise<void> {
    if (this.#failure !== null) return;
    const hasRoom = this.#hasRoom(stored.length, frame.chunks.length);
    if (this.#sink !== null && !hasRoom) this.#finishPack(this.#sink);
    if (this.#sink === null) {
      this.#sink = await this.#store.create();
      this.#sink.write(new TextEncoder().encode(packMagic));
      this.#bytes = packMagic.length;
    }
    this.#sink.write(stored);
    this.#bytes += stored.length;
    this.#chunks += frame.chunks.length;
    this.#frames.push(frame);
  }

  #hasRoom(storedBytes: number, chunks: number): boolean {
    const total = this.#chunks + chunks;
    const end = indexBytes(this.#frames.length + 1, total) + packTrailerBytes;
    return total <= packLimits.chunks && this.#bytes + storedBytes + end <= packLimits.bytes;
  }

  #finishPack(sink: PackSink): void {
    const end = encodePackEnd(this.#frames);
    sink.write(end.bytes);
    const name = toHex(end.name);
    this.#built.push({ name, bytes: this.#bytes + end.bytes.length });
    const finishing = sink.finish(name);
    finishing.catch((error: unknown) => {
      this.#failure ??= { error };
    });
    this.#finishing.push(finishing);
    this.#sink = null;
    this.#frames = [];
    this.#chunks = 0;
    this.#bytes = 0;
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}
