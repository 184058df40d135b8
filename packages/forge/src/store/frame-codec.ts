import { constants, zstdCompress, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { damaged } from "./format-error.ts";
import { frameCodec, type FrameCodec } from "./pack-format.ts";

export interface EncodedFrame {
  readonly codec: FrameCodec;
  readonly bytes: Uint8Array;
}

const level = constants.ZSTD_c_compressionLevel;
const sampleBytes = 4096;
/** What compression must save to be worth decompressing at every reading. */
const worthwhile = 0.97;

/** zstd in a thread of its own; raw where that hardly saves anything. Keeps no hold of `raw` once it is done. */
export function encodeFrame(raw: Uint8Array, effort: number): Promise<EncodedFrame> {
  return new Promise((resolve, reject) => {
    const chunkSize = roomFor(raw.length);
    zstdCompress(raw, { chunkSize, params: { [level]: effort } }, (error, bytes) => {
      if (error) reject(error);
      else if (bytes.length > raw.length * worthwhile) {
        resolve({ codec: frameCodec.raw, bytes: raw });
      } else resolve({ codec: frameCodec.zstd, bytes });
    });
  });
}

/** The raw bytes of a frame; `forge.damaged` when they are not exactly as many as its index says. */
export function decodeFrame(codec: FrameCodec, stored: Uint8Array, rawBytes: number): Uint8Array {
  if (codec === frameCodec.raw) return stored;
  try {
    const chunkSize = roomFor(rawBytes);
    const raw = zstdDecompressSync(stored, { chunkSize, maxOutputLength: rawBytes });
    if (raw.length === rawBytes) return raw;
  } catch (error) {
    throw damaged(`a block does not decompress (${error instanceof Error ? error.message : "?"})`);
  }
  throw damaged("a block is shorter than it should be");
}

/** Whether zstd would save something, judged by a few kilobytes from the middle. */
export function looksCompressible(bytes: Uint8Array): boolean {
  const start = Math.max(0, Math.floor((bytes.length - sampleBytes) / 2));
  const sample = bytes.subarray(start, start + sampleBytes);
  const chunkSize = roomFor(sample.length);
  const compressed = zstdCompressSync(sample, { chunkSize, params: { [level]: 1 } });
  return compressed.length < sample.length * worthwhile;
}

/** For all of the output at once: by default zlib hands it over in pieces of 16 KiB, and joins them. */
function roomFor(rawBytes: number): number {
  return rawBytes + (rawBytes >> 8) + 512;
}
