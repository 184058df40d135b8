import type { ByteSource } from "../inspect/byte-source.ts";
import { readRows } from "../table/read-rows.ts";
import { diffRows, type RowDiff, type RowTable } from "./row-diff.ts";

const mostRows = 20_000;
const rowsAtOnce = 1_000;

export interface TableVersion {
  readonly path: string;
  readonly source: ByteSource;
}

export interface TableDiff {
  readonly diff: RowDiff;
  /** Only the first rows of each version were compared. */
  readonly isCut: boolean;
}

/** Two versions of a table by row; null when one of them is no table. Compares the first 20,000 rows of each. */
export async function diffTables(
  before: TableVersion,
  after: TableVersion,
): Promise<TableDiff | null> {
  const [old, now] = [await readTable(before), await readTable(after)];
  if (old === null || now === null) return null;
  return { diff: diffRows(old.table, now.table), isCut: old.isCut || now.isCut };
}

async function readTable({ path, source }: TableVersion) {
  const columns: string[] = [];
  const records: ReadonlyMap<string, string>[] = [];
  let cursor: number | null = 0;
  while (cursor !== null && records.length < mostRows) {
    const page = await readRows(path, source, { cursor, count: rowsAtOnce });
    if (page === null) return null;
    for (const name of page.columns) if (!columns.includes(name)) columns.push(name);
    for (const row of page.rows) {
      records.push(new Map(page.columns.map((name, at) => [name, row[at] ?? ""])));
    }
    cursor = page.next;
  }
  const table: RowTable = {
    columns,
    rows: records.map((record) => columns.map((name) => record.get(name) ?? "")),
  };
  return { table, isCut: cursor !== null };
}
