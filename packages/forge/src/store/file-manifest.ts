import { ByteReader, ByteWriter } from "./bytes.ts";
import type { ChunkReader } from "./chunk-store.ts";
import { damaged } from "./format-error.ts";

const magic = "BFM1";
const nodeEntries = { least: 16, most: 1024, mask: 0x7f } as const;
const mostLevels = 10;

/** A chunk of a file, or at a higher level a node and all the bytes of the file below it. */
export interface ManifestEntry {
  readonly name: Uint8Array;
  readonly length: number;
}

/** Stores a chunk of metadata and returns its name. */
export type StoreNode = (bytes: Uint8Array) => Promise<Uint8Array>;

/**
 * The chunks of a file as a tree of nodes, cut by content: a node ends behind an entry whose name says so,
 * so that an insertion rewrites one node a level. A file of 50 GB has three levels, and of each one open node is
 * held.
 */
export class ManifestWriter {
  readonly #store: StoreNode;
  readonly #levels: { open: ManifestEntry[]; nodes: number }[] = [];

  constructor(store: StoreNode) {
    this.#store = store;
  }

  async add(chunk: ManifestEntry): Promise<void> {
    await this.#addAt(0, chunk);
  }

  /** The root. At least one chunk was added. */
  async finish(): Promise<Uint8Array> {
    for (let level = 0; ; level += 1) {
      const { open = [], nodes = 0 } = this.#levels[level] ?? {};
      const [only] = open;
      // The one node of the level below is the root.
      if (level > 0 && nodes === 0 && only !== undefined && open.length === 1) return only.name;
      if (open.length > 0) await this.#close(level);
    }
  }

  async #addAt(level: number, entry: ManifestEntry): Promise<void> {
    const { open } = (this.#levels[level] ??= { open: [], nodes: 0 });
    open.push(entry);
    const isCut = ((entry.name[0] ?? 0) & nodeEntries.mask) === 0;
    if ((isCut && open.length >= nodeEntries.least) || open.length === nodeEntries.most) {
      await this.#close(level);
    }
  }

  async #close(level: number): Promise<void> {
    const state = this.#levels[level];
    if (state === undefined) return;
    const node = state.open;
    state.open = [];
    state.nodes += 1;
    const length = node.reduce((sum, entry) => sum + entry.length, 0);
    await this.#addAt(level + 1, { name: await this.#store(encodeNode(level, node)), length });
  }
}

function encodeNode(level: number, entries: readonly ManifestEntry[]): Uint8Array {
  const writer = new ByteWriter(16 + entries.length * 40);
  writer.bytes(new TextEncoder().encode(magic));
  writer.uint8(level);
  writer.uint32(entries.length);
  for (const entry of entries) {
    writer.bytes(entry.name);
    writer.uint64(entry.length);
  }
  return writer.finish();
}

function decodeNode(bytes: Uint8Array): { level: number; entries: ManifestEntry[] } {
  const reader = new ByteReader(bytes, "a file's list of chunks");
  reader.expectText(magic);
  const level = reader.uint8();
  const count = reader.uint32();
  if (level >= mostLevels) reader.fail("has too many levels");
  if (count === 0 || count > nodeEntries.most) reader.fail("has a wrong number of entries");
  const entries = Array.from({ length: count }, () => {
    const entry = { name: reader.name(), length: reader.uint64() };
    if (entry.length === 0) reader.fail("has an empty entry");
    return entry;
  });
  reader.expectEnd();
  return { level, entries };
}

export interface PlacedChunk extends ManifestEntry {
  /** Where the chunk begins in the file. */
  readonly start: number;
}

/**
 * The chunks that cover the bytes from `start` to before `end` of a file of `size` bytes, in order, reading
 * only the nodes on the way. `visit` is asked about every node, and those it declines are passed over.
 */
export async function* readManifest(
  store: ChunkReader,
  root: Uint8Array,
  size: number,
  range: { readonly start: number; readonly end: number } = { start: 0, end: size },
  visit?: (name: Uint8Array) => boolean,
): AsyncGenerator<PlacedChunk> {
  yield* descend(null, { name: root, length: size, start: 0 });

  async function* descend(above: number | null, node: PlacedChunk): AsyncGenerator<PlacedChunk> {
    if (visit?.(node.name) === false) return;
    const { level, entries } = decodeNode(await store.read(node.name));
    if (above !== null && level !== above - 1)
      throw damaged("a file's list of chunks skips a level");
    const total = entries.reduce((sum, entry) => sum + entry.length, 0);
    if (total !== node.length) throw damaged("a file's chunks are not as long as the file");
    let at = node.start;
    for (const entry of entries) {
      const isWanted = at < range.end && at + entry.length > range.start;
      if (isWanted && level === 0) yield { ...entry, start: at };
      else if (isWanted) yield* descend(level, { ...entry, start: at });
      at += entry.length;
    }
  }
}
