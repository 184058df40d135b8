import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { syncFolder } from "../instance/durable-file.ts";
import { tooLarge } from "./storage-error.ts";

const versionPattern = /^[0-9a-f-]{36}$/;

export interface StoredFile {
  /** Names the file; unrelated to the object's name and content. */
  version: string;
  sizeBytes: number;
  /** MD5 of the content in hex, the entity tag that S3 and Supabase use. */
  md5: string;
}

/**
 * Files of objects, each written once under an id of its own and never changed. A file counts only once a
 * row of `storage.objects` names it, so one that was being written when the process died is never seen.
 */
export class FileStore {
  readonly #incoming: string;
  readonly #files: string;

  private constructor(root: string) {
    this.#incoming = path.join(root, "incoming");
    this.#files = path.join(root, "files");
  }

  /** For one who only reads, beside the service that the files belong to. */
  static inspect(root: string): FileStore {
    return new FileStore(root);
  }

  /** For the service. What was being received when it last ended is removed. */
  static async open(root: string): Promise<FileStore> {
    const store = new FileStore(root);
    await rm(store.#incoming, { recursive: true, force: true });
    for (const folder of [store.#incoming, store.#files]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    }
    await syncFolder(root);
    return store;
  }

  /** Writes a stream to disk, safe from a power cut when this returns. Throws beyond the limit. */
  async write(source: Readable, largestBytes: number): Promise<StoredFile> {
    const version = randomUUID();
    const temporary = path.join(this.#incoming, version);
    const handle = await open(temporary, "wx", 0o600);
    const hash = createHash("md5");
    let sizeBytes = 0;
    try {
      try {
        for await (const chunk of source) {
          const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
          if (sizeBytes + bytes.length > largestBytes) throw tooLarge();
          await writeWhole(handle, bytes, sizeBytes);
          hash.update(bytes);
          sizeBytes += bytes.length;
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
      await this.#place(version, (target) => rename(temporary, target));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return { version, sizeBytes, md5: hash.digest("hex") };
  }

  /** A second name for the same bytes, which never change, so nothing is copied. Null when they are gone. */
  async duplicate(version: string): Promise<string | null> {
    const copy = randomUUID();
    try {
      await this.#place(copy, (target) => link(this.#locate(version), target));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    return copy;
  }

  /** Takes in a file that is already synced, by a second name. Removes nothing of what was there under the first. */
  async adopt(file: string, version: string): Promise<void> {
    // One that a crash left before its object was committed.
    await rm(this.#locate(version), { force: true });
    await this.#place(version, (target) => link(file, target));
  }

  /** Opens a file for reading; null when it is gone. */
  async open(version: string): Promise<FileHandle | null> {
    try {
      return await open(this.#locate(version), constants.O_RDONLY);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Reads a file to its end; null when it is gone. */
  async measure(version: string): Promise<Omit<StoredFile, "version"> | null> {
    const handle = await this.open(version);
    if (!handle) return null;
    const hash = createHash("md5");
    let sizeBytes = 0;
    // Closes the handle at its end.
    for await (const chunk of handle.createReadStream({ highWaterMark: 2 ** 20 })) {
      const bytes = chunk as Buffer;
      hash.update(bytes);
      sizeBytes += bytes.length;
    }
    return { sizeBytes, md5: hash.digest("hex") };
  }

  async remove(versions: string[]): Promise<void> {
    await Promise.all(versions.map((version) => rm(this.#locate(version), { force: true })));
  }

  /**
   * Removes files that no object names: left by a crash between writing and committing. Files newer than
   * `before` may belong to uploads under way and stay. Returns how many were removed.
   */
  async sweep(
    before: Date,
    areUsed: (versions: string[]) => Promise<Set<string>>,
  ): Promise<number> {
    let removed = 0;
    for (const shelf of await readdir(this.#files)) {
      const found = await readdir(path.join(this.#files, shelf));
      const versions = found.filter((name) => versionPattern.test(name));
      const used = await areUsed(versions);
      for (const version of versions) {
        if (used.has(version)) continue;
        const details = await stat(this.#locate(version)).catch(() => null);
        if (!details || details.ctime >= before) continue;
        await this.remove([version]);
        removed += 1;
      }
    }
    return removed;
  }

  async #place(version: string, move: (target: string) => Promise<void>): Promise<void> {
    const target = this.#locate(version);
    const shelf = path.dirname(target);
    const isNewShelf = (await mkdir(shelf, { recursive: true, mode: 0o700 })) !== undefined;
    await move(target);
    await syncFolder(shelf);
    if (isNewShelf) await syncFolder(this.#files);
  }

  #locate(version: string): string {
    if (!versionPattern.test(version)) throw new Error("Not the id of a file.");
    return path.join(this.#files, version.slice(0, 2), version);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** Writes all of the bytes at a position in the file; a single write may take only some. */
export async function writeWhole(
  handle: FileHandle,
  bytes: Buffer,
  position: number,
): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const rest = await handle.write(bytes, written, bytes.length - written, position + written);
    written += rest.bytesWritten;
  }
}
