import { makeLines } from "./join-items.ts";
import type { Line, PageContent, PageItem } from "./page-model.ts";

const edgeShare = 0.12;

interface EdgeLine {
  readonly line: Line;
  readonly key: string;
}

function edgeLines(page: PageContent): EdgeLine[] {
  const upright = page.items.filter((item) => !item.isRotated);
  return makeLines(upright, page.number, 6)
    .filter((line) => line.y < page.height * edgeShare || line.y > page.height * (1 - edgeShare))
    .map((line) => {
      const place = line.y < page.height / 2 ? "top" : "bottom";
      const words = line.text
        .toLowerCase()
        .replace(/\d+|\b[ivxlc]+\b/g, "#")
        .replace(/\s+/g, " ");
      return { line, key: `${place} ${Math.round(line.y / 6)} ${words}` };
    });
}

/** Numbers standing alone as a page's first or last line that count up with the pages. */
function findPageNumbers(pages: readonly PageContent[]): Set<PageItem> {
  const found: { offset: number; line: Line }[] = [];
  for (const page of pages) {
    const lines = makeLines(
      page.items.filter((item) => !item.isRotated),
      page.number,
      6,
    );
    for (const line of new Set([lines[0], lines.at(-1)])) {
      if (line !== undefined && /^\d{1,4}$/.test(line.text))
        found.push({ offset: Number(line.text) - page.number, line });
    }
  }
  const counts = new Map<number, number>();
  for (const { offset } of found) counts.set(offset, (counts.get(offset) ?? 0) + 1);
  const steady = found.filter(({ offset }) => (counts.get(offset) ?? 0) >= 2);
  return new Set(steady.flatMap(({ line }) => [...line.items]));
}

/**
 * Items of running heads, feet and page numbers: lines near an edge that return at the same height
 * on several pages, numbers alone counting as equal.
 */
export function findRunningItems(pages: readonly PageContent[]): ReadonlySet<PageItem> {
  const lines = pages.map(edgeLines);
  const counts = new Map<string, number>();
  for (const page of lines) {
    for (const key of new Set(page.map((entry) => entry.key)))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const needed = pages.length < 4 ? 2 : 3;
  const running = findPageNumbers(pages);
  for (const page of lines) {
    for (const { line, key } of page) {
      const isNumber = /^(?:page\s+)?[#\divxlc]+(?:\s*(?:of|\/)\s*\d+)?$/i.test(line.text);
      const repeats = (counts.get(key) ?? 0) >= needed;
      const isLone = isNumber && line.text.length <= 14 && pages.length > 1;
      if (repeats || isLone) for (const item of line.items) running.add(item);
    }
  }
  return running;
}
