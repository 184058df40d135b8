import type { PageItem } from "./page-model.ts";

interface Row {
  top: number;
  bottom: number;
  items: PageItem[];
}

function makeRows(items: readonly PageItem[]): Row[] {
  const rows: Row[] = [];
  for (const item of [...items].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    const top = item.y - item.size;
    if (row !== undefined && item.y - row.bottom < item.size * 0.5) {
      row.items.push(item);
      row.bottom = Math.max(row.bottom, item.y);
    } else rows.push({ top, bottom: item.y, items: [item] });
  }
  return rows;
}

interface Cut {
  readonly x: number;
  readonly firstRow: number;
  readonly endRow: number;
}

const minSideRows = 4;

/** Free horizontal stretches of a row between its outermost words. */
function gapsOf(row: Row): { from: number; to: number }[] {
  const sorted = [...row.items].sort((a, b) => a.x - b.x);
  const gaps: { from: number; to: number }[] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const item of sorted) {
    if (Number.isFinite(right) && item.x - right > item.size * 0.7)
      gaps.push({ from: right, to: item.x });
    right = Math.max(right, item.x + item.width);
  }
  return gaps;
}

/** Whether one side of a gutter reads as running text rather than as cells of a table. */
function isTextColumn(rows: readonly Row[], isInside: (item: PageItem) => boolean): boolean {
  const widths: number[] = [];
  let size = 0;
  for (const row of rows) {
    const inside = row.items.filter(isInside);
    if (inside.length === 0) continue;
    size = Math.max(size, ...inside.map((item) => item.size).slice(0, 1));
    widths.push(
      Math.max(...inside.map((item) => item.x + item.width)) -
        Math.min(...inside.map((item) => item.x)),
    );
  }
  if (widths.length < minSideRows) return false;
  widths.sort((a, b) => a - b);
  const median = widths[Math.floor(widths.length / 2)] ?? 0;
  const typicalSize = rows.flatMap((row) => row.items)[0]?.size ?? 10;
  return median > typicalSize * 11;
}

function findCut(rows: readonly Row[]): Cut | null {
  const candidates = new Map<number, number>();
  for (const row of rows) {
    for (const gap of gapsOf(row)) {
      const key = Math.round((gap.from + gap.to) / 8);
      candidates.set(key, (candidates.get(key) ?? 0) + 1);
    }
  }
  // Columns whose lines never share a baseline leave no gap within any row: edges are tried too.
  for (const row of rows) {
    const left = Math.min(...row.items.map((item) => item.x));
    const key = Math.round((left - 3) / 4);
    candidates.set(key, (candidates.get(key) ?? 0) + 0.5);
  }
  const tried = [...candidates.entries()].sort((a, b) => b[1] - a[1]).slice(0, 24);
  let best: Cut | null = null;
  for (const [key] of tried) {
    const cut = bestRun(rows, key * 4);
    if (cut !== null && (best === null || cut.endRow - cut.firstRow > best.endRow - best.firstRow))
      best = cut;
  }
  return best;
}

function bestRun(rows: readonly Row[], x: number): Cut | null {
  let best: Cut | null = null;
  let first = 0;
  const consider = (end: number): void => {
    const run = rows.slice(first, end);
    if (run.length < minSideRows || (best !== null && run.length <= best.endRow - best.firstRow))
      return;
    const isLeft = (item: PageItem): boolean => item.x + item.width / 2 < x;
    if (isTextColumn(run, isLeft) && isTextColumn(run, (item) => !isLeft(item)))
      best = { x, firstRow: first, endRow: end };
  };
  rows.forEach((row, index) => {
    const isCrossed = row.items.some((item) => item.x < x - 1 && item.x + item.width > x + 1);
    if (isCrossed) {
      consider(index);
      first = index + 1;
    }
  });
  consider(rows.length);
  return best;
}

const maxDepth = 6;

/**
 * Reading order of a page without tags: where a gutter runs down between two columns of text, what
 * is above comes first, then left, right, and what is below (a recursive X-Y cut on text runs).
 */
export function splitIntoRegions(items: readonly PageItem[], depth = 0): PageItem[][] {
  if (items.length === 0) return [];
  const rows = makeRows(items);
  const cut = depth >= maxDepth ? null : findCut(rows);
  if (cut === null) return [[...items]];
  const above = rows.slice(0, cut.firstRow).flatMap((row) => row.items);
  const inside = rows.slice(cut.firstRow, cut.endRow).flatMap((row) => row.items);
  const below = rows.slice(cut.endRow).flatMap((row) => row.items);
  const isLeft = (item: PageItem): boolean => item.x + item.width / 2 < cut.x;
  return [
    ...splitIntoRegions(above, depth + 1),
    ...splitIntoRegions(inside.filter(isLeft), depth + 1),
    ...splitIntoRegions(
      inside.filter((item) => !isLeft(item)),
      depth + 1,
    ),
    ...splitIntoRegions(below, depth + 1),
  ];
}
