import type { TensorInfo } from "@byteos/contracts/file-inspection";
import type { ByteSource } from "../inspect/byte-source.ts";
import { decodeValues, valueBytes } from "./tensor-values.ts";

/** A piece of a file with the hash of its content, in order and without gaps. */
export interface HashedPiece {
  readonly hash: string;
  readonly start: number;
  readonly end: number;
}

export interface TensorVersion {
  readonly tensors: readonly TensorInfo[];
  readonly pieces: readonly HashedPiece[];
  readonly source: ByteSource;
}

export type TensorChange =
  | { readonly kind: "added" | "removed"; readonly tensor: TensorInfo }
  | { readonly kind: "reshaped"; readonly before: TensorInfo; readonly after: TensorInfo }
  | {
      readonly kind: "changed";
      readonly tensor: TensorInfo;
      /** Bytes that were read to compare; the rest is known to be the same. */
      readonly readBytes: number;
      /** Null for packed types, whose values are not decoded, and past the reading limit. */
      readonly values: ValueChange | null;
    };

export interface ValueChange {
  /** Share of all the tensor's values that differ, 0 to 1. */
  readonly share: number;
  readonly largest: number;
  /** Mean absolute difference over the values that differ. */
  readonly mean: number;
}

export interface TensorDiff {
  readonly changes: readonly TensorChange[];
  readonly same: number;
}

const readAtOnce = 4 * 1024 * 1024;

/**
 * What changed between two versions of a model, tensor by tensor. Pieces that stand at the same place of a
 * tensor with the same hash are never read, so a fine-tuned layer costs that layer. `maxReadBytes` bounds
 * the reading; tensors beyond it are named as changed without figures.
 */
export async function diffTensors(
  before: TensorVersion,
  after: TensorVersion,
  maxReadBytes: number,
): Promise<TensorDiff> {
  const old = new Map(before.tensors.map((tensor) => [tensor.name, tensor]));
  const changes: TensorChange[] = [];
  let same = 0;
  let left = maxReadBytes;
  for (const tensor of after.tensors) {
    const previous = old.get(tensor.name);
    old.delete(tensor.name);
    if (previous === undefined) changes.push({ kind: "added", tensor });
    else if (previous.type !== tensor.type || String(previous.shape) !== String(tensor.shape)) {
      changes.push({ kind: "reshaped", before: previous, after: tensor });
    } else {
      const ranges = findUncertain(before.pieces, previous, after.pieces, tensor);
      const bytes = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
      if (bytes === 0) same += 1;
      else if (bytes > left) {
        changes.push({ kind: "changed", tensor, readBytes: 0, values: null });
      } else {
        left -= bytes;
        const found = await compareValues(before.source, previous, after.source, tensor, ranges);
        if (found.isDifferent) {
          changes.push({ kind: "changed", tensor, readBytes: bytes, values: found.values });
        } else same += 1;
      }
    }
  }
  for (const tensor of old.values()) changes.push({ kind: "removed", tensor });
  return { changes, same };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where a tensor may differ, relative to its start: all that no piece proves to be the same. */
export function findUncertain(
  beforePieces: readonly HashedPiece[],
  before: TensorInfo,
  afterPieces: readonly HashedPiece[],
  after: TensorInfo,
): Range[] {
  if (before.start === null || after.start === null) return [];
  const known = new Set(
    overlapping(beforePieces, before).map((piece) => placeOf(piece, before.start ?? 0)),
  );
  const step = valueBytes(after.type) ?? 1;
  const ranges: Range[] = [];
  for (const piece of overlapping(afterPieces, after)) {
    if (known.has(placeOf(piece, after.start))) continue;
    const start = Math.floor(Math.max(0, piece.start - after.start) / step) * step;
    const end = Math.min(after.bytes, Math.ceil((piece.end - after.start) / step) * step);
    const last = ranges.at(-1);
    if (last !== undefined && last.end >= start)
      ranges[ranges.length - 1] = { start: last.start, end };
    else if (end > start) ranges.push({ start, end });
  }
  return ranges;
}

function placeOf(piece: HashedPiece, tensorStart: number): string {
  return `${String(piece.start - tensorStart)} ${piece.hash}`;
}

function overlapping(pieces: readonly HashedPiece[], { start, bytes }: TensorInfo): HashedPiece[] {
  const from = start ?? 0;
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.end ?? 0) > from) high = middle;
    else low = middle + 1;
  }
  const found: HashedPiece[] = [];
  for (let at = low; (pieces[at]?.start ?? Infinity) < from + bytes; at += 1) {
    const piece = pieces[at];
    if (piece !== undefined) found.push(piece);
  }
  return found;
}

async function compareValues(
  beforeSource: ByteSource,
  before: TensorInfo,
  afterSource: ByteSource,
  after: TensorInfo,
  ranges: readonly Range[],
): Promise<{ isDifferent: boolean; values: ValueChange | null }> {
  const isDecoded = valueBytes(after.type) !== null;
  let isDifferent = false;
  let [count, largest, total] = [0, 0, 0];
  for (const range of ranges) {
    for (let start = range.start; start < range.end; start += readAtOnce) {
      const end = Math.min(range.end, start + readAtOnce);
      const [old, now] = await Promise.all([
        beforeSource.read((before.start ?? 0) + start, (before.start ?? 0) + end),
        afterSource.read((after.start ?? 0) + start, (after.start ?? 0) + end),
      ]);
      if (areEqual(old, now)) continue;
      isDifferent = true;
      if (!isDecoded) continue;
      const [a, b] = [decodeValues(after.type, old), decodeValues(after.type, now)];
      for (const [index, value] of b.entries()) {
        const was = a[index] ?? 0;
        if (Object.is(value, was)) continue;
        const difference = Math.abs(value - was);
        count += 1;
        total += Number.isFinite(difference) ? difference : 0;
        largest = Math.max(largest, Number.isFinite(difference) ? difference : Infinity);
      }
    }
  }
  return {
    isDifferent,
    values: isDecoded
      ? {
          share: count / Math.max(1, after.parameters),
          largest,
          mean: count > 0 ? total / count : 0,
        }
      : null,
  };
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
