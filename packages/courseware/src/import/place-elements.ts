import type {
  DocumentElement,
  ImportedListItem,
  SimpleElement,
} from "@byteos/contracts/imported-document";
import type { RichText } from "@byteos/contracts/rich-text";
import { plainText } from "@byteos/contracts/words";
import type { DraftElement, DraftListItem, DraftNestedList, SimpleDraft } from "./draft-element.ts";

const maxListItems = 2_000;
const maxTableRows = 5_000;
const maxTableColumns = 100;
const maxCodeLength = 500_000;
const maxCalloutChildren = 200;

class TextWriter {
  private readonly parts: string[] = [];
  length = 0;

  write(text: string): { start: number; end: number } {
    const start = this.length;
    this.parts.push(text);
    this.length += text.length;
    return { start, end: this.length };
  }

  /** A gap belongs to no element, so it is written before the next one starts. */
  gap(separator: string): void {
    if (this.length > 0) this.write(separator);
  }

  text(): string {
    return this.parts.join("");
  }
}

/**
 * Writes the canonical text and gives every element its range: elements are parted by a blank
 * line, list items and table rows by a line break, cells by a tab.
 */
export function placeElements(drafts: readonly DraftElement[]): {
  text: string;
  elements: DocumentElement[];
} {
  const writer = new TextWriter();
  const elements: DocumentElement[] = [];
  for (const draft of drafts.flatMap(withinLimits)) {
    if (!hasSubstance(draft)) continue;
    writer.gap("\n\n");
    elements.push(placeElement(writer, draft));
  }
  return { text: writer.text(), elements };
}

function hasSubstance(draft: DraftElement): boolean {
  switch (draft.kind) {
    case "divider":
    case "image":
      return true;
    case "code":
      return draft.code.trim() !== "";
    case "list":
      return draft.items.length > 0;
    case "table":
      return draft.rows.some((row) => row.some((cell) => cell.content.length > 0));
    case "callout":
      return draft.children.some(hasSubstance);
    default:
      return plainText(draft.content).trim() !== "";
  }
}

function placeElement(writer: TextWriter, draft: DraftElement): DocumentElement {
  const page = draft.page === undefined ? {} : { page: draft.page };
  if (draft.kind === "heading") {
    return { ...page, ...draft, ...writer.write(plainText(draft.content)) };
  }
  if (draft.kind === "divider") return { ...page, kind: "divider", ...writer.write("") };
  if (draft.kind !== "callout") return placeSimple(writer, draft);
  const start = writer.length;
  let isFirst = true;
  if (draft.title !== undefined) {
    writer.write(draft.title);
    isFirst = false;
  }
  const children: SimpleElement[] = [];
  for (const child of draft.children.filter(hasSubstance)) {
    if (!isFirst) writer.gap("\n\n");
    isFirst = false;
    children.push(placeSimple(writer, child));
  }
  return { ...page, ...draft, children, start, end: writer.length };
}

function placeSimple(writer: TextWriter, draft: SimpleDraft): SimpleElement {
  switch (draft.kind) {
    case "paragraph":
    case "quote":
      return { ...draft, ...writer.write(plainText(draft.content)) };
    case "code":
      return { ...draft, ...writer.write(draft.code) };
    case "list": {
      const start = writer.length;
      const items = placeItems(writer, draft.items);
      return { ...draft, items, start, end: writer.length };
    }
    case "table": {
      const start = writer.length;
      if (draft.caption !== undefined) writer.write(`${plainText(draft.caption)}\n`);
      draft.rows.forEach((row, index) => {
        if (index > 0) writer.write("\n");
        writer.write(row.map((cell) => plainText(cell.content)).join("\t"));
      });
      return { ...draft, start, end: writer.length };
    }
    case "image": {
      const start = writer.length;
      if (draft.alternativeText !== null) writer.write(draft.alternativeText);
      if (draft.caption !== undefined) {
        if (writer.length > start) writer.write("\n");
        writer.write(plainText(draft.caption));
      }
      return { ...draft, start, end: writer.length };
    }
  }
}

function placeItems(writer: TextWriter, items: readonly DraftListItem[]): ImportedListItem[] {
  return items.map((item, index) => {
    if (index > 0) writer.write("\n");
    const start = writer.length;
    writer.write(plainText(item.content));
    let list: ImportedListItem["list"];
    if (item.list !== undefined && item.list.items.length > 0) {
      if (writer.length > start) writer.write("\n");
      list = { style: item.list.style, items: placeItems(writer, item.list.items) };
    }
    return {
      content: item.content,
      start,
      end: writer.length,
      ...(list === undefined ? {} : { list }),
    };
  });
}

/** Splits what is longer than one block may be. */
function withinLimits(draft: DraftElement): DraftElement[] {
  switch (draft.kind) {
    case "list":
      return chunk(draft.items, maxListItems).map((items) => ({
        ...draft,
        items: items.map((item) => boundItem(item, 1)),
      }));
    case "table":
      return chunk(draft.rows, maxTableRows).map((rows) => ({
        ...draft,
        rows: rows.map((row) => row.slice(0, maxTableColumns)),
      }));
    case "code":
      return splitText(draft.code, maxCodeLength).map((code) => ({ ...draft, code }));
    case "callout":
      return chunk(
        draft.children.flatMap((child) => withinLimits(child) as SimpleDraft[]),
        maxCalloutChildren,
      ).map((children) => ({ ...draft, children }));
    case "image":
      return [
        {
          ...draft,
          alternativeText:
            draft.alternativeText === null ? null : draft.alternativeText.slice(0, 2_000),
        },
      ];
    default:
      return [draft];
  }
}

const maxListDepth = 6;

function boundItem(item: DraftListItem, depth: number): DraftListItem {
  if (item.list === undefined) return item;
  if (depth < maxListDepth) {
    const list: DraftNestedList = {
      style: item.list.style,
      items: item.list.items.slice(0, maxListItems).map((inner) => boundItem(inner, depth + 1)),
    };
    return { content: item.content, list };
  }
  const lines: RichText = flattenItems(item.list.items).flatMap((text) => [{ text: `\n${text}` }]);
  return { content: [...item.content, ...lines].slice(0, 5_000) };
}

function flattenItems(items: readonly DraftListItem[]): string[] {
  const texts: string[] = [];
  const pending = [...items];
  for (let item = pending.shift(); item !== undefined; item = pending.shift()) {
    texts.push(plainText(item.content));
    if (item.list !== undefined) pending.unshift(...item.list.items);
  }
  return texts.filter((text) => text !== "");
}

function chunk<T>(values: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < values.length; at += size) chunks.push(values.slice(at, at + size));
  return chunks;
}

function splitText(text: string, size: number): string[] {
  if (text.length <= size) return [text];
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const lineEnd = text.lastIndexOf("\n", at + size);
    const end = at + size >= text.length ? text.length : lineEnd > at ? lineEnd : at + size;
    parts.push(text.slice(at, end));
    at = text[end] === "\n" ? end + 1 : end;
  }
  return parts;
}
