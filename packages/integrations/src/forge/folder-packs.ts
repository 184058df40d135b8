import { randomUUID } from "node:crypto";
import {
  closeSync,
  fdatasync,
  mkdirSync,
  openSync,
  readdirSync,
  read as readAt,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { AppError } from "@byteos/contracts/errors";
import type { PackSink, PackStore, StoredPack } from "@byteos/forge/store/ports";
import { syncFolder } from "./durable-write.ts";
import { isErrorCode } from "./error-code.ts";

const suffix = ".pack";
const mostOpenFiles = 32;
const largeBytes = 256 * 1024;
const readPart = promisify(readAt);

/**
 * Packs as files of a folder, `packs/<name>.pack`, written under `tmp/` first. Reading is synchronous: a
 * command that reads one local file after the other only loses by going through a pool of threads.
 */
export class FolderPacks implements PackStore {
  readonly #folder: string;
  readonly #temporary: string;
  readonly #open = new Map<string, number>();

  constructor(store: string) {
    this.#folder = join(store, "packs");
    this.#temporary = join(store, "tmp");
  }

  list(): Promise<readonly StoredPack[]> {
    const packs: StoredPack[] = [];
    for (const file of readdirSync(this.#folder)) {
      if (!file.endsWith(suffix)) continue;
      const stat = statSync(join(this.#folder, file), { throwIfNoEntry: false });
      // Collected since it was listed.
      if (stat === undefined) continue;
      const name = file.slice(0, -suffix.length);
      packs.push({ name, bytes: stat.size, storedAtMs: stat.mtimeMs });
    }
    return Promise.resolve(packs.sort((one, other) => (one.name < other.name ? -1 : 1)));
  }

  read(pack: string, start: number, end: number, into?: Uint8Array): Promise<Uint8Array> {
    const file = this.#openPack(pack);
    const length = end - start;
    const isRoomy = into !== undefined && into.length >= length;
    const bytes = isRoomy ? into.subarray(0, length) : Buffer.allocUnsafeSlow(length);
    if (length >= largeBytes) return readAside(file, bytes, start, pack);
    let read = 0;
    while (read < bytes.length) {
      const got = readSync(file, bytes, read, bytes.length - read, start + read);
      if (got === 0) throw missingPack(pack, "ends too early");
      read += got;
    }
    return Promise.resolve(bytes);
  }

  create(): Promise<PackSink> {
    const temporary = join(this.#temporary, `${randomUUID()}${suffix}`);
    const file = openSync(temporary, "wx", 0o444);
    return Promise.resolve({
      write: (bytes: Uint8Array) => writeAll(file, bytes),
      finish: async (pack: string) => {
        await promisify(fdatasync)(file);
        closeSync(file);
        publish(temporary, join(this.#folder, `${pack}${suffix}`));
        syncFolder(this.#folder);
      },
      abandon: () => {
        closeSync(file);
        rmSync(temporary, { force: true });
        return Promise.resolve();
      },
    });
  }

  remove(pack: string): Promise<void> {
    const file = this.#open.get(pack);
    if (file !== undefined) closeSync(file);
    this.#open.delete(pack);
    rmSync(join(this.#folder, `${pack}${suffix}`), { force: true });
    return Promise.resolve();
  }

  close(): void {
    for (const file of this.#open.values()) closeSync(file);
    this.#open.clear();
  }

  #openPack(pack: string): number {
    const known = this.#open.get(pack);
    if (known !== undefined) return known;
    if (this.#open.size >= mostOpenFiles) this.close();
    try {
      const file = openSync(join(this.#folder, `${pack}${suffix}`), "r");
      this.#open.set(pack, file);
      return file;
    } catch (error) {
      throw missingPack(pack, "cannot be opened", error);
    }
  }
}

/** In a thread of the pool: worth its while for much at once, while this thread does other work. */
async function readAside(
  file: number,
  bytes: Uint8Array,
  start: number,
  pack: string,
): Promise<Uint8Array> {
  let read = 0;
  while (read < bytes.length) {
    const { bytesRead } = await readPart(file, bytes, read, bytes.length - read, start + read);
    if (bytesRead === 0) throw missingPack(pack, "ends too early");
    read += bytesRead;
  }
  return bytes;
}

function publish(temporary: string, path: string): void {
  try {
    renameSync(temporary, path);
  } catch (error) {
    if (!isErrorCode(error, "ENOENT")) throw error;
    // Swept by a collection, after so long that the lease is lost as well.
    throw new AppError("conflict", "forge.lease-lost", "This took so long that it was given up.", {
      cause: error,
      suggestion: "Try again: what was stored already is not stored twice.",
    });
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}

function missingPack(pack: string, what: string, cause?: unknown): AppError {
  return new AppError("not_found", "forge.missing-pack", `Pack ${pack} ${what}.`, { cause });
}

export function preparePacks(store: string): void {
  for (const folder of ["packs", "tmp"]) mkdirSync(join(store, folder), { recursive: true });
}
