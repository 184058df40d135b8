import type { DraftCell, DraftElement } from "../draft-element.ts";
import { joinItems, makeLines, type Vocabulary } from "./join-items.ts";
import type { PageItem, PageRule } from "./page-model.ts";

export interface FoundTable {
  readonly items: ReadonlySet<PageItem>;
  readonly top: number;
  readonly element: DraftElement;
}

/** Values closer than `reach` become one. */
function cluster(values: readonly number[], reach: number): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const groups: number[][] = [];
  for (const value of sorted) {
    const group = groups.at(-1);
    if (group !== undefined && value - (group.at(-1) ?? value) <= reach) group.push(value);
    else groups.push([value]);
  }
  return groups.map((group) => group.reduce((sum, value) => sum + value, 0) / group.length);
}

interface Box {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Groups rules that touch into frames, each of which may be a table. */
function frames(rules: readonly PageRule[]): PageRule[][] {
  const long = rules
    .filter((rule) => rule.x2 - rule.x1 > 12 || rule.y2 - rule.y1 > 6)
    .slice(0, 1_500);
  const groups: { box: Box; rules: PageRule[] }[] = [];
  for (const rule of long) {
    const touching = groups.filter(
      ({ box }) =>
        rule.x1 <= box.x2 + 3 &&
        rule.x2 >= box.x1 - 3 &&
        rule.y1 <= box.y2 + 3 &&
        rule.y2 >= box.y1 - 3,
    );
    const merged: { box: Box; rules: PageRule[] } = { box: { ...rule }, rules: [rule] };
    for (const group of touching) {
      merged.rules.push(...group.rules);
      merged.box = {
        x1: Math.min(merged.box.x1, group.box.x1),
        y1: Math.min(merged.box.y1, group.box.y1),
        x2: Math.max(merged.box.x2, group.box.x2),
        y2: Math.max(merged.box.y2, group.box.y2),
      };
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(merged);
  }
  return groups.map((group) => group.rules);
}

/** Tables drawn with lines: the lines give rows and columns, missing pieces of lines give spans. */
export function findRuledTables(
  items: readonly PageItem[],
  rules: readonly PageRule[],
  vocabulary: Vocabulary,
  page: number,
): FoundTable[] {
  const tables: FoundTable[] = [];
  for (const frame of frames(rules)) {
    const verticals = frame.filter((rule) => rule.x2 - rule.x1 < 1);
    const horizontals = frame.filter((rule) => rule.y2 - rule.y1 < 1);
    const xs = cluster(
      verticals.map((rule) => rule.x1),
      3,
    );
    const ys = cluster(
      horizontals.map((rule) => rule.y1),
      3,
    );
    if (xs.length < 3 || ys.length < 3 || xs.length > 60 || ys.length > 400) continue;
    const table = readGrid(items, { xs, ys, verticals, horizontals }, vocabulary);
    if (table === null) continue;
    tables.push({ ...table, top: ys[0] ?? 0, element: { ...table.element, page } });
  }
  return tables;
}

interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly verticals: readonly PageRule[];
  readonly horizontals: readonly PageRule[];
}

function readGrid(
  items: readonly PageItem[],
  grid: Grid,
  vocabulary: Vocabulary,
): { items: Set<PageItem>; element: DraftElement } | null {
  const { xs, ys } = grid;
  const used = new Set<PageItem>();
  const columns = xs.length - 1;
  const taken = new Set<string>();
  const rows: DraftCell[][] = [];
  let filled = 0;
  for (let row = 0; row + 1 < ys.length; row += 1) {
    const cells: DraftCell[] = [];
    for (let column = 0; column < columns; column += 1) {
      if (taken.has(`${row},${column}`)) continue;
      const top = ys[row] ?? 0;
      const bottom = ys[row + 1] ?? 0;
      const middle = (top + bottom) / 2;
      let end = column + 1;
      while (
        end < columns &&
        !grid.verticals.some(
          (rule) =>
            Math.abs(rule.x1 - (xs[end] ?? 0)) <= 3 && rule.y1 <= middle && rule.y2 >= middle,
        )
      )
        end += 1;
      const left = xs[column] ?? 0;
      const right = xs[end] ?? 0;
      const center = (left + right) / 2;
      let endRow = row + 1;
      while (
        endRow + 1 < ys.length &&
        !grid.horizontals.some(
          (rule) =>
            Math.abs(rule.y1 - (ys[endRow] ?? 0)) <= 3 && rule.x1 <= center && rule.x2 >= center,
        )
      )
        endRow += 1;
      for (let below = row; below < endRow; below += 1)
        for (let beside = column; beside < end; beside += 1) taken.add(`${below},${beside}`);
      const floor = ys[endRow] ?? bottom;
      const inside = items.filter((item) => {
        const x = item.x + item.width / 2;
        const y = item.y - item.size * 0.3;
        return x >= left - 2 && x <= right + 2 && y >= top - 1 && y <= floor + 1 && !used.has(item);
      });
      for (const item of inside) used.add(item);
      const content = joinItems(inReadingOrder(inside), vocabulary);
      if (content.length > 0) filled += 1;
      cells.push({
        content,
        ...(end - column > 1 ? { columnSpan: Math.min(100, end - column) } : {}),
        ...(endRow - row > 1 ? { rowSpan: Math.min(1_000, endRow - row) } : {}),
      });
    }
    if (cells.length > 0) rows.push(cells);
  }
  const total = rows.reduce((sum, row) => sum + row.length, 0);
  if (rows.length < 2 || total < 4 || filled < total * 0.4) return null;
  return { items: used, element: { kind: "table", hasHeaderRow: isHeaderRow(rows), rows } };
}

export function inReadingOrder(items: readonly PageItem[]): PageItem[] {
  return makeLines(items, 0, 1_000).flatMap((line) => [...line.items]);
}

export function isHeaderRow(rows: readonly DraftCell[][]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined || rest.length === 0) return false;
  const isBold = (cell: DraftCell): boolean =>
    cell.content.length > 0 &&
    cell.content.every((span) => span.marks?.includes("bold") === true || span.text.trim() === "");
  const filled = first.filter((cell) => cell.content.length > 0);
  return (
    filled.length >= first.length / 2 &&
    filled.every(isBold) &&
    !rest.every((row) => row.every(isBold))
  );
}
