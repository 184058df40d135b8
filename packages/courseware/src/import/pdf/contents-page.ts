import { headingKey, type OutlineEntry } from "./heading-levels.ts";
import type { Line } from "./page-model.ts";

const contentsTitle =
  /^(?:table of contents|contents|inhalt(?:sverzeichnis)?|sommaire|índice|indice)$/i;

/** A table of contents repeats the headings with page numbers: it is navigation, not something to learn. */
export function isContentsPage(lines: readonly Line[], outline: readonly OutlineEntry[]): boolean {
  if (lines.length < 4) return false;
  const rows = new Map<number, string>();
  for (const line of lines) {
    const y = Math.round(line.y / 3);
    rows.set(y, `${rows.get(y) ?? ""} ${line.text}`.trim());
  }
  const texts = [...rows.values()];
  const numbered = texts.filter((text) => /(?:\.{2,}|\s|…)\s*\d{1,4}$/.test(text)).length;
  const isTitled = texts.slice(0, 3).some((text) => contentsTitle.test(text));
  if (isTitled && numbered >= texts.length * 0.45) return true;
  const keys = new Set(outline.map((entry) => headingKey(entry.title)));
  const named = texts.filter((text) =>
    keys.has(headingKey(text.replace(/[\s.…]*\d{1,4}$/, ""))),
  ).length;
  return numbered >= texts.length * 0.7 && named >= 4;
}
