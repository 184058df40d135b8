import type { DraftCell, DraftElement } from "../draft-element.ts";
import { isHeaderRow } from "./find-tables.ts";
import { joinItems, type Vocabulary } from "./join-items.ts";
import type { Line, PageItem } from "./page-model.ts";

interface Row {
  readonly y: number;
  readonly lines: Line[];
}

interface Column {
  left: number;
  right: number;
}

function rowsOf(lines: readonly Line[]): Row[] {
  const rows: Row[] = [];
  for (const line of [...lines].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1);
    if (row !== undefined && Math.abs(row.y - line.y) < line.size * 0.4) row.lines.push(line);
    else rows.push({ y: line.y, lines: [line] });
  }
  return rows;
}

function overlaps(column: Column, line: Line): boolean {
  return line.x < column.right && line.right > column.left;
}

/** Columns as the stretches of x that the rows' pieces share; null when a piece bridges two of them. */
function columnsOf(rows: readonly Row[]): Column[] | null {
  const columns: Column[] = [];
  for (const row of rows) {
    for (const line of row.lines) {
      const hit = columns.filter((column) => overlaps(column, line));
      if (hit.length > 1) return null;
      const column = hit[0];
      if (column === undefined) columns.push({ left: line.x, right: line.right });
      else {
        column.left = Math.min(column.left, line.x);
        column.right = Math.max(column.right, line.right);
      }
    }
  }
  return columns.sort((a, b) => a.left - b.left);
}

/**
 * A table without rules, recognised by three or more rows whose pieces stand in the same columns.
 * `lines` are the lines of one region; returns the lines used and the element for each table.
 */
export function findAlignedTables(
  lines: readonly Line[],
  vocabulary: Vocabulary,
): { lines: ReadonlySet<Line>; firstLine: Line; element: DraftElement }[] {
  const rows = rowsOf(lines);
  const tables: { lines: ReadonlySet<Line>; firstLine: Line; element: DraftElement }[] = [];
  for (let first = 0; first < rows.length; first += 1) {
    if ((rows[first]?.lines.length ?? 0) < 2) continue;
    let end = first + 1;
    let split = 1;
    while (end < rows.length) {
      const row = rows[end];
      const previous = rows[end - 1];
      if (
        row === undefined ||
        previous === undefined ||
        row.y - previous.y > (row.lines[0]?.size ?? 10) * 3
      )
        break;
      if (columnsOf(rows.slice(first, end + 1)) === null) break;
      if (row.lines.length < 2 && !isContinuation(row, rows.slice(first, end))) break;
      if (row.lines.length >= 2) split += 1;
      end += 1;
    }
    const taken = rows.slice(first, end);
    const columns = columnsOf(taken);
    const isTable =
      split >= 3 &&
      columns !== null &&
      columns.length >= 2 &&
      columns.length <= 12 &&
      !looksLikeText(taken, columns);
    if (!isTable) continue;
    const cells = toCells(taken, columns, vocabulary);
    const used = new Set(taken.flatMap((row) => row.lines));
    const firstLine = taken[0]?.lines[0];
    if (firstLine === undefined || cells.length < 3) continue;
    tables.push({
      lines: used,
      firstLine,
      element: {
        kind: "table",
        hasHeaderRow: isHeaderRow(cells),
        rows: cells,
        page: firstLine.page,
      },
    });
    first = end - 1;
  }
  return tables;
}

/** A single piece under a table's later column carries on the cell above it. */
function isContinuation(row: Row, above: readonly Row[]): boolean {
  const [line] = row.lines;
  const columns = columnsOf(above);
  if (line === undefined || columns === null || columns.length < 2) return false;
  const index = columns.findIndex((column) => overlaps(column, line));
  return index > 0;
}

/** Lists and wrapped text also stand in columns: a marker column or long lines give them away. */
function looksLikeText(rows: readonly Row[], columns: readonly Column[]): boolean {
  const firsts = rows.map((row) => row.lines[0]?.text ?? "");
  const markers = firsts.filter((text) =>
    /^(?:\p{S}|\p{P}|\(?[\da-z]{1,3}[.)]?)$/iu.test(text),
  ).length;
  if (columns.length === 2 && markers > rows.length * 0.6) return true;
  const pageNumbers = rows.filter((row) => /^\d{1,4}$/.test(row.lines.at(-1)?.text ?? "")).length;
  return (
    columns.length === 2 &&
    pageNumbers === rows.length &&
    rows.length > 3 &&
    firsts.some((text) => text.length > 20)
  );
}

function toCells(
  rows: readonly Row[],
  columns: readonly Column[],
  vocabulary: Vocabulary,
): DraftCell[][] {
  const grid: PageItem[][][] = [];
  let previousY = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const cells = columns.map((column) =>
      row.lines.filter((line) => overlaps(column, line)).flatMap((line) => [...line.items]),
    );
    const size = row.lines[0]?.size ?? 10;
    const last = grid.at(-1);
    const isContinued =
      last !== undefined && (cells[0]?.length ?? 0) === 0 && row.y - previousY < size * 1.6;
    if (isContinued) cells.forEach((items, index) => last[index]?.push(...items));
    else grid.push(cells);
    previousY = row.y;
  }
  return grid.map((cells) => cells.map((items) => ({ content: joinItems(items, vocabulary) })));
}
