import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { compressors } from "./compressors.ts";

const plain = new TextEncoder().encode("a pipe, a leak, a pipe, a leak; ".repeat(200));

it.each([
  ["GZIP", gzipSync(plain)],
  ["BROTLI", brotliCompressSync(plain)],
  ["ZSTD", zstdCompressSync(plain)],
] as const)("unpacks what %s packed", (codec, packed) => {
  const unpacked = compressors[codec]?.(new Uint8Array(packed), plain.length);
  expect(unpacked).toEqual(plain);
});
