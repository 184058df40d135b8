import { lstatSync, readdirSync, type Dirent, type Stats } from "node:fs";
import { join } from "node:path";
import { comparePaths, isControlFolder, requireGoodPath } from "@byteos/forge/store/path-rules";
import type { EntryKind } from "@byteos/forge/store/tree";
import { isErrorCode } from "./error-code.ts";

/** What the file system says of a path; a file with the same answer is taken to have the same content. */
export interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly inode: number;
}

export interface ScannedEntry {
  /** Relative, with `/`, in Unicode as the file system has it. */
  readonly path: string;
  readonly kind: EntryKind;
  readonly stamp: FileStamp;
}

export interface FolderScan {
  /** Sorted as in a tree. */
  readonly entries: readonly ScannedEntry[];
  /** Sockets, pipes and devices, which are left out. */
  readonly special: readonly string[];
}

/** Whether a path is left out; a folder's ends with `/`. */
export type IgnoreRule = (path: string) => boolean;

const noStamp: FileStamp = { size: 0, mtimeMs: 0, ctimeMs: 0, inode: 0 };

/** Lists a folder without following links and without `.git` and `.byteos`. `forge.bad-path` when a name cannot be in a repository. */
export function scanFolder(root: string, isIgnored: IgnoreRule = () => false): FolderScan {
  const entries: ScannedEntry[] = [];
  const special: string[] = [];
  walk(root, "");
  entries.sort((one, other) => comparePaths(one.path, other.path));
  return { entries, special };

  function walk(folder: string, prefix: string): void {
    const found = readdirSync(folder, { withFileTypes: true });
    if (found.length === 0 && prefix !== "") {
      entries.push({ path: prefix.slice(0, -1), kind: "folder", stamp: noStamp });
    }
    for (const item of found) {
      const path = prefix + item.name;
      if (isControlFolder(item.name)) continue;
      const isFolder = item.isDirectory();
      if (isIgnored(isFolder ? `${path}/` : path)) continue;
      requireGoodPath(path);
      if (isFolder) walk(join(folder, item.name), `${path}/`);
      else addFile(join(folder, item.name), path, item);
    }
  }

  function addFile(absolute: string, path: string, item: Dirent): void {
    if (!item.isFile() && !item.isSymbolicLink()) {
      special.push(path);
      return;
    }
    try {
      const stat = lstatSync(absolute);
      entries.push({ path, kind: kindOf(stat), stamp: stampOf(stat) });
    } catch (error) {
      // Deleted since it was listed.
      if (!isErrorCode(error, "ENOENT")) throw error;
    }
  }
}

export function kindOf(stat: Stats): EntryKind {
  if (stat.isSymbolicLink()) return "symlink";
  return (stat.mode & 0o111) === 0 ? "file" : "executable";
}

export function stampOf(stat: Stats): FileStamp {
  return { size: stat.size, mtimeMs: stat.mtimeMs, ctimeMs: stat.ctimeMs, inode: stat.ino };
}

export function isSameStamp(one: FileStamp, other: FileStamp): boolean {
  return (
    one.size === other.size &&
    one.mtimeMs === other.mtimeMs &&
    one.ctimeMs === other.ctimeMs &&
    one.inode === other.inode
  );
}
