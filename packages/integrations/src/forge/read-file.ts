import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync } from "node:fs";
import { AppError } from "@byteos/contracts/errors";
import type { FileContent, FileReader } from "@byteos/forge/store/snapshot-writer";
import { isErrorCode } from "./error-code.ts";
import { isSameStamp, kindOf, stampOf, type ScannedEntry } from "./scan-folder.ts";

const attempts = 3;
// Whatever stands there now is neither followed nor waited for.
const openFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

export interface ReadFile {
  readonly entry: ScannedEntry;
  readonly content: FileContent;
}

/**
 * Stores a file as it was at one time: when it changes while it is being read it is read again, and
 * `forge.keeps-changing` says that it never stood still. Null when it is gone.
 */
export async function readScannedFile(
  absolute: string,
  scanned: ScannedEntry,
  store: (reader: FileReader) => Promise<FileContent>,
): Promise<ReadFile | null> {
  try {
    if (scanned.kind === "symlink") {
      const target = readlinkSync(absolute, "buffer");
      return { entry: scanned, content: await store(memoryReader(target)) };
    }
    let entry = scanned;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const file = openSync(absolute, openFlags);
      try {
        const content = await store({
          size: entry.stamp.size,
          read: (target, position) => readSync(file, target, 0, target.length, position),
        });
        const stat = fstatSync(file);
        const stamp = stampOf(stat);
        if (isSameStamp(stamp, entry.stamp) && content.size === stamp.size)
          return { entry, content };
        entry = { ...entry, kind: kindOf(stat), stamp };
      } finally {
        closeSync(file);
      }
    }
  } catch (error) {
    if (isErrorCode(error, "ENOENT")) return null;
    if (isErrorCode(error, "EACCES") || isErrorCode(error, "EPERM")) {
      throw new AppError("forbidden", "forge.unreadable", `${scanned.path} cannot be read.`, {
        cause: error,
        suggestion: "Give yourself the right to read it, or leave it out in .byteosignore.",
      });
    }
    throw error;
  }
  throw new AppError(
    "conflict",
    "forge.keeps-changing",
    `${scanned.path} changed each time it was read.`,
    { suggestion: "Stop what writes to it, or leave it out in .byteosignore." },
  );
}

function memoryReader(bytes: Uint8Array): FileReader {
  return {
    read(target, position) {
      const part = bytes.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
  };
}
