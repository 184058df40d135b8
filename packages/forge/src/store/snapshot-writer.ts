import type { ChunkStore } from "./chunk-store.ts";
import { Chunker, chunkBytes } from "./chunker.ts";
import { isSameName, nameOf, toHex } from "./content-name.ts";
import { ManifestWriter, type ManifestEntry } from "./file-manifest.ts";
import { looksCompressible } from "./frame-codec.ts";
import { NameTable } from "./name-table.ts";
import { PackBuilder, type BuiltPack, type ChunkGroup } from "./pack-builder.ts";

/** A file being read from its beginning. */
export interface FileReader {
  /** Fills `target` from `position` on and returns how many bytes there were; 0 at the end. */
  read(target: Uint8Array, position: number): number;
  /** What its size was a moment ago; nothing is asked for behind it. Who calls looks whether that still holds. */
  readonly size?: number;
}

export interface FileContent {
  readonly size: number;
  readonly content: Uint8Array | null;
  readonly isManifest: boolean;
}

const windowBytes = 4 * 1024 * 1024;
const smallFileBytes = chunkBytes.target;
/** Chunks of files up to this size are compressed together with their neighbours. */
const solidFileBytes = 1024 * 1024;

/** Puts files into packs, storing each chunk that the store does not have yet once. */
export class SnapshotWriter {
  readonly #store: ChunkStore;
  readonly #builder: PackBuilder;
  readonly #chunker = new Chunker(windowBytes);
  readonly #added = new NameTable();
  readonly #isDry: boolean;

  /** With `isDry` it only finds out what would be stored, under which names. */
  constructor(store: ChunkStore, isDry = false) {
    this.#store = store;
    this.#isDry = isDry;
    this.#builder = new PackBuilder(store.packs);
  }

  /** A chunk of metadata. */
  readonly addNode = async (bytes: Uint8Array): Promise<Uint8Array> => {
    const name = nameOf(bytes);
    await this.#add(name, bytes, "meta");
    return name;
  };

  /**
   * Reads a file to its end, whatever its size, and stores it. `previous` are the chunks of an earlier
   * version: where they still fit, nothing is searched for cuts.
   */
  async addFile(reader: FileReader, previous: readonly ManifestEntry[] = []): Promise<FileContent> {
    const { window } = this.#chunker;
    let filled = fill(reader, window, 0, smallFileBytes + 1, 0);
    if (filled <= smallFileBytes) {
      if (filled === 0) return { size: 0, content: null, isManifest: false };
      const bytes = window.subarray(0, filled);
      const name = nameOf(bytes);
      await this.#add(name, bytes, "small");
      return { size: filled, content: name, isManifest: false };
    }
    const manifest = new ManifestWriter(this.addNode);
    let first: ManifestEntry | null = null;
    let count = 0;
    const foresight = new Foresight(previous);
    const taste = new Taste();
    let start = 0;
    let position = filled;
    let isLast = false;
    for (;;) {
      const read = fill(reader, window, filled, window.length - filled, position);
      position += read;
      filled += read;
      isLast = filled < window.length;
      for (;;) {
        if (start === filled) break;
        const foreseen = foresight.next(window.subarray(start, filled), isLast);
        const end = foreseen
          ? start + foreseen.length
          : this.#chunker.findEnd(start, filled, isLast);
        if (end === null) break;
        const bytes = window.subarray(start, end);
        const name = foreseen?.name ?? nameOf(bytes);
        if (!foreseen) foresight.correct(name);
        const group = (): ChunkGroup => {
          if (position <= solidFileBytes && isLast) return "small";
          return taste.isCompressible(bytes) ? "large" : "raw";
        };
        await this.#add(name, bytes, group);
        const chunk = { name, length: bytes.length };
        first ??= chunk;
        count += 1;
        await manifest.add(chunk);
        start = end;
      }
      if (isLast) break;
      window.copyWithin(0, start, filled);
      filled -= start;
      start = 0;
    }
    if (first !== null && count === 1) {
      return { size: position, content: first.name, isManifest: false };
    }
    return { size: position, content: await manifest.finish(), isManifest: true };
  }

  /** Stores the rest; afterwards everything that was added is durable. */
  finish(): Promise<readonly BuiltPack[]> {
    return this.#builder.finish();
  }

  abandon(): Promise<void> {
    return this.#builder.abandon();
  }

  #add(
    name: Uint8Array,
    bytes: Uint8Array,
    group: ChunkGroup | (() => ChunkGroup),
  ): Promise<void> | undefined {
    if (this.#isDry || this.#store.index.hasLasting(name) || !this.#added.add(name))
      return undefined;
    return this.#builder.add(name, bytes, typeof group === "string" ? group : group());
  }
}

function fill(
  reader: FileReader,
  window: Uint8Array,
  from: number,
  count: number,
  position: number,
): number {
  let read = 0;
  const wanted = Math.min(count, (reader.size ?? Infinity) - position);
  while (read < wanted) {
    const got = reader.read(window.subarray(from + read, from + count), position + read);
    if (got === 0) break;
    read += got;
  }
  return read;
}

/**
 * Guesses the next chunk from an earlier version of the file. A chunk is cut by its own bytes alone, so one
 * that is there again is cut again, and hashing it is quicker than looking for the cut.
 */
class Foresight {
  readonly #previous: readonly ManifestEntry[];
  #numbers: Map<string, number> | null = null;
  #next: number | null = 0;

  constructor(previous: readonly ManifestEntry[]) {
    this.#previous = previous;
  }

  next(bytes: Uint8Array, isLast: boolean): ManifestEntry | null {
    if (this.#next === null) return null;
    const guess = this.#previous[this.#next];
    // The last chunk was cut by the end of the file.
    const isCutByEnd = this.#next === this.#previous.length - 1;
    if (guess === undefined || guess.length > bytes.length) return null;
    if (isCutByEnd && !(isLast && guess.length === bytes.length)) return null;
    if (!isSameName(nameOf(bytes.subarray(0, guess.length)), guess.name)) return null;
    this.#next += 1;
    return guess;
  }

  correct(found: Uint8Array): void {
    if (this.#previous.length === 0) return;
    this.#numbers ??= new Map(this.#previous.map(({ name }, number) => [toHex(name), number]));
    const number = this.#numbers.get(toHex(found));
    this.#next = number === undefined ? null : number + 1;
  }
}

/** Remembers how the chunks of a file compress, so that a model's random weights are not tried one by one. */
class Taste {
  #failures = 0;

  isCompressible(bytes: Uint8Array): boolean {
    if (this.#failures >= 4 && this.#failures % 16 !== 0) {
      this.#failures += 1;
      return false;
    }
    if (looksCompressible(bytes)) {
      this.#failures = 0;
      return true;
    }
    this.#failures += 1;
    return false;
  }
}
