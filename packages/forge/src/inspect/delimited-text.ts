import type { ColumnInfo, TableInspection } from "@byteos/contracts/file-inspection";
import { badFile, type ByteSource } from "./byte-source.ts";
import { shorten } from "./cell-text.ts";
import { decodeSample } from "./text-sample.ts";

const sampleBytes = 256 * 1024;
const sampleRows = 100;
const mostColumns = 2_000;
const delimiters = [",", "\t", ";", "|"] as const;

/** Columns, guessed types and first rows of a CSV or TSV file (RFC 4180, any of four separators), from its first bytes. */
export async function inspectDelimited(source: ByteSource): Promise<TableInspection> {
  const end = Math.min(source.size, sampleBytes);
  const isWhole = end === source.size;
  const text = decodeSample(await source.read(0, end), isWhole);
  const delimiter = findDelimiter(text);
  const records = splitRecords(text, delimiter, isWhole);
  const [names, ...rows] = records;
  if (names === undefined) throw badFile("There is no row in this file.");
  if (names.length > mostColumns) throw badFile("There are more columns than can be shown.");
  const columns = names.map((name, index) => describeColumn(name, index, rows, isWhole));
  const uneven = rows.filter((row) => row.length !== names.length).length;
  return {
    kind: "table",
    format: delimiter === "\t" ? "tsv" : "csv",
    columns,
    rows: isWhole ? rows.length : estimateRows(text, records.length, source.size, end),
    isRowCountExact: isWhole,
    facts: [{ key: "separator", value: delimiter === "\t" ? "tab" : delimiter }],
    sample: rows
      .slice(0, sampleRows)
      .map((row) => names.map((_, index) => shorten(row[index] ?? ""))),
    warnings:
      uneven > 0 ? [`${String(uneven)} of the first rows have another number of cells.`] : [],
  };
}

/** The separator that gives the first lines the most cells, as evenly as any. */
export function findDelimiter(text: string): string {
  const scores = delimiters.map((delimiter) => {
    const counts = splitRecords(text.slice(0, 16_384), delimiter, false)
      .slice(0, 20)
      .map((row) => row.length);
    const width = counts[0] ?? 1;
    const even = counts.filter((count) => count === width).length / Math.max(1, counts.length);
    return { delimiter, score: width > 1 ? even * 10 + Math.min(width, 50) / 50 : 0 };
  });
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

/**
 * Records of quoted text. With `isWhole` false the last one, which may be cut off, is left out. `ends` is given
 * the place in the text behind each.
 */
export function splitRecords(
  text: string,
  delimiter: string,
  isWhole: boolean,
  ends: number[] = [],
): string[][] {
  const records: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let at = 0;
  let isQuoted = false;
  const endCell = (): void => {
    row.push(cell);
    cell = "";
  };
  const endRow = (): void => {
    endCell();
    if (row.length > 1 || row[0] !== "") {
      records.push(row);
      ends.push(at + 1);
    }
    row = [];
  };
  while (at < text.length) {
    if (isQuoted) {
      const quote = text.indexOf('"', at);
      if (quote < 0) break;
      cell += text.slice(at, quote);
      isQuoted = text[quote + 1] === '"';
      if (isQuoted) cell += '"';
      at = quote + (isQuoted ? 2 : 1);
      continue;
    }
    const character = text[at] ?? "";
    if (character === '"' && cell === "") isQuoted = true;
    else if (character === delimiter) endCell();
    else if (character === "\n") endRow();
    else if (character !== "\r" || text[at + 1] !== "\n") cell += character;
    at += 1;
  }
  if (isWhole && (cell !== "" || row.length > 0)) endRow();
  return records;
}

function describeColumn(
  name: string,
  index: number,
  rows: readonly string[][],
  isWhole: boolean,
): ColumnInfo {
  const values = rows.map((row) => row[index] ?? "");
  const filled = values.filter((value) => value !== "");
  const type = guessType(filled);
  const isNumeric = type === "integer" || type === "number";
  const sorted = isNumeric
    ? filled.toSorted((a, b) => Number(a) - Number(b))
    : type === "date" || type === "time"
      ? filled.toSorted()
      : [];
  return {
    name: name.trim() === "" ? `column ${String(index + 1)}` : shorten(name.trim()),
    type,
    isNullable: filled.length < values.length,
    nulls: isWhole ? values.length - filled.length : null,
    min: isWhole ? (sorted[0] ?? null) : null,
    max: isWhole ? (sorted.at(-1) ?? null) : null,
  };
}

function guessType(values: readonly string[]): string {
  if (values.length === 0) return "text";
  const all = (pattern: RegExp) => values.every((value) => pattern.test(value));
  if (all(/^[+-]?\d{1,15}$/)) return "integer";
  if (all(/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/)) return "number";
  if (all(/^(?:true|false)$/i)) return "true or false";
  if (all(/^\d{4}-\d\d-\d\d$/)) return "date";
  if (all(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/)) return "time";
  return "text";
}

function estimateRows(text: string, records: number, size: number, read: number): number | null {
  if (records < 2 || text.length === 0) return null;
  return Math.max(records - 1, Math.round((size / read) * records) - 1);
}
