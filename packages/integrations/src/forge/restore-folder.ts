import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  write,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { AppError } from "@byteos/contracts/errors";
import { type ChunkStore, isMissingPack } from "@byteos/forge/store/chunk-store";
import { readManifest } from "@byteos/forge/store/file-manifest";
import { damaged } from "@byteos/forge/store/format-error";
import { gatherRuns, type RawRun, readRun } from "@byteos/forge/store/raw-run";
import type { TreeEntry } from "@byteos/forge/store/tree";
import { isErrorCode } from "./error-code.ts";

const longestLink = 4096;
/** Items, of which a frame may hold thousands. */
const furthestAhead = 4096;
/** What is read, checked and written of a large file at once. */
const runBytes = 1024 * 1024;
const writePart = promisify(write);

/**
 * Writes entries of a tree below `root`, replacing what is there. Nothing is ever written through a link:
 * every folder on the way is a folder, files are made anew, links come last. `forge.bad-tree` for a tree in
 * which a file is also a folder; `forge.name-collision` where the file system takes two names for one.
 */
export async function restoreEntries(
  chunks: ChunkStore,
  entries: readonly TreeEntry[],
  root: string,
): Promise<void> {
  requireFoldersApart(entries);
  mkdirSync(root, { recursive: true });
  const target = new Target(root);
  for (const entry of entries) if (entry.kind === "folder") target.makeFolder(entry.path);
  const small = entries.filter((entry) => entry.kind !== "folder" && !entry.isManifest);
  const links = small.filter((entry) => entry.kind === "symlink");
  const files = small.filter((entry) => entry.kind !== "symlink");
  // Large files are read and written in threads of the pool, small ones by this thread meanwhile.
  await bothOf(
    writeLargeFiles(
      chunks,
      entries.filter(({ isManifest }) => isManifest),
      target,
    ),
    writeSmallFiles(chunks, inStoredOrder(chunks, files), target),
  );
  for (const entry of links) await writeLink(chunks, entry, target);
}

function requireFoldersApart(entries: readonly TreeEntry[]): void {
  const paths = new Set(entries.filter(({ kind }) => kind !== "folder").map(({ path }) => path));
  for (const { path } of entries) {
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      if (paths.has(folder)) {
        throw new AppError("validation", "forge.bad-tree", `${folder} is a file and a folder.`);
      }
    }
  }
}

/** Small files in the order in which they lie in packs, so that each frame is decoded once. */
function inStoredOrder(chunks: ChunkStore, entries: readonly TreeEntry[]): TreeEntry[] {
  const placed = entries.map((entry) => {
    const place = entry.content && chunks.index.find(entry.content);
    return {
      entry,
      pack: place?.packNumber ?? -1,
      at: place?.frame.offset ?? 0,
      in: place?.offset,
    };
  });
  placed.sort((one, other) => {
    return one.pack - other.pack || one.at - other.at || (one.in ?? 0) - (other.in ?? 0);
  });
  return placed.map(({ entry }) => entry);
}

/** The items in their order; while one is worked on, the chunks of the next are decoded. */
async function* decodeAhead<Item>(
  chunks: ChunkStore,
  items: AsyncIterable<Item> | Iterable<Item>,
  chunkOf: (item: Item) => Uint8Array | null,
): AsyncGenerator<Item> {
  let waiting: Item[] = [];
  let given = 0;
  for await (const item of items) {
    const chunk = chunkOf(item);
    waiting.push(item);
    while (given < waiting.length) {
      const isNear = waiting.length - given <= furthestAhead;
      if (isNear && (chunk === null || chunks.expect(chunk))) break;
      // safe because it is before the end
      yield waiting[given++] as Item;
    }
    if (given < furthestAhead) continue;
    waiting = waiting.slice(given);
    given = 0;
  }
  yield* waiting.slice(given);
}

/** Waits for both also where one fails, so that nothing is written once the failure is told. */
async function bothOf(one: Promise<void>, other: Promise<void>): Promise<void> {
  const failed = (await Promise.allSettled([one, other])).find(
    (result) => result.status === "rejected",
  );
  if (failed !== undefined) throw failed.reason;
}

async function writeLargeFiles(
  chunks: ChunkStore,
  entries: readonly TreeEntry[],
  target: Target,
): Promise<void> {
  // While one is written, the next is read into the other.
  const scratch = [Buffer.allocUnsafeSlow(runBytes), Buffer.allocUnsafeSlow(runBytes)] as const;
  for (const entry of entries) {
    if (entry.content === null) throw damaged(`the file ${entry.path} has no content`);
    const file = createFile(entry, target);
    let writing: Promise<void> = Promise.resolve();
    let turn: 0 | 1 = 0;
    try {
      const parts = readManifest(chunks, entry.content, entry.size);
      const ahead = decodeAhead(chunks, parts, ({ name }) => name);
      for await (const part of gatherRuns(chunks.index, ahead, runBytes)) {
        const bytes = "name" in part ? null : await findRun(chunks, part, scratch[turn]);
        await writing;
        if (bytes !== null) {
          writing = writeAside(file, bytes);
          // It is waited for below, after the next has been read.
          writing.catch(() => undefined);
          turn = turn === 0 ? 1 : 0;
          continue;
        }
        for (const { name, length } of "name" in part ? [part] : part.chunks) {
          writeAll(file, await readWhole(chunks, name, length));
        }
      }
    } finally {
      // Not closed under a write that is under way.
      await Promise.allSettled([writing]);
      closeSync(file);
    }
    await writing;
  }
}

