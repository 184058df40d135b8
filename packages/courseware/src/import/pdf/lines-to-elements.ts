import type { RichText } from "@byteos/contracts/rich-text";
import { plainText } from "@byteos/contracts/words";
import type { DraftElement, DraftListItem, DraftNestedList } from "../draft-element.ts";
import { findAlignedTables } from "./align-table.ts";
import { headingKey, type Typography } from "./heading-levels.ts";
import { joinItems, type Vocabulary } from "./join-items.ts";
import { readListMarker } from "./list-markers.ts";
import type { Line } from "./page-model.ts";
import { cutStart, withoutMark } from "./rich-text-cut.ts";

export interface LayoutContext {
  readonly vocabulary: Vocabulary;
  readonly typography: Typography;
  /** Bookmark depth by heading key; empty when the file has none that match its text. */
  readonly outlineDepths: ReadonlyMap<string, number>;
}

interface Group {
  lines: Line[];
  kind: "text" | "heading" | "list" | "code";
  level: number;
}

const terminal = /[.!?:;”"’)\]]$/;

/** Turns the lines of one region, top to bottom, into headings, paragraphs, lists, code and tables. */
export function linesToElements(lines: readonly Line[], context: LayoutContext): DraftElement[] {
  const tables = findAlignedTables(lines, context.vocabulary);
  const tableLines = new Set(tables.flatMap((table) => [...table.lines]));
  const elements: DraftElement[] = [];
  let run: Line[] = [];
  const flush = (): void => {
    if (run.length > 0)
      elements.push(...groupsToElements(groupLines(mergeRow(run), context), context));
    run = [];
  };
  for (const line of lines) {
    const table = tables.find((found) => found.firstLine === line);
    if (table !== undefined) {
      flush();
      elements.push(table.element);
    } else if (!tableLines.has(line)) run.push(line);
  }
  flush();
  return elements;
}

/** Pieces of one baseline that belong to no table read as one line. */
function mergeRow(lines: readonly Line[]): Line[] {
  const merged: Line[] = [];
  for (const line of lines) {
    const last = merged.at(-1);
    if (last !== undefined && Math.abs(last.y - line.y) < line.size * 0.3 && line.x >= last.right) {
      merged[merged.length - 1] = {
        ...last,
        items: [...last.items, ...line.items],
        text: `${last.text} ${line.text}`,
        right: line.right,
        isBold: last.isBold && line.isBold,
        isMonospace: last.isMonospace && line.isMonospace,
      };
    } else merged.push(line);
  }
  return merged;
}

function usualLeading(lines: readonly Line[]): number {
  const steps = lines
    .slice(1)
    .map((line, index) => ({ step: line.y - (lines[index]?.y ?? 0), size: line.size }))
    .filter(({ step, size }) => step > size * 0.8 && step < size * 2.2)
    .map(({ step, size }) => step / size)
    .sort((a, b) => a - b);
  return steps[Math.floor(steps.length * 0.4)] ?? 1.3;
}

function headingLevelOf(line: Line, context: LayoutContext): number | null {
  const depth = context.outlineDepths.get(headingKey(line.text));
  const isPlainText = line.size <= context.typography.bodySize * 1.05 && !line.isBold;
  if (depth !== undefined && !isPlainText) return Math.min(6, depth);
  if (line.isMonospace || line.text.length > 160) return null;
  const isLarger = line.size >= context.typography.bodySize * 1.12;
  if (!/\p{L}{2}/u.test(line.text) && !isLarger) return null;
  if (!isLarger && /[.,;]$/.test(line.text)) return null;
  return context.typography.levelOf(line.size, line.isBold);
}

function groupLines(lines: readonly Line[], context: LayoutContext): Group[] {
  const leading = usualLeading(lines);
  const left = Math.min(...lines.map((line) => line.x));
  const right = Math.max(...lines.map((line) => line.right));
  const groups: Group[] = [];
  lines.forEach((line, index) => {
    const previous = lines[index - 1];
    const group = groups.at(-1);
    const level = headingLevelOf(line, context);
    const kind: Group["kind"] =
      level !== null
        ? "heading"
        : line.isMonospace
          ? "code"
          : readListMarker(line.text) !== null
            ? "list"
            : "text";
    const gap =
      previous === undefined ? 0 : (line.y - previous.y) / Math.max(line.size, previous.size);
    const isNear = previous !== undefined && gap > 0 && gap < leading * 1.28;
    if (group === undefined || previous === undefined) {
      groups.push({ lines: [line], kind, level: level ?? 0 });
      return;
    }
    const isSameLook = Math.abs(line.size - previous.size) < previous.size * 0.08;
    const isHeadingGoingOn =
      group.kind === "heading" &&
      kind === "heading" &&
      isSameLook &&
      line.isBold === previous.isBold &&
      gap < 1.7 &&
      gap > 0;
    const isCodeGoingOn = group.kind === "code" && kind === "code" && gap < 3 && gap > 0;
    const endsEarly = previous.right < right - (right - left) * 0.18;
    const isIndented = line.x > left + line.size * 0.8 && line.x > previous.x + line.size * 0.6;
    const startsAnew =
      (endsEarly && terminal.test(previous.text) && /^[\p{Lu}\p{N}“"‘(]/u.test(line.text)) ||
      (isIndented && group.kind === "text" && (terminal.test(previous.text) || endsEarly));
    const isTextGoingOn =
      kind === "text" &&
      (group.kind === "text" || group.kind === "list") &&
      isNear &&
      isSameLook &&
      !startsAnew;
    const isOutdented =
      group.kind === "list" && line.x < (group.lines[0]?.x ?? 0) - line.size * 0.3;
    if (isHeadingGoingOn || isCodeGoingOn || (isTextGoingOn && !isOutdented))
      group.lines.push(line);
    else groups.push({ lines: [line], kind, level: level ?? 0 });
  });
  return groups;
}

function groupsToElements(groups: readonly Group[], context: LayoutContext): DraftElement[] {
  const elements: DraftElement[] = [];
  let listStarts: number[] = [];
  for (const group of groups) {
    const [first] = group.lines;
    if (first === undefined) continue;
    const page = first.page;
    const items = group.lines.flatMap((line) => [...line.items]);
    if (group.kind === "heading") {
      const content = withoutMark(joinItems(items, context.vocabulary), "bold");
      const key = headingKey(plainText(content));
      const level =
        context.outlineDepths.get(key) ?? numberedDepth(plainText(content)) ?? group.level;
      elements.push({ kind: "heading", level: Math.min(6, level), content, page });
    } else if (group.kind === "code") {
      elements.push({ kind: "code", code: codeOf(group.lines), page });
    } else {
      const content = joinItems(items, context.vocabulary);
      const marker = group.kind === "list" ? readListMarker(plainText(content)) : null;
      if (marker === null) elements.push({ kind: "paragraph", content, page });
      else {
        const last = elements.at(-1);
        const isGoingOn = last?.kind === "list";
        if (!isGoingOn) listStarts = [];
        addListItem(elements, listStarts, {
          x: first.x,
          style: marker.style,
          content: cutStart(content, marker.length),
          page,
        });
      }
    }
  }
  return elements;
}

/** "3.2 Methods" says its own depth. */
function numberedDepth(text: string): number | null {
  const number = /^(\d{1,2}(?:\.\d{1,2}){1,4})\.?\s+\p{L}/u.exec(text)?.[1];
  return number === undefined ? null : number.split(".").length;
}

function codeOf(lines: readonly Line[]): string {
  const left = Math.min(...lines.map((line) => line.x));
  return lines
    .map((line) => {
      const advance =
        line.items[0] === undefined
          ? line.size * 0.6
          : line.items[0].width / Math.max(1, line.items[0].text.length);
      const indent = Math.max(0, Math.round((line.x - left) / Math.max(1, advance)));
      return " ".repeat(Math.min(indent, 80)) + line.text;
    })
    .join("\n");
}

interface NewItem {
  readonly x: number;
  readonly style: "bullet" | "ordered";
  readonly content: RichText;
  readonly page: number;
}

function addListItem(elements: DraftElement[], starts: number[], item: NewItem): void {
  const last = elements.at(-1);
  while (starts.length > 1 && item.x < (starts.at(-1) ?? 0) - 4) starts.pop();
  const isDeeper = starts.length > 0 && item.x > (starts.at(-1) ?? 0) + 6;
  if (isDeeper && starts.length < 6) starts.push(item.x);
  if (starts.length === 0) starts.push(item.x);
  if (last?.kind !== "list" || (starts.length === 1 && last.style !== item.style)) {
    starts.length = 0;
    starts.push(item.x);
    elements.push({
      kind: "list",
      style: item.style,
      items: [{ content: item.content }],
      page: item.page,
    });
    return;
  }
  let list: DraftNestedList = last;
  for (let depth = 1; depth < starts.length; depth += 1) {
    const parent: DraftListItem | undefined = list.items.at(-1);
    if (parent === undefined) break;
    parent.list ??= { style: item.style, items: [] };
    list = parent.list;
  }
  list.items.push({ content: item.content });
}
