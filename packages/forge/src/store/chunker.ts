import { nameOf } from "./content-name.ts";
import { buildGearModule, gearTableBytes } from "./gear-module.ts";

/** A chunk is longer than `least`, unless its file ends, at most `most`, and about `target` bytes. */
export const chunkBytes = { least: 8 * 1024, target: 64 * 1024, most: 128 * 1024 } as const;

// As much of it as is used: the types of the language alone have none, and the browser's are too many.
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number; maximum: number }) => { buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { exports: { scan?: unknown } };
};

const mask = 0xffff_0000_0000_0000n;
const pageBytes = 65_536;

/** `table[i]`: the first 8 bytes, little-endian, of the BLAKE3 hash of "byteos forge gear" and the byte i. */
export function gearTable(): BigUint64Array<ArrayBuffer> {
  const seed = new TextEncoder().encode("byteos forge gear");
  return BigUint64Array.from({ length: 256 }, (_, index) => {
    const hash = nameOf(Uint8Array.of(...seed, index));
    return new DataView(hash.buffer, hash.byteOffset).getBigUint64(0, true);
  });
}

/**
 * Finds where a file is cut (content-defined, so that an insertion moves only the cuts near it). Files are
 * read straight into `window`, which is memory of the scanner.
 */
export class Chunker {
  readonly window: Uint8Array;
  readonly #windowStart = pageBytes;
  readonly #scan: (position: number, end: number, hash: bigint) => number;

  constructor(windowBytes: number) {
    const pages = 1 + Math.ceil(windowBytes / pageBytes);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    new BigUint64Array(memory.buffer, 0, gearTableBytes / 8).set(gearTable());
    this.window = new Uint8Array(memory.buffer, this.#windowStart, windowBytes);
    const module = new WebAssembly.Module(buildGearModule(mask));
    const { scan } = new WebAssembly.Instance(module, { env: { memory } }).exports;
    // safe because the module above exports this one function
    this.#scan = scan as (position: number, end: number, hash: bigint) => number;
  }

  /**
   * The end of the chunk that begins at `start` in the window, of which `end` bytes are filled. Null when
   * more bytes must be known first; never null when `isLast`.
   */
  findEnd(start: number, end: number, isLast: boolean): number | null {
    const furthest = start + chunkBytes.most;
    const limit = Math.min(end, furthest);
    const from = start + chunkBytes.least;
    if (from < limit) {
      const found = this.#scan(from + this.#windowStart, limit + this.#windowStart, 0n);
      if (found !== 0) return found - this.#windowStart;
    }
    if (limit === furthest || isLast) return limit;
    return null;
  }
}
