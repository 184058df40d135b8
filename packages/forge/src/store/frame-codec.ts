import {
  constants,
  zstdCompress,
  zstdCompressSync,
  zstdDecompress,
  zstdDecompressSync,
} from "node:zlib";
import { isAppError } from "@byteos/contracts/errors";
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
    return requireLength(zstdDecompressSync(stored, roomForFrame(rawBytes)), rawBytes);
  } catch (error) {
    throw undecodable(error);
  }
}

/** The same of a zstd frame, in a thread of its own. */
export function decodeFrameAside(stored: Uint8Array, rawBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zstdDecompress(stored, roomForFrame(rawBytes), (error, raw) => {
      try {
        if (error) throw undecodable(error);
        resolve(requireLength(raw, rawBytes));
      } catch (failure) {
        reject(failure instanceof Error ? failure : undecodable(failure));
      }
    });
  });
}

function roomForFrame(rawBytes: number) {
  return { chunkSize: roomFor(rawBytes), maxOutputLength: rawBytes };
}

function requireLength(raw: Uint8Array, rawBytes: number): Uint8Array {
  if (raw.length !== rawBytes) throw damaged("a block is shorter than it should be");
  return raw;
}

function undecodable(error: unknown): Error {
  if (isAppError(error)) return error;
  return damaged(`a block does not decompress (${error instanceof Error ? error.message : "?"})`);
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
