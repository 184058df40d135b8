import type { RichText } from "@byteos/contracts/rich-text";
import type { Element } from "hast";
import type { DraftCell } from "../draft-element.ts";
import { readInline } from "./inline-reader.ts";
import { findAll, textProperty } from "./tree.ts";

export interface ReadTable {
  /** Used to arrange a page, not to show data: its cells are read as ordinary content. */
  isLayout: boolean;
  hasHeaderRow: boolean;
  rows: DraftCell[][];
  caption?: RichText;
  images: Element[];
}

const rowTag = new Set(["tr"]);
const cellTags = new Set(["td", "th"]);
const captionTag = new Set(["caption"]);
const complexTags = new Set(["h1", "h2", "h3", "h4", "table", "pre"]);

function spanOf(cell: Element, name: "colSpan" | "rowSpan", limit: number): number {
  const value = Number(textProperty(cell.properties, name) ?? 1);
  return Number.isInteger(value) && value > 1 ? Math.min(value, limit) : 1;
}

export function readTable(table: Element): ReadTable {
  const images: Element[] = [];
  const caption = findAll(table, captionTag)[0];
  const sourceRows = findAll(table, rowTag);
  const isLayout =
    textProperty(table.properties, "role") === "presentation" ||
    sourceRows.length === 0 ||
    findAll(table, complexTags).length > 0 ||
    sourceRows.every((row) => findAll(row, cellTags).length <= 1);
  let hasHeaderRow = false;
  const rows: DraftCell[][] = [];
  if (!isLayout) {
    for (const row of sourceRows) {
      const cells = findAll(row, cellTags);
      if (rows.length === 0)
        hasHeaderRow = cells.length > 0 && cells.every((cell) => cell.tagName === "th");
      rows.push(
        cells.map((cell) => {
          const inline = readInline(cell.children);
          images.push(...inline.images);
          const columnSpan = spanOf(cell, "colSpan", 100);
          const rowSpan = spanOf(cell, "rowSpan", 1_000);
          return {
            content: inline.content,
            ...(columnSpan > 1 ? { columnSpan } : {}),
            ...(rowSpan > 1 ? { rowSpan } : {}),
          };
        }),
      );
    }
  }
  const read = caption === undefined ? [] : readInline(caption.children).content;
  return { isLayout, hasHeaderRow, rows, images, ...(read.length > 0 ? { caption: read } : {}) };
}
