import type { ArchiveInspection } from "@byteos/contracts/file-inspection";
import { badFile, type ByteSource } from "./byte-source.ts";
import { readNpyHeader } from "./npy-header.ts";

const endSignature = 0x06_05_4b_50;
const entrySignature = 0x02_01_4b_50;
const localSignature = 0x04_03_4b_50;
const longestComment = 65_535;
const largestDirectory = 8 * 1024 * 1024;
const mostEntries = 20_000;
const describedArrays = 64;
const npyHeaderBytes = 1_024;
/** Deflate cannot do better than 1032:1; more is a bomb that overlaps itself. */
const largestRatio = 1_032;

type Entry = ArchiveInspection["entries"][number];
interface Located {
  readonly entry: Entry;
  readonly method: number;
  readonly offset: number;
}

/**
 * Names and sizes in a zip or npz file from its central directory (PKWARE APPNOTE); nothing is unpacked but
 * the stored headers of arrays. Throws `inspect.bad-file`, `inspect.too-demanding`.
 */
export async function inspectZip(source: ByteSource, isNpz: boolean): Promise<ArchiveInspection> {
  const located = await readDirectory(source);
  const warnings = new Set<string>();
  for (const { entry } of located) {
    if (/^[\\/]|^[a-z]:/i.test(entry.name) || entry.name.split(/[\\/]/).includes("..")) {
      warnings.add(
        "Names in this archive lead outside of it. Do not unpack it with a simple tool.",
      );
    }
  }
  const bytes = located.reduce((sum, { entry }) => sum + entry.bytes, 0);
  if (bytes > source.size * largestRatio) {
    warnings.add("This archive claims to unpack to more than its size allows.");
  }
  if (isNpz) await describeArrays(source, located);
  return {
    kind: "archive",
    format: isNpz ? "npz" : "zip",
    entries: located.slice(0, mostEntries).map(({ entry }) => entry),
    entryCount: located.length,
    warnings: [...warnings],
  };
}

async function readDirectory(source: ByteSource): Promise<Located[]> {
  const tailStart = Math.max(0, source.size - longestComment - 22);
  const tail = await source.read(tailStart, source.size);
  const view = viewOf(tail);
  let at = tail.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== endSignature) at -= 1;
  if (at < 0) throw badFile("The directory of this archive is missing.");
  const count = view.getUint16(at + 10, true);
  const length = view.getUint32(at + 12, true);
  const start = view.getUint32(at + 16, true);
  if (count === 0xff_ff || start === 0xff_ff_ff_ff) {
    throw badFile("Archives of more than 4 GB or 65,534 files are not shown.");
  }
  if (length > largestDirectory || start + length > source.size) {
    throw badFile("The directory of this archive is longer than it can be.");
  }
  return parseEntries(await source.read(start, start + length), count);
}

function parseEntries(directory: Uint8Array, count: number): Located[] {
  const view = viewOf(directory);
  const located: Located[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || view.getUint32(at, true) !== entrySignature) {
      throw badFile("The directory of this archive is damaged.");
    }
    const nameLength = view.getUint16(at + 28, true);
    const end = at + 46 + nameLength;
    if (end > directory.length) throw badFile("The directory of this archive is damaged.");
    located.push({
      entry: {
        name: new TextDecoder().decode(directory.subarray(at + 46, end)).replaceAll("\0", "�"),
        bytes: view.getUint32(at + 24, true),
        storedBytes: view.getUint32(at + 20, true),
        type: null,
        shape: null,
      },
      method: view.getUint16(at + 10, true),
      offset: view.getUint32(at + 42, true),
    });
    at = end + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return located;
}

async function describeArrays(source: ByteSource, located: readonly Located[]): Promise<void> {
  for (const { entry, method, offset } of located.slice(0, describedArrays)) {
    if (method !== 0) continue;
    const head = await source.read(offset, Math.min(source.size, offset + npyHeaderBytes));
    const view = viewOf(head);
    if (head.length < 30 || view.getUint32(0, true) !== localSignature) {
      throw badFile("An entry of this archive is not where the directory says.");
    }
    const start = 30 + view.getUint16(26, true) + view.getUint16(28, true);
    const header = readNpyHeader(head.subarray(start));
    if (header !== null) Object.assign(entry, header);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
