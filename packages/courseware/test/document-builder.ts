import { createHash } from "node:crypto";
import { DocumentId } from "@byteos/contracts/ids";
import type { DocumentElement } from "@byteos/contracts/imported-document";
import { ImportedDocument } from "@byteos/contracts/imported-document";
import type { RichText } from "@byteos/contracts/rich-text";
import { plainText, richText } from "@byteos/contracts/words";
import type { SourceDocument } from "../src/outline/propose-outline.ts";

export const documentIdOf = (index: number) =>
  DocumentId.parse(`00000000-0000-4000-8400-${String(index).padStart(12, "0")}`);

/** Spans with `code`, **bold** and *italic* marks read from the text. */
function spansOf(text: string): RichText {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*)/).flatMap((part): RichText => {
    if (part === "") return [];
    if (part.startsWith("`")) return [{ text: part.slice(1, -1), marks: ["code"] }];
    if (part.startsWith("**")) return [{ text: part.slice(2, -2), marks: ["bold"] }];
    if (part.startsWith("*")) return [{ text: part.slice(1, -1), marks: ["italic"] }];
    return richText(part);
  });
}

/**
 * A document from a few lines: "# " to "###### " headings, "- " and "1. " lists, "| " tables with a header,
 * anything else a paragraph; blocks are parted by blank lines.
 */
export function documentFrom(markup: string, index = 1, title = ""): SourceDocument {
  let text = "";
  const elements: DocumentElement[] = [];
  const write = (content: string) => {
    const start = text.length;
    text += content;
    return { start, end: text.length };
  };
  for (const block of markup.trim().split(/\n\s*\n/)) {
    if (text !== "") text += "\n\n";
    const lines = block.split("\n").map((line) => line.trim());
    const [first = ""] = lines;
    const heading = /^(#{1,6}) (.*)$/.exec(first);
    if (heading?.[1] && heading[2]) {
      elements.push({
        kind: "heading",
        level: heading[1].length,
        content: richText(heading[2]),
        ...write(heading[2]),
      });
    } else if (/^(?:- |\d+\. )/.test(first)) {
      const start = text.length;
      const items = lines.map((line, position) => {
        if (position > 0) text += "\n";
        const content = spansOf(line.replace(/^(?:- |\d+\. )/, ""));
        return { content, ...write(plainText(content)) };
      });
      elements.push({
        kind: "list",
        style: first.startsWith("- ") ? "bullet" : "ordered",
        items,
        start,
        end: text.length,
      });
    } else if (first.startsWith("| ")) {
      const rows = lines.map((line) =>
        line
          .replace(/^\| | \|$/g, "")
          .split(" | ")
          .map((cell) => ({ content: spansOf(cell) })),
      );
      const place = write(
        rows.map((row) => row.map((cell) => plainText(cell.content)).join("\t")).join("\n"),
      );
      elements.push({ kind: "table", hasHeaderRow: true, rows, ...place });
    } else {
      const content = spansOf(lines.join(" "));
      elements.push({ kind: "paragraph", content, ...write(plainText(content)) });
    }
  }
  return {
    id: documentIdOf(index),
    document: ImportedDocument.parse({
      version: 1,
      format: "markdown",
      title,
      text,
      textHash: createHash("sha256").update(text).digest("hex"),
      elements,
      warnings: [],
    }),
  };
}

/** A page about sourdough: definitions, a procedure, reasons, figures, a table. */
export const sourdough = `
# Baking sourdough

## The starter

A starter is a mixture of flour and water that holds wild yeast and bacteria. The starter must be fed every day. Wild yeast is slower than commercial yeast because the dough holds fewer cells at the start. A starter always needs fresh flour after each use. Bakers should keep the starter in a jar with a loose lid.

A levain is a portion of dough that is built the night before for one batch. The levain should double in about 6 hours. Hydration is the weight of the water as a share of the weight of the flour. Autolyse is a rest of flour and water before the salt is added.

A banneton is a basket of cane that holds the loaf during the last rise. Crumb is the soft inside of a loaf.

## The process

Follow these steps:

1. Mix the flour and water
2. Fold the dough every half hour
3. Shape the loaf on the bench
4. Bake the loaf under a lid

A loaf should rest for 2 hours after baking. Bakers must weigh the salt, because salt slows the yeast. The oven must reach 250 degrees before the loaf goes in. A lid keeps the steam in the oven for 20 minutes. Steam delays the crust because water on the surface keeps the dough soft. The dough must rise for 4 hours in a warm room. If the dough is sticky, bakers should wet their hands. If the room is cold, bakers should wait longer before shaping. When the loaf sounds hollow, bakers should take it out of the oven. If the crust is pale, bakers should bake the loaf for longer.

## The tools

| Tool | Use |
| Scale | Weighs every ingredient |
| Scraper | Cuts sticky dough apart |
| Razor | Scores the surface |
| Pot | Traps steam around a loaf |
`;
