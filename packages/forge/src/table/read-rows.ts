import type { RowPage } from "@byteos/contracts/file-inspection";
import { tableFromIPC } from "@uwdata/flechette";
import { badFile, type ByteSource, meterSource } from "../inspect/byte-source.ts";
import { showCell } from "../inspect/cell-text.ts";
import { largestDocument, parseRecord } from "../inspect/json-table.ts";
import { decodeSample } from "../inspect/text-sample.ts";
import { readParquetRows } from "./parquet-rows.ts";
import { fieldsOf, readDelimitedRows, readJsonLineRows } from "./text-rows.ts";

/** Rows that are asked for at once, and what reading them may cost. */
export const mostRowsAtOnce = 1_000;
const budget = { maxBytes: 64 * 1024 * 1024, maxReads: 4_096 };
const largestArrow = 32 * 1024 * 1024;

type ReadRows = (source: ByteSource, cursor: number, count: number) => Promise<RowPage>;

const readerByEnding: ReadonlyMap<string, ReadRows> = new Map<string, ReadRows>([
  ["parquet", readParquetRows],
  ["csv", readDelimitedRows],
  ["tsv", readDelimitedRows],
  ["jsonl", readJsonLineRows],
  ["ndjson", readJsonLineRows],
  ["json", readJsonRows],
  ["arrow", readArrowRows],
  ["arrows", readArrowRows],
  ["feather", readArrowRows],
]);

/**
 * Rows of a table from `cursor` on, as text. Null for a file that is no table. Throws `inspect.bad-file`,
 * `inspect.truncated`, `inspect.too-demanding`.
 */
export async function readRows(
  path: string,
  source: ByteSource,
  { cursor, count }: { readonly cursor: number; readonly count: number },
): Promise<RowPage | null> {
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  const read = readerByEnding.get(ending);
  if (read === undefined) return null;
  return read(meterSource(source, budget), cursor, Math.min(count, mostRowsAtOnce));
}

async function readJsonRows(source: ByteSource, cursor: number, count: number): Promise<RowPage> {
  if (source.size > largestDocument) throw badFile("A JSON document of this size is not shown.");
  const value = parseRecord(decodeSample(await source.read(0, source.size), true), 0);
  const records: unknown[] = Array.isArray(value) ? value : [value];
  const end = Math.min(records.length, cursor + count);
  const page = fieldsOf(records.slice(cursor, end));
  return { ...page, cursor, next: end < records.length ? end : null };
}

async function readArrowRows(source: ByteSource, cursor: number, count: number): Promise<RowPage> {
  if (source.size > largestArrow)
    throw badFile("The rows of an Arrow file of this size are not shown.");
  const table = readArrow(new Uint8Array(await source.read(0, source.size)));
  const end = Math.min(table.numRows, cursor + count);
  const columns = table.schema.fields.map(({ name }) => name);
  const rows: string[][] = [];
  for (let row = cursor; row < end; row += 1) {
    rows.push(columns.map((_, at) => showCell(table.getChildAt(at).at(row))));
  }
  return { columns, rows, cursor, next: end < table.numRows ? end : null };
}

function readArrow(bytes: Uint8Array) {
  try {
    return tableFromIPC(bytes);
  } catch (cause) {
    throw badFile("The rows of this Arrow file cannot be read.", cause);
  }
}
