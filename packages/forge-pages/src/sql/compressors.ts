// oxlint-disable-next-line typescript/triple-slash-reference -- both apps compile this file, and only so do they see its types
/// <reference path="./hyparquet-compressors.d.ts" />
import { decompress } from "fzstd";
import type { Compressors } from "hyparquet";
import { decompressBrotli } from "hyparquet-compressors/src/brotli.js";
import { gunzip } from "hyparquet-compressors/src/gzip.js";
import { decompressLz4, decompressLz4Raw } from "hyparquet-compressors/src/lz4.js";

/** What Parquet may be compressed with, beside snappy; all of it plain JavaScript. */
export const compressors: Compressors = {
  BROTLI: decompressBrotli,
  GZIP: (input, outputLength) => gunzip(input, new Uint8Array(outputLength)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
  ZSTD: (input, outputLength) => {
    const output = new Uint8Array(outputLength);
    decompress(input, output);
    return output;
  },
};
