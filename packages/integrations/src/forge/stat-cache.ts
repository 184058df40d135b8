import { readFileSync } from "node:fs";
import { ByteReader, ByteWriter } from "@byteos/forge/store/bytes";
import { comparePaths } from "@byteos/forge/store/path-rules";
import { entryKinds, type TreeEntry } from "@byteos/forge/store/tree";
import { replaceFile } from "./durable-write.ts";
import { isSameStamp, type FileStamp, type ScannedEntry } from "./scan-folder.ts";

/** A tree entry and what the file system said when its content was read. */
export interface CachedEntry extends TreeEntry {
  readonly stamp: FileStamp;
}

/** What a folder held when a commit was made of it, so that unchanged files are not read again. */
export interface StatCache {
  readonly root: string;
  readonly commit: string;
  readonly entries: readonly CachedEntry[];
}

const magic = "BFS1";
/** A file changed this shortly before it was listed could change again without a new time. */
const uncertainMs = 2000;
const manifestFlag = 0x10;

export function writeStatCache(path: string, cache: StatCache, listedAtMs: number): void {
  const writer = new ByteWriter(cache.entries.length * 128 + 256);
  writer.bytes(new TextEncoder().encode(magic));
  writer.text(cache.root);
  writer.text(cache.commit);
  writer.uint32(cache.entries.length);
  for (const { path: name, kind, isManifest, content, stamp } of cache.entries) {
    const isUncertain = Math.max(stamp.mtimeMs, stamp.ctimeMs) > listedAtMs - uncertainMs;
    writer.text(name);
    writer.uint8(entryKinds.indexOf(kind) | (isManifest ? manifestFlag : 0));
    writer.varint(stamp.size);
    // A time that no file has, so that this one is read again.
    writer.float64(isUncertain ? -1 : stamp.mtimeMs);
    writer.float64(stamp.ctimeMs);
    writer.float64(stamp.inode);
    if (content !== null) writer.bytes(content);
  }
  replaceFile(path, writer.finish());
}

/** Null when there is no cache of this folder, or none that can be read: it only saves time. */
export function readStatCache(path: string, root: string): StatCache | null {
  try {
    const reader = new ByteReader(readFileSync(path), "the cache of a folder");
    reader.expectText(magic);
    const cachedRoot = reader.text();
    const commit = reader.text();
    if (cachedRoot !== root) return null;
    const entries = Array.from({ length: reader.uint32() }, () => readEntry(reader));
    reader.expectEnd();
    return { root, commit, entries };
  } catch {
    return null;
  }
}

function readEntry(reader: ByteReader): CachedEntry {
  const path = reader.text();
  const byte = reader.uint8();
  const size = reader.varint();
  const stamp = {
    size,
    mtimeMs: reader.float64(),
    ctimeMs: reader.float64(),
    inode: reader.float64(),
  };
  const kind = entryKinds[byte & ~manifestFlag] ?? reader.fail("has an unknown kind");
  const content = size === 0 ? null : reader.name();
  return { path, kind, size, content, isManifest: (byte & manifestFlag) !== 0, stamp };
}

/** The cached entry of each scanned path whose file is still as it was. */
export function matchCache(
  scanned: readonly ScannedEntry[],
  cache: StatCache | null,
): readonly (CachedEntry | null)[] {
  const known = cache?.entries ?? [];
  let at = 0;
  return scanned.map((entry) => {
    while (at < known.length && comparePaths(known[at]?.path ?? "", entry.path) < 0) at += 1;
    const found = known[at];
    if (found === undefined || found.path !== entry.path || found.kind !== entry.kind) return null;
    return isSameStamp(found.stamp, entry.stamp) ? found : null;
  });
}
