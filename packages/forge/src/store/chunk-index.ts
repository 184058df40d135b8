import { NameTable } from "./name-table.ts";
import type { Frame, FrameCodec } from "./pack-format.ts";

export interface ChunkPlace {
  readonly pack: string;
  /** Position of the pack in the index, and of the frame in the pack. */
  readonly packNumber: number;
  readonly frameNumber: number;
  readonly frame: FramePlace;
  /** Where the chunk begins in the raw bytes of its frame. */
  readonly offset: number;
  readonly length: number;
}

export interface FramePlace {
  readonly codec: FrameCodec;
  readonly offset: number;
  readonly storedBytes: number;
  readonly rawBytes: number;
}

const numbersPerChunk = 4;

/** Where every chunk lies: 16 bytes for each beside its name. */
export class ChunkIndex {
  readonly #names = new NameTable();
  /** Pack, frame, offset in the frame, length. */
  #places = new Uint32Array(1024 * numbersPerChunk);
  readonly #packs: { readonly name: string; readonly frames: readonly FramePlace[] }[] = [];
  #lastingPacks = 0;

  get size(): number {
    return this.#names.size;
  }

  /** Packs that will not last come after all that will: what lies in both is found in the latter. */
  addPack(pack: string, frames: readonly Frame[], isLasting = true): void {
    const packNumber = this.#packs.length;
    if (isLasting) this.#lastingPacks = packNumber + 1;
    const places = frames.map(({ codec, offset, storedBytes, rawBytes }) => {
      return { codec, offset, storedBytes, rawBytes };
    });
    this.#packs.push({ name: pack, frames: places });
    for (const [frameNumber, frame] of frames.entries()) {
      let offset = 0;
      for (const { name, length } of frame.chunks) {
        this.#add(name, packNumber, frameNumber, offset, length);
        offset += length;
      }
    }
  }

  /** Whether the chunk is here to stay, so that something new may rely on it. */
  hasLasting(name: Uint8Array): boolean {
    const number = this.#names.find(name);
    return number !== -1 && (this.#places[number * numbersPerChunk] ?? 0) < this.#lastingPacks;
  }

  find(name: Uint8Array): ChunkPlace | null {
    const number = this.#names.find(name);
    if (number === -1) return null;
    const at = number * numbersPerChunk;
    const packNumber = this.#places[at] ?? 0;
    const frameNumber = this.#places[at + 1] ?? 0;
    const offset = this.#places[at + 2] ?? 0;
    const length = this.#places[at + 3] ?? 0;
    const pack = this.#packs[packNumber];
    const frame = pack?.frames[frameNumber];
    if (pack === undefined || frame === undefined) return null;
    return { pack: pack.name, packNumber, frameNumber, frame, offset, length };
  }

  #add(name: Uint8Array, pack: number, frame: number, offset: number, length: number): void {
    // The first place stays: the same chunk in a later pack is a copy.
    if (!this.#names.add(name)) return;
    const at = (this.#names.size - 1) * numbersPerChunk;
    if (at === this.#places.length) {
      const places = new Uint32Array(this.#places.length * 2);
      places.set(this.#places);
      this.#places = places;
    }
    this.#places[at] = pack;
    this.#places[at + 1] = frame;
    this.#places[at + 2] = offset;
    this.#places[at + 3] = length;
  }
}
