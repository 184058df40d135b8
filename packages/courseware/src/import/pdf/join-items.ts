import type { RichText, TextMark, TextSpan } from "@byteos/contracts/rich-text";
import { makeSpan, normaliseSpans } from "../span-builder.ts";
import type { Line, PageItem } from "./page-model.ts";

/** Words of the whole file, lower case: they decide whether a hyphen at a line's end is real. */
export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  /** Whether this file's typesetter cut words at line ends at all. */
  readonly cutsWords: boolean;
}

const hyphenAtEnd = /([\p{L}\p{N}’']+(?:-[\p{L}\p{N}]+)*)[-\u2010\u00ad]\s*$/u;
const wordAtStart = /^[\p{L}\p{N}’']+/u;

/** `pages` are the texts of each page's lines. */
export function makeVocabulary(pages: readonly (readonly string[])[]): Vocabulary {
  const words = new Set<string>();
  const cuts: [string, string][] = [];
  let lineCount = 0;
  for (const lines of pages) {
    lines.forEach((line, index) => {
      lineCount += 1;
      const before = hyphenAtEnd.exec(line)?.[1];
      const after =
        before === undefined ? undefined : wordAtStart.exec(lines[index + 1] ?? "")?.[0];
      if (before !== undefined && after !== undefined)
        cuts.push([before.toLowerCase(), after.toLowerCase()]);
      const isCarriedOver = /[-\u2010\u00ad]\s*$/.test(lines[index - 1] ?? "");
      const whole = (isCarriedOver ? line.replace(/^\S+/, "") : line).replace(
        /\S+[-\u2010\u00ad]\s*$/,
        "",
      );
      for (const match of whole.toLowerCase().matchAll(/[\p{L}\p{N}’']+(?:-[\p{L}\p{N}’']+)*/gu))
        words.add(match[0]);
    });
  }
  const joined = cuts.filter(([head, tail]) => words.has(`${head}${tail}`)).length;
  const real = cuts.filter(
    ([head, tail]) => words.has(`${head}-${tail}`) || (words.has(head) && words.has(tail)),
  ).length;
  return { words, cutsWords: joined > real || cuts.length > lineCount * 0.06 };
}

function isSpaceBetween(previous: PageItem, item: PageItem): boolean {
  if (/\s$/.test(previous.text) || /^\s/.test(item.text)) return false;
  const gap = item.x - (previous.x + previous.width);
  return gap > Math.max(previous.size, item.size) * 0.18;
}

function isNewLine(previous: PageItem, item: PageItem): boolean {
  const size = Math.max(previous.size, item.size, 1);
  return Math.abs(item.y - previous.y) > size * 0.62 || item.x < previous.x - size;
}

/** Glyphs of the private use area are icons whose meaning the file does not tell. */
function readable(text: string): string {
  return text
    .replace(/\p{Co}/gu, "")
    .normalize("NFC")
    .replace(/[ﬀ-ﬆ]/g, (ligature) => ligature.normalize("NFKC"));
}

/**
 * Some fonts map a capital to its small letter. It shows as a lone small letter that starts a word
 * and touches a longer run of the same bold font.
 */
function repairCapital(items: readonly PageItem[], index: number): string {
  const item = items[index];
  if (item === undefined) return "";
  const text = readable(item.text);
  const next = items[index + 1];
  const previous = items[index - 1];
  if (!item.isBold || !/^[a-z]$/.test(text)) return text;
  const endsCapitals =
    previous !== undefined &&
    previous.font === item.font &&
    /\p{Lu}{2}$/u.test(previous.text) &&
    !isSpaceBetween(previous, item) &&
    !isNewLine(previous, item);
  if (endsCapitals && !/^\p{Ll}/u.test(next?.text ?? "")) return text.toUpperCase();
  if (next === undefined) return text;
  const isWordStart =
    previous === undefined ||
    /[\s(]$/.test(previous.text) ||
    isNewLine(previous, item) ||
    isSpaceBetween(previous, item);
  const touches =
    next.font === item.font &&
    next.text.length > 1 &&
    /^\p{L}/u.test(next.text) &&
    !isSpaceBetween(item, next) &&
    !isNewLine(item, next);
  return isWordStart && touches ? text.toUpperCase() : text;
}

function marksOf(item: PageItem, lineSize: number, lineY: number): Set<TextMark> {
  const marks = new Set<TextMark>();
  if (item.isBold) marks.add("bold");
  if (item.isItalic) marks.add("italic");
  if (item.isMonospace) marks.add("code");
  if (item.size < lineSize * 0.78 && item.y < lineY - lineSize * 0.15) marks.add("sup");
  return marks;
}

/** Text of items in reading order, line ends healed: hyphens joined where the word asks for it. */
export function joinItems(
  items: readonly PageItem[],
  vocabulary: Vocabulary,
  keepLines = false,
): RichText {
  const spans: TextSpan[] = [];
  const body = Math.max(...items.map((item) => item.size), 0);
  items.forEach((item, index) => {
    const previous = items[index - 1];
    const text = repairCapital(items, index);
    if (previous !== undefined) {
      if (isNewLine(previous, item)) breakLine(spans, text, vocabulary, keepLines);
      else if (isSpaceBetween(previous, item)) spans.push({ text: " " });
    }
    const baseline = baselineAround(items, index, body);
    if (text !== "")
      spans.push(makeSpan(text, marksOf(item, baseline.size, baseline.y), item.href));
  });
  return normaliseSpans(spans, keepLines);
}

function baselineAround(
  items: readonly PageItem[],
  index: number,
  body: number,
): { size: number; y: number } {
  const item = items[index];
  for (const neighbour of [items[index - 1], items[index + 1]]) {
    if (
      item !== undefined &&
      neighbour !== undefined &&
      neighbour.size > item.size &&
      !isNewLine(neighbour, item)
    ) {
      return { size: neighbour.size, y: neighbour.y };
    }
  }
  return { size: Math.min(item?.size ?? body, body), y: item?.y ?? 0 };
}

function breakLine(
  spans: TextSpan[],
  next: string,
  vocabulary: Vocabulary,
  keepLines: boolean,
): void {
  const last = spans.at(-1);
  if (keepLines) {
    spans.push({ text: "\n" });
    return;
  }
  if (last === undefined) return;
  if (healHyphen(last, next, vocabulary)) return;
  if (!/[\s/—]$/.test(last.text)) spans.push({ text: " " });
}

/** Takes the hyphen off `span` when it only marked a line's end; true when the words now touch. */
export function healHyphen(span: TextSpan, next: string, vocabulary: Vocabulary): boolean {
  const before = hyphenAtEnd.exec(span.text)?.[1];
  const after = wordAtStart.exec(next)?.[0];
  if (before === undefined || after === undefined) return false;
  const head = before.toLowerCase();
  const tail = after.toLowerCase();
  const { words, cutsWords } = vocabulary;
  const isKnownWord = words.has(`${head}${tail}`);
  const areBothWords = words.has(head) && words.has(tail) && tail.length > 2;
  const isBroken =
    /^\p{Ll}/u.test(after) &&
    !words.has(`${head}-${tail}`) &&
    (isKnownWord || (cutsWords && !areBothWords));
  span.text = isBroken
    ? span.text.replace(/[-\u2010\u00ad]\s*$/u, "")
    : span.text.replace(/\s+$/, "");
  if (span.text === "") span.text = "\u200b";
  return true;
}

export function lineText(items: readonly PageItem[]): string {
  let text = "";
  items.forEach((item, index) => {
    const previous = items[index - 1];
    if (previous !== undefined && isSpaceBetween(previous, item)) text += " ";
    text += repairCapital(items, index);
  });
  return text.replace(/\s+/g, " ").trim();
}

/** Gathers items into lines: same baseline, small raised or lowered runs included, wide gaps apart. */
export function makeLines(items: readonly PageItem[], page: number, gapInSizes = 1.8): Line[] {
  const sorted = items
    .filter((item) => item.text.trim() !== "")
    .sort((a, b) => a.y - b.y || a.x - b.x);
  const rows: { y: number; size: number; items: PageItem[] }[] = [];
  for (const item of [...sorted].sort((a, b) => b.size - a.size || a.y - b.y)) {
    const row = rows.find((candidate) => {
      const reach =
        Math.max(candidate.size, item.size) * (item.size < candidate.size * 0.8 ? 0.55 : 0.32);
      return Math.abs(candidate.y - item.y) <= reach;
    });
    if (row === undefined) rows.push({ y: item.y, size: item.size, items: [item] });
    else row.items.push(item);
  }
  const lines: Line[] = [];
  for (const row of rows.sort((a, b) => a.y - b.y)) {
    row.items.sort((a, b) => a.x - b.x);
    let run: PageItem[] = [];
    for (const item of row.items) {
      const previous = run.at(-1);
      const gap = previous === undefined ? 0 : item.x - (previous.x + previous.width);
      if (previous !== undefined && gap > row.size * gapInSizes) {
        lines.push(makeLine(run, page));
        run = [];
      }
      run.push(item);
    }
    if (run.length > 0) lines.push(makeLine(run, page));
  }
  return lines;
}

export function makeLine(items: readonly PageItem[], page: number): Line {
  const weights = new Map<number, number>();
  let bold = 0;
  let monospace = 0;
  let total = 0;
  for (const item of items) {
    const length = item.text.trim().length;
    weights.set(item.size, (weights.get(item.size) ?? 0) + length);
    total += length;
    if (item.isBold) bold += length;
    if (item.isMonospace) monospace += length;
  }
  const size = [...weights.entries()].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const main = items.find((item) => item.size === size) ?? items[0];
  return {
    items,
    text: lineText(items),
    x: Math.min(...items.map((item) => item.x)),
    right: Math.max(...items.map((item) => item.x + item.width)),
    y: main?.y ?? 0,
    size,
    isBold: bold > total * 0.85,
    isMonospace: monospace > total * 0.85,
    page,
  };
}
