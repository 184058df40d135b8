import type { RowPage } from "@byteos/contracts/file-inspection";
import { badFile, type ByteSource } from "../inspect/byte-source.ts";
import { shorten, showCell } from "../inspect/cell-text.ts";
import { findDelimiter, splitRecords } from "../inspect/delimited-text.ts";
import { parseRecord, toFields } from "../inspect/json-table.ts";
import { decodeSample } from "../inspect/text-sample.ts";

const firstBytes = 256 * 1024;
const mostBytes = 4 * 1024 * 1024;
const encoder = new TextEncoder();

interface Records<Item> {
  readonly items: readonly Item[];
  /** Place in the text behind each item. */
  readonly ends: readonly number[];
}

/** Rows of a CSV or TSV file; the cursor is a byte of the file, 0 the row behind the heading. */
export async function readDelimitedRows(
  source: ByteSource,
  cursor: number,
  count: number,
): Promise<RowPage> {
  const head = decodeSample(
    await source.read(0, Math.min(source.size, firstBytes)),
    source.size <= firstBytes,
  );
  const delimiter = findDelimiter(head);
  const heading: number[] = [];
  const [names] = splitRecords(head, delimiter, source.size <= firstBytes, heading);
  if (names === undefined) throw badFile("There is no row in this file.");
  const columns = names.map((name, at) => name.trim() || `column ${String(at + 1)}`).map(shorten);
  const start = cursor === 0 ? await bytesOf(source, head, heading[0] ?? 0) : cursor;
  const page = await readRecords(source, start, count, (text, isWhole) => {
    const ends: number[] = [];
    return { items: splitRecords(text, delimiter, isWhole, ends), ends };
  });
  const rows = page.items.map((row) => columns.map((_, at) => shorten(row[at] ?? "")));
  return { columns, rows, cursor, next: page.next };
}

/** Records of a file with one JSON value a line; the columns are the fields of these records. */
export async function readJsonLineRows(
  source: ByteSource,
  cursor: number,
  count: number,
): Promise<RowPage> {
  const page = await readRecords(source, cursor, count, splitLines);
  return {
    ...fieldsOf(page.items.map((line, at) => parseRecord(line, at))),
    cursor,
    next: page.next,
  };
}

/** Values as a table: each field that any of them has is a column. */
export function fieldsOf(values: readonly unknown[]): Pick<RowPage, "columns" | "rows"> {
  const rows = values.map(toFields);
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return {
    columns: columns.map(shorten),
    rows: rows.map((row) => columns.map((name) => showCell(row.get(name)))),
  };
}

function splitLines(text: string, isWhole: boolean): Records<string> {
  const items: string[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\n", at);
    if (end === -1 && !isWhole) break;
    const line = text.slice(at, end === -1 ? text.length : end);
    at = end === -1 ? text.length : end + 1;
    if (line.trim() === "") continue;
    items.push(line);
    ends.push(at);
  }
  return { items, ends };
}

/** As many records from a byte on as are wanted and lie near; more is read when not one is whole. */
async function readRecords<Item>(
  source: ByteSource,
  start: number,
  count: number,
  split: (text: string, isWhole: boolean) => Records<Item>,
): Promise<{ items: readonly Item[]; next: number | null }> {
  if (start >= source.size) return { items: [], next: null };
  for (let length = firstBytes; ; length = Math.min(mostBytes, length * 4)) {
    const end = Math.min(source.size, start + length);
    const isWhole = end === source.size;
    const text = decodeSample(await source.read(start, end), isWhole);
    const { items, ends } = split(text, isWhole);
    const last = Math.min(count, items.length);
    if (last > 0) {
      const behind = start + (await bytesOf(source, text, ends[last - 1] ?? 0, start));
      return { items: items.slice(0, last), next: behind < source.size ? behind : null };
    }
    if (isWhole) return { items: [], next: null };
    if (length === mostBytes) throw badFile("One record of this file is longer than can be shown.");
  }
}

/** Bytes of the first characters of a text that was decoded from `start` on; a byte order mark is none of them. */
async function bytesOf(
  source: ByteSource,
  text: string,
  characters: number,
  start = 0,
): Promise<number> {
  const bytes = encoder.encode(text.slice(0, characters)).length;
  if (source.size < start + 3) return bytes;
  const [one, two, three] = await source.read(start, start + 3);
  return bytes + (one === 0xef && two === 0xbb && three === 0xbf ? 3 : 0);
}
