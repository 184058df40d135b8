import type { ColumnInfo, TableInspection } from "@byteos/contracts/file-inspection";
import { type FileMetaData, parquetMetadata, type SchemaElement } from "hyparquet";
import { badFile, type ByteSource } from "./byte-source.ts";
import { showCell } from "./cell-text.ts";
import { limitFacts } from "./tensor-list.ts";

const firstRead = 512 * 1024;
const largestFooter = 16 * 1024 * 1024;
const mostColumns = 2_000;
/** More rows than this for each byte of the file, and it was made to exhaust who reads it. */
const likelyRowsPerByte = 50;

/**
 * Schema and column statistics of a Parquet file from its footer alone (Apache Parquet, File Format), in at
 * most two reads. No page is decoded. Throws `inspect.bad-file`, `inspect.truncated`.
 */
export async function inspectParquet(source: ByteSource): Promise<TableInspection> {
  const metadata = await readParquetMetadata(source);
  const rows = safeNumber(metadata.num_rows);
  if (rows === null) throw badFile("The number of rows is not one that a file can have.");
  const counted = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  const warnings: string[] = [];
  if (counted !== rows) warnings.push("The row groups do not add up to the number of rows.");
  if (rows > source.size * likelyRowsPerByte) {
    warnings.push("This file unpacks to far more than its size. Only its first rows are shown.");
  }
  const codecs = new Set<string>();
  for (const group of metadata.row_groups) {
    for (const { meta_data } of group.columns) if (meta_data) codecs.add(meta_data.codec);
  }
  return {
    kind: "table",
    format: "parquet",
    columns: describeColumns(metadata),
    rows,
    isRowCountExact: counted === rows,
    ...limitFacts([
      { key: "row groups", value: String(metadata.row_groups.length) },
      { key: "compression", value: [...codecs].join(", ").toLowerCase() || "none" },
      { key: "written by", value: metadata.created_by ?? "unknown" },
    ]),
    sample: [],
    warnings,
  };
}

/** The footer alone, in at most two reads. Throws `inspect.bad-file`, `inspect.truncated`. */
export async function readParquetMetadata(source: ByteSource): Promise<FileMetaData> {
  return readFooter(await fetchFooter(source));
}

async function fetchFooter(source: ByteSource): Promise<Uint8Array> {
  if (source.size < 12) throw badFile("This is too short for a Parquet file.");
  const start = Math.max(0, source.size - firstRead);
  const tail = await source.read(start, source.size);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  if (view.getUint32(tail.length - 4, true) !== 0x31_52_41_50) {
    throw badFile("The file does not end as a Parquet file does.");
  }
  const length = view.getUint32(tail.length - 8, true);
  if (length + 12 > source.size) throw badFile("The footer is longer than the file.");
  if (length > largestFooter) throw badFile("The footer is longer than can be shown.");
  const footerStart = source.size - 8 - length;
  if (footerStart >= start) return tail.subarray(footerStart - start);
  const footer = new Uint8Array(length + 8);
  footer.set(await source.read(footerStart, start));
  footer.set(tail, start - footerStart);
  return footer;
}

function readFooter(footer: Uint8Array): FileMetaData {
  try {
    const metadata = parquetMetadata(footer.slice());
    if (!Array.isArray(metadata.schema) || !Array.isArray(metadata.row_groups)) throw new Error();
    return metadata;
  } catch (cause) {
    throw badFile("The footer of this Parquet file cannot be read.", cause);
  }
}

interface Leaf {
  readonly path: string;
  readonly element: SchemaElement;
  readonly isNullable: boolean;
}

/** Leaves in file order; the schema is a depth-first list with child counts. */
function listLeaves(schema: readonly SchemaElement[]): Leaf[] {
  const leaves: Leaf[] = [];
  const open: { name: string; left: number; isNullable: boolean }[] = [];
  for (const [index, element] of schema.entries()) {
    if (index === 0) {
      open.push({ name: "", left: element.num_children ?? 0, isNullable: false });
      continue;
    }
    const parent = open.at(-1);
    if (parent === undefined || open.length > 64) throw badFile("The schema is not a tree.");
    parent.left -= 1;
    const path = parent.name === "" ? element.name : `${parent.name}.${element.name}`;
    const isNullable = parent.isNullable || element.repetition_type === "OPTIONAL";
    const children = element.num_children ?? 0;
    if (children > 0) open.push({ name: path, left: children, isNullable });
    else leaves.push({ path, element, isNullable });
    while (open.at(-1)?.left === 0) open.pop();
  }
  return leaves;
}

function describeColumns(metadata: FileMetaData): ColumnInfo[] {
  return listLeaves(metadata.schema)
    .slice(0, mostColumns)
    .map(({ path, element, isNullable }, index) => ({
      name: path,
      type: describeType(element),
      isNullable,
      ...columnStatistics(metadata, index),
    }));
}

function columnStatistics(
  metadata: FileMetaData,
  index: number,
): Pick<ColumnInfo, "nulls" | "min" | "max"> {
  let nulls: number | null = 0;
  let least: unknown;
  let most: unknown;
  let isRanged = metadata.row_groups.length > 0;
  for (const group of metadata.row_groups) {
    const statistics = group.columns[index]?.meta_data?.statistics;
    const count = statistics?.null_count;
    nulls = nulls === null || count === undefined ? null : nulls + Number(count);
    const low = statistics?.min_value ?? statistics?.min;
    const high = statistics?.max_value ?? statistics?.max;
    if (low === undefined || high === undefined) isRanged = false;
    else {
      if (least === undefined || isBelow(low, least)) least = low;
      if (most === undefined || isBelow(most, high)) most = high;
    }
  }
  return {
    nulls: metadata.row_groups.length === 0 ? null : nulls,
    min: isRanged ? showCell(least) : null,
    max: isRanged ? showCell(most) : null,
  };
}

function isBelow(a: unknown, b: unknown): boolean {
  const isOrdered = (value: unknown): value is number | bigint | string | Date =>
    ["number", "bigint", "string"].includes(typeof value) || value instanceof Date;
  return isOrdered(a) && isOrdered(b) && a < b;
}

function describeType({
  type,
  logical_type,
  converted_type,
  precision,
  scale,
}: SchemaElement): string {
  const logical = logical_type?.type ?? converted_type;
  if (logical === "DECIMAL") return `decimal(${String(precision ?? 0)}, ${String(scale ?? 0)})`;
  const name = logical === "UTF8" ? "STRING" : (logical ?? type ?? "unknown");
  return name.toLowerCase().replaceAll("_", " ");
}

function safeNumber(value: bigint): number | null {
  return value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null;
}