/** Null where the pack was collected since it was looked up: each chunk lies elsewhere now. */
async function findRun(
  chunks: ChunkStore,
  run: RawRun,
  scratch: Uint8Array,
): Promise<Uint8Array | null> {
  try {
    return await readRun(chunks.packs, run, scratch);
  } catch (error) {
    if (isMissingPack(error)) return null;
    throw error;
  }
}

async function writeAside(file: number, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    written += (await writePart(file, bytes, written, bytes.length - written)).bytesWritten;
  }
}

async function writeSmallFiles(
  chunks: ChunkStore,
  entries: readonly TreeEntry[],
  target: Target,
): Promise<void> {
  for await (const entry of decodeAhead(chunks, entries, ({ content }) => content)) {
    const { content, size } = entry;
    const whole = content === null ? null : await readWhole(chunks, content, size);
    const file = createFile(entry, target);
    try {
      if (whole !== null) writeAll(file, whole);
    } finally {
      closeSync(file);
    }
  }
}

function createFile({ path, kind }: TreeEntry, target: Target): number {
  const mode = kind === "executable" ? 0o755 : 0o644;
  return target.create(path, (absolute) => openSync(absolute, "wx", mode));
}

async function writeLink(chunks: ChunkStore, entry: TreeEntry, target: Target): Promise<void> {
  if (entry.content === null) throw damaged(`the link ${entry.path} leads nowhere`);
  const to = Buffer.from(await readWhole(chunks, entry.content, entry.size));
  if (to.length > longestLink || to.includes(0)) throw damaged(`the link ${entry.path} is none`);
  target.create(entry.path, (absolute) => symlinkSync(to, absolute));
}

async function readWhole(chunks: ChunkStore, name: Uint8Array, size: number): Promise<Uint8Array> {
  const bytes = await chunks.read(name);
  if (bytes.length !== size) throw damaged("a chunk is not as long as its file says");
  return bytes;
}

function writeAll(file: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}

/** The folder being written. Remembers its folders, so that each is looked at once. */
class Target {
  readonly #root: string;
  readonly #folders = new Set<string>();
  readonly #foldedFolders = new Set<string>();
  readonly #files = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  makeFolder(path: string): void {
    if (this.#folders.has(path)) return;
    const parent = parentOf(path);
    if (parent !== "") this.makeFolder(parent);
    const absolute = join(this.#root, path);
    try {
      mkdirSync(absolute);
    } catch (error) {
      if (!isErrorCode(error, "EEXIST")) throw error;
      if (this.#foldedFolders.has(fold(path))) throw collision(path);
      if (!lstatSync(absolute).isDirectory()) {
        rmSync(absolute);
        mkdirSync(absolute);
      }
    }
    this.#folders.add(path);
    this.#foldedFolders.add(fold(path));
  }

  /** Makes the folder of a path, and the path itself by `create`, which must fail where something is. */
  create<T>(path: string, create: (absolute: string) => T): T {
    const parent = parentOf(path);
    if (parent !== "") this.makeFolder(parent);
    const absolute = join(this.#root, path);
    const key = fold(path);
    try {
      return create(absolute);
    } catch (error) {
      if (!isErrorCode(error, "EEXIST")) throw error;
      if (this.#files.has(key)) throw collision(path);
      removeObstacle(absolute, path);
      return create(absolute);
    } finally {
      this.#files.add(key);
    }
  }
}

function removeObstacle(absolute: string, path: string): void {
  try {
    if (lstatSync(absolute).isDirectory()) rmdirSync(absolute);
    else rmSync(absolute);
  } catch (error) {
    if (!isErrorCode(error, "ENOTEMPTY")) throw error;
    throw new AppError("conflict", "forge.in-the-way", `The folder ${path} is not empty.`, {
      suggestion: "Move its files elsewhere, and try again.",
    });
  }
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

/** What file systems that ignore case or the form of accents take for the same name. */
function fold(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

function collision(path: string): AppError {
  return new AppError(
    "conflict",
    "forge.name-collision",
    `${path} differs from another name only in case or accents, and this file system takes both for one.`,
    { suggestion: "Restore it on a file system that tells them apart." },
  );
}
