import { ByteReader, ByteWriter } from "./bytes.ts";
import type { ChunkReader } from "./chunk-store.ts";
import type { StoreNode } from "./file-manifest.ts";
import { damaged } from "./format-error.ts";
import { comparePaths, requireGoodPath } from "./path-rules.ts";

export const entryKinds = ["file", "executable", "symlink", "folder"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One path of a tree. Folders are entries only when they are empty. */
export interface TreeEntry {
  readonly path: string;
  readonly kind: EntryKind;
  readonly size: number;
  /** Null when the size is 0. */
  readonly content: Uint8Array | null;
  /** Whether `content` names a manifest, not the one chunk that is the whole content. */
  readonly isManifest: boolean;
}

interface NodeEntry {
  readonly path: string;
  readonly name: Uint8Array;
  /** Entries of the tree below this node. */
  readonly count: number;
}

const magic = "BFT1";
const nodeLimits = { least: 16, most: 512, mask: 0x3f, bytes: 64 * 1024 } as const;
const mostLevels = 10;
const kindNumber: Record<EntryKind, number> = { file: 1, executable: 2, symlink: 3, folder: 4 };
const manifestFlag = 0x10;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Stores entries, sorted by `comparePaths`, as ranges under ranges, cut behind paths whose hash says so: a
 * changed file rewrites its range and the ones above it. Returns the root.
 */
export async function writeTree(
  entries: readonly TreeEntry[],
  store: StoreNode,
): Promise<Uint8Array> {
  let above: NodeEntry[] = [];
  const leaves = new RangeWriter<TreeEntry>(0, store, writeLeafEntry, above, () => 1);
  let previous: string | null = null;
  for (const entry of entries) {
    requireGoodPath(entry.path);
    if (previous !== null && comparePaths(previous, entry.path) >= 0) {
      throw new Error(`The entries of a tree are not sorted at ${entry.path}.`);
    }
    previous = entry.path;
    await leaves.add(entry);
  }
  await leaves.finish(true);
  for (let level = 1; above.length > 1; level += 1) {
    const below = above;
    above = [];
    const writer = new RangeWriter<NodeEntry>(level, store, writeNodeEntry, above, (n) => n.count);
    for (const entry of below) await writer.add(entry);
    await writer.finish(false);
  }
  const [root] = above;
  if (root === undefined) throw new Error("A tree came out without a root.");
  return root.name;
}

class RangeWriter<Entry extends { readonly path: string }> {
  readonly #level: number;
  readonly #store: StoreNode;
  readonly #write: (writer: ByteWriter, entry: Entry) => void;
  readonly #above: NodeEntry[];
  readonly #weigh: (entry: Entry) => number;
  #body = new ByteWriter(8192);
  #previous = new Uint8Array(0);
  #first = "";
  #entries = 0;
  #count = 0;

  constructor(
    level: number,
    store: StoreNode,
    write: (writer: ByteWriter, entry: Entry) => void,
    above: NodeEntry[],
    weigh: (entry: Entry) => number,
  ) {
    this.#level = level;
    this.#store = store;
    this.#write = write;
    this.#above = above;
    this.#weigh = weigh;
  }

  async add(entry: Entry): Promise<void> {
    const path = encoder.encode(entry.path);
    if (this.#entries === 0) this.#first = entry.path;
    const shared = sharedBytes(this.#previous, path);
    this.#body.varint(shared);
    this.#body.varint(path.length - shared);
    this.#body.bytes(path.subarray(shared));
    this.#write(this.#body, entry);
    this.#previous = path;
    this.#entries += 1;
    this.#count += this.#weigh(entry);
    const isCut = (hashPath(path) & nodeLimits.mask) === 0;
    if (
      (isCut && this.#entries >= nodeLimits.least) ||
      this.#entries === nodeLimits.most ||
      this.#body.length >= nodeLimits.bytes
    ) {
      await this.finish(false);
    }
  }

  async finish(isEvenEmpty: boolean): Promise<void> {
    if (this.#entries === 0 && !(isEvenEmpty && this.#above.length === 0)) return;
    const node = new ByteWriter(this.#body.length + 16);
    node.bytes(encoder.encode(magic));
    node.uint8(this.#level);
    node.uint32(this.#entries);
    node.bytes(this.#body.finish());
    const name = await this.#store(node.finish());
    this.#above.push({ path: this.#first, name, count: this.#count });
    this.#body = new ByteWriter(8192);
    this.#previous = new Uint8Array(0);
    this.#entries = 0;
    this.#count = 0;
  }
}

function writeLeafEntry(writer: ByteWriter, entry: TreeEntry): void {
  writer.uint8(kindNumber[entry.kind] | (entry.isManifest ? manifestFlag : 0));
  writer.varint(entry.size);
  if (entry.content !== null) writer.bytes(entry.content);
}

function writeNodeEntry(writer: ByteWriter, entry: NodeEntry): void {
  writer.varint(entry.count);
  writer.bytes(entry.name);
}

/** FNV-1a, 32 bits, and its high half folded in, as the low bits of FNV alone are poor. */
function hashPath(path: Uint8Array): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < path.length; at += 1) {
    hash = Math.imul(hash ^ (path[at] ?? 0), 0x0100_0193);
  }
  return hash ^ (hash >>> 16);
}

function sharedBytes(one: Uint8Array, other: Uint8Array): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one[at] === other[at]) at += 1;
  return at;
}

export interface TreeRange {
  /** Only paths from here on; all when left out. */
  readonly from?: string;
  /** Only paths before this one. */
  readonly before?: string;
}

/**
 * The entries of a tree in order, reading only the ranges that are needed. Everything is checked: order,
 * paths, levels and counts, as a tree may come from a stranger. `visit` is asked about every node,
 * and those it declines are passed over.
 */
export async function* readTree(
  store: ChunkReader,
  root: Uint8Array,
  range: TreeRange = {},
  visit?: (name: Uint8Array) => boolean,
): AsyncGenerator<TreeEntry> {
  let previous: string | null = null;
  yield* descend(null, root);

  async function* descend(
    above: { readonly level: number; readonly entry: NodeEntry } | null,
    name: Uint8Array,
  ): AsyncGenerator<TreeEntry> {
    if (visit?.(name) === false) return;
    const node = decodeRange(await store.read(name));
    if (above !== null && node.level !== above.level - 1) throw damaged("a tree skips a level");
    if (above !== null && node.count !== above.entry.count) throw damaged("a tree miscounts");
    if (above !== null && node.first !== above.entry.path) throw damaged("a tree misplaces a path");
    if (node.level === 0) {
      for (const entry of node.leaves) {
        if (previous !== null && comparePaths(previous, entry.path) >= 0) {
          throw damaged("the paths of a tree are out of order");
        }
        previous = entry.path;
        if (isInRange(entry.path, range)) yield entry;
      }
      return;
    }
    for (const [at, entry] of node.nodes.entries()) {
      const next = node.nodes[at + 1];
      const isBehind = range.before !== undefined && comparePaths(entry.path, range.before) >= 0;
      const isAhead =
        range.from !== undefined && next !== undefined && comparePaths(next.path, range.from) <= 0;
      if (!isBehind && !isAhead) yield* descend({ level: node.level, entry }, entry.name);
    }
  }
}

function isInRange(path: string, range: TreeRange): boolean {
  if (range.from !== undefined && comparePaths(path, range.from) < 0) return false;
  return range.before === undefined || comparePaths(path, range.before) < 0;
}

interface RangeNode {
  readonly level: number;
  readonly first: string | null;
  readonly count: number;
  readonly leaves: readonly TreeEntry[];
  readonly nodes: readonly NodeEntry[];
}

function decodeRange(bytes: Uint8Array): RangeNode {
  const reader = new ByteReader(bytes, "a range of a tree");
  reader.expectText(magic);
  const level = reader.uint8();
  const entries = reader.uint32();
  if (level >= mostLevels || entries > nodeLimits.most) reader.fail("is larger than allowed");
  if (level > 0 && entries === 0) reader.fail("is empty");
  const leaves: TreeEntry[] = [];
  const nodes: NodeEntry[] = [];
  let path: Uint8Array = new Uint8Array(0);
  let count = 0;
  for (let at = 0; at < entries; at += 1) {
    path = readPath(reader, path);
    const text = decodePath(path);
    if (level === 0) {
      leaves.push(readLeafEntry(reader, text));
      count += 1;
    } else {
      const node = { path: text, count: reader.varint(), name: reader.name() };
      nodes.push(node);
      count += node.count;
    }
  }
  reader.expectEnd();
  return { level, first: (leaves[0] ?? nodes[0])?.path ?? null, count, leaves, nodes };
}

function readPath(reader: ByteReader, previous: Uint8Array): Uint8Array {
  const shared = reader.varint();
  const rest = reader.bytes(reader.varint());
  if (shared > previous.length) reader.fail("repeats more of a path than there is");
  const path = new Uint8Array(shared + rest.length);
  path.set(previous.subarray(0, shared));
  path.set(rest, shared);
  return path;
}

function decodePath(path: Uint8Array): string {
  try {
    const text = decoder.decode(path);
    requireGoodPath(text);
    return text;
  } catch (error) {
    if (error instanceof TypeError) throw damaged("a path of a tree is not UTF-8");
    throw error;
  }
}

function readLeafEntry(reader: ByteReader, path: string): TreeEntry {
  const byte = reader.uint8();
  const kind = entryKinds[(byte & ~manifestFlag) - 1];
  const isManifest = (byte & manifestFlag) !== 0;
  const size = reader.varint();
  if (kind === undefined) throw damaged("a tree has an entry of no known kind");
  if (isManifest && (size === 0 || kind === "symlink")) reader.fail("has an impossible entry");
  if (kind === "folder" && size !== 0) reader.fail("has a folder with content");
  const content = size === 0 ? null : reader.name();
  return { path, kind, size, content, isManifest };
}
