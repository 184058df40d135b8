import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import type { RowPage } from "@byteos/contracts/file-inspection";
import { type AsyncBuffer, type Compressors, parquetReadObjects } from "hyparquet";
import { badFile, type ByteSource } from "../inspect/byte-source.ts";
import { showCell } from "../inspect/cell-text.ts";
import { readParquetMetadata } from "../inspect/parquet.ts";

const mostColumns = 200;
/** A page that says it unpacks to more is not unpacked. */
const largestPage = 64 * 1024 * 1024;

type Decompress = (
  input: Uint8Array,
  options: { maxOutputLength: number },
) => Uint8Array<ArrayBuffer>;

function bounded(decompress: Decompress) {
  return (input: Uint8Array, outputLength: number): Uint8Array<ArrayBuffer> => {
    if (outputLength > largestPage) throw badFile("A page of this file unpacks to far too much.");
    return decompress(input, { maxOutputLength: Math.max(1, outputLength) });
  };
}

/** What node brings; snappy comes with the reader. */
const compressors: Compressors = {
  GZIP: bounded(gunzipSync),
  BROTLI: bounded(brotliDecompressSync),
  ZSTD: bounded(zstdDecompressSync),
};

/**
 * Rows `cursor` to before `cursor + count`, reading the pages that hold them where the file has an index of its
 * pages, else the row groups. Throws `inspect.bad-file`, `inspect.truncated`.
 */
export async function readParquetRows(
  source: ByteSource,
  cursor: number,
  count: number,
): Promise<RowPage> {
  const metadata = await readParquetMetadata(source);
  const total = Number(metadata.num_rows);
  const rowStart = Math.min(cursor, total);
  const rowEnd = Math.min(rowStart + count, total);
  const columns = topColumns(metadata.schema).slice(0, mostColumns);
  if (rowStart === rowEnd) return { columns, rows: [], cursor: rowStart, next: null };
  const file: AsyncBuffer = {
    byteLength: source.size,
    async slice(start, end = source.size) {
      return new Uint8Array(await source.read(start, Math.min(end, source.size))).buffer;
    },
  };
  let rows: Record<string, unknown>[];
  try {
    const options = { file, metadata, columns, rowStart, rowEnd, compressors };
    rows = await parquetReadObjects({ ...options, useOffsetIndex: true });
  } catch (cause) {
    if (cause instanceof Error && "kind" in cause) throw cause;
    throw badFile("The rows of this Parquet file cannot be read.", cause);
  }
  return {
    columns,
    rows: rows.map((row) => columns.map((name) => showCell(row[name]))),
    cursor: rowStart,
    next: rowEnd < total ? rowEnd : null,
  };
}

/** Names of the root's children; what is nested below them comes with them. */
function topColumns(
  schema: readonly { readonly name: string; readonly num_children?: number }[],
): string[] {
  const names: string[] = [];
  const next = (at: number): number => {
    let behind = at + 1;
    for (let child = schema[at]?.num_children ?? 0; child > 0 && behind < schema.length; child -= 1)
      behind = next(behind);
    return behind;
  };
  for (let at = 1; at < schema.length; at = next(at)) names.push(schema[at]?.name ?? "");
  return names;
}
