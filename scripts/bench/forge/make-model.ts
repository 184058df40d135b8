import { closeSync, openSync, writeSync } from "node:fs";
import { SeededRandom } from "./random-bytes.ts";

const tensorBytes = 8 * 1024 * 1024;
const mebibyte = 1024 * 1024;

/** A safetensors file of random weights; the later version has 1% of them changed and 1 MiB put in. */
export function makeModel(path: string, megabytes: number, isLater: boolean): void {
  const count = Math.max(1, Math.round((megabytes * 1e6) / tensorBytes));
  const changed = Math.floor(count / 3);
  const changedBytes = Math.round((count * tensorBytes) / 100);
  const insertedAfter = Math.floor(count / 2);
  const tensors = Array.from({ length: count }, (_, at) => {
    const bytes = new SeededRandom(at + 1).bytes(tensorBytes);
    if (!isLater) return bytes;
    if (at === changed) bytes.set(new SeededRandom(-1).bytes(Math.min(changedBytes, tensorBytes)));
    if (at !== insertedAfter) return bytes;
    return Buffer.concat([bytes, new SeededRandom(-2).bytes(mebibyte)]);
  });
  const header = Buffer.from(JSON.stringify(describeTensors(tensors)));
  const file = openSync(path, "w");
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  for (const part of [length, header, ...tensors]) writeSync(file, part);
  closeSync(file);
}

function describeTensors(tensors: readonly Uint8Array[]) {
  let at = 0;
  const entries = tensors.map((bytes, number) => {
    const start = at;
    at += bytes.length;
    const shape = [bytes.length / 2 / 1024, 1024];
    return [
      `layers.${number}.weight`,
      { dtype: "BF16", shape, data_offsets: [start, at] },
    ] as const;
  });
  return Object.fromEntries(entries);
}
