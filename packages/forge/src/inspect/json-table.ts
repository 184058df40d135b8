import type { ColumnInfo, TableInspection } from "@byteos/contracts/file-inspection";
import { badFile, type ByteSource } from "./byte-source.ts";
import { shorten, showCell } from "./cell-text.ts";
import { decodeSample } from "./text-sample.ts";

const sampleBytes = 256 * 1024;
/** A JSON document has to be read whole to be understood; larger ones are for a query engine. */
export const largestDocument = 8 * 1024 * 1024;
const sampleRows = 100;
const mostColumns = 500;

/** Fields and first records of a file with one JSON value a line. */
export async function inspectJsonLines(source: ByteSource): Promise<TableInspection> {
  const end = Math.min(source.size, sampleBytes);
  const isWhole = end === source.size;
  const lines = decodeSample(await source.read(0, end), isWhole).split("\n");
  if (!isWhole) lines.pop();
  const filled = lines.filter((line) => line.trim() !== "");
  if (filled.length === 0) throw badFile("There is no complete record at the start of this file.");
  const records = filled.map((line, index) => parseRecord(line, index));
  const bytes = filled.reduce((sum, line) => sum + line.length + 1, 0);
  return {
    ...describeRecords("jsonl", records),
    rows: isWhole ? records.length : Math.round((source.size / bytes) * records.length),
    isRowCountExact: isWhole,
  };
}

/** Fields and first records of a JSON document: a list of records, or one record. */
export async function inspectJson(source: ByteSource): Promise<TableInspection> {
  if (source.size > largestDocument) {
    throw badFile("A JSON document of this size is not shown. One record a line (.jsonl) can be.");
  }
  const text = decodeSample(await source.read(0, source.size), true);
  const value = parseRecord(text, 0);
  const records = Array.isArray(value) ? value : [value];
  return { ...describeRecords("json", records), rows: records.length, isRowCountExact: true };
}

export function parseRecord(text: string, index: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badFile(`Record ${String(index + 1)} is not valid JSON.`);
  }
}

function describeRecords(
  format: "json" | "jsonl",
  records: readonly unknown[],
): Omit<TableInspection, "rows" | "isRowCountExact"> {
  const rows = records.map(toFields);
  const names = new Set<string>();
  for (const row of rows) {
    for (const name of row.keys()) if (names.size < mostColumns) names.add(name);
  }
  const columns = [...names].map((name): ColumnInfo => {
    const types = new Set<string>();
    let missing = 0;
    for (const row of rows) {
      const value = row.get(name);
      if (value === null || value === undefined) missing += 1;
      else types.add(typeOf(value));
    }
    return {
      name: shorten(name),
      type: [...types].toSorted().join(" or ") || "nothing",
      isNullable: missing > 0,
      nulls: missing,
      min: null,
      max: null,
    };
  });
  return {
    kind: "table",
    format,
    columns,
    facts: [],
    sample: rows
      .slice(0, sampleRows)
      .map((row) => [...names].map((name) => showCell(row.get(name)))),
    warnings: [],
  };
}

export function toFields(record: unknown): Map<string, unknown> {
  return typeof record === "object" && record !== null && !Array.isArray(record)
    ? new Map(Object.entries(record))
    : new Map([["value", record]]);
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "list";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "boolean") return "true or false";
  return typeof value === "string" ? "text" : "record";
}
