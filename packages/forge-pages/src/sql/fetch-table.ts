import { tableFromArrays, tableFromIPC, tableToIPC } from "@uwdata/flechette";
import type { AsyncBuffer, FileMetaData } from "hyparquet";
import { fetchRange } from "../fetch-file.ts";
import { mentionedColumns } from "./mentioned-columns.ts";

export interface FileToQuery {
  readonly path: string;
  readonly ending: string;
  readonly size: number;
  /** Where its bytes are, by range. */
  readonly address: string;
}

/** A table as Arrow, with what it took to get it. */
export interface FetchedTable {
  readonly arrow: Uint8Array;
  readonly columns: readonly string[];
  readonly columnCount: number;
  readonly readBytes: number;
}

/** What a query may fetch: of Parquet the columns that it names, of other formats the file. */
const mostBytes = 64 * 1024 * 1024;

/** Says in words for the person why a query is not run. */
class QueryRefusal extends Error {}

export async function fetchTable(file: FileToQuery, sql: string): Promise<FetchedTable> {
  if (file.ending === "parquet") return fetchParquet(file, sql);
  if (file.size > mostBytes) {
    throw new QueryRefusal(
      "This file would have to be fetched whole for that, and it is too large. Save it as Parquet to query it.",
    );
  }
  const bytes = await fetchRange(file.address, 0, file.size);
  if (["arrow", "arrows", "feather"].includes(file.ending)) {
    const table = tableFromIPC(bytes);
    const columns = table.schema.fields.map(({ name }) => name);
    const arrow = tableToIPC(table, { format: "stream" }) ?? new Uint8Array();
    return { arrow, columns, columnCount: columns.length, readBytes: bytes.length };
  }
  const records = parseRecords(new TextDecoder().decode(bytes), file.ending);
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const cells = new Map(columns.map((name) => [name, records.map((record) => record[name])]));
  return {
    arrow: toArrow(cells),
    columns,
    columnCount: columns.length,
    readBytes: bytes.length,
  };
}

function parseRecords(text: string, ending: string): Record<string, unknown>[] {
  const values: unknown[] =
    ending === "json"
      ? [JSON.parse(text)].flat()
      : text
          .split("\n")
          .flatMap((line): unknown[] => (line.trim() === "" ? [] : [JSON.parse(line)]));
  return values.map((value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : { value },
  );
}

async function fetchParquet(file: FileToQuery, sql: string): Promise<FetchedTable> {
  const { parquetMetadataAsync, parquetReadObjects } = await import("hyparquet");
  const { compressors } = await import("./compressors.ts");
  let readBytes = 0;
  const source: AsyncBuffer = {
    byteLength: file.size,
    async slice(start, end = file.size) {
      const bytes = await fetchRange(file.address, start, Math.min(end, file.size));
      readBytes += bytes.length;
      return bytes.buffer;
    },
  };
  const metadata = await parquetMetadataAsync(source);
  const all = topColumns(metadata);
  const columns = [...mentionedColumns(sql, all)];
  const bytes = weigh(metadata, columns);
  if (bytes > mostBytes) {
    throw new QueryRefusal(
      `The columns that this query names hold ${Math.round(bytes / 1e6)} MB, and at most 64 MB are fetched. Name fewer columns.`,
    );
  }
  const rows = await parquetReadObjects({ file: source, metadata, columns, compressors });
  const cells = new Map(columns.map((name) => [name, rows.map((row): unknown => row[name])]));
  return { arrow: toArrow(cells), columns, columnCount: all.length, readBytes };
}

function topColumns({ row_groups }: FileMetaData): string[] {
  const names = (row_groups[0]?.columns ?? []).map(
    ({ meta_data }) => meta_data?.path_in_schema[0] ?? "",
  );
  return [...new Set(names)];
}

function weigh({ row_groups }: FileMetaData, columns: readonly string[]): number {
  let bytes = 0;
  for (const group of row_groups) {
    for (const { meta_data } of group.columns) {
      if (meta_data && columns.includes(meta_data.path_in_schema[0] ?? "")) {
        bytes += Math.max(
          Number(meta_data.total_compressed_size),
          Number(meta_data.total_uncompressed_size),
        );
      }
    }
  }
  return bytes;
}

/** What has no type of its own in a query is text. */
function toArrow(cells: ReadonlyMap<string, readonly unknown[]>): Uint8Array {
  const plain = [...cells].map(([name, values]) => [name, values.map(toPlain)] as const);
  const table = tableFromArrays(Object.fromEntries(plain));
  return tableToIPC(table, { format: "stream" }) ?? new Uint8Array();
}

function toPlain(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value !== "object" || value instanceof Date) return value;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "bigint" ? String(part) : part,
  );
}
