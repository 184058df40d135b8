// Parts of the package that its own types leave out. Its main module compiles WebAssembly for snappy as soon as
// it is loaded, which our pages do not allow; the reader of Parquet has a snappy of its own.
declare module "hyparquet-compressors/src/brotli.js" {
  export function decompressBrotli(
    input: Uint8Array,
    outputLength: number,
  ): Uint8Array<ArrayBuffer>;
}
declare module "hyparquet-compressors/src/gzip.js" {
  export function gunzip(
    input: Uint8Array,
    output: Uint8Array<ArrayBuffer>,
  ): Uint8Array<ArrayBuffer>;
}
declare module "hyparquet-compressors/src/lz4.js" {
  export function decompressLz4(input: Uint8Array, outputLength: number): Uint8Array<ArrayBuffer>;
  export function decompressLz4Raw(
    input: Uint8Array,
    outputLength: number,
  ): Uint8Array<ArrayBuffer>;
}
