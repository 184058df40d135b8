import type { DocumentElement, ImportedDocument } from "@byteos/contracts/imported-document";
import { plainText } from "@byteos/contracts/words";
import { packPieces } from "./pack-pieces.ts";
import type { Passage } from "./passage.ts";

interface Group {
  readonly heading: string;
  readonly elements: DocumentElement[];
}

/** Runs of elements under one heading; a passage never crosses a heading. */
function groupByHeading(elements: readonly DocumentElement[]): Group[] {
  const groups: Group[] = [];
  const trail: { level: number; text: string }[] = [];
  let open: Group = { heading: "", elements: [] };
  for (const element of elements) {
    if (element.kind === "heading") {
      while ((trail.at(-1)?.level ?? 0) >= element.level) trail.pop();
      const text = plainText(element.content).replace(/\s+/g, " ").trim();
      if (text !== "") trail.push({ level: element.level, text });
      if (open.elements.length > 0) groups.push(open);
      open = { heading: trail.map((step) => step.text).join(" › "), elements: [] };
    } else if (element.end > element.start) {
      open.elements.push(element);
    }
  }
  if (open.elements.length > 0) groups.push(open);
  return groups;
}

/**
 * Passages of a document, in order and without overlap. Every letter of its elements other than headings is in
 * exactly one; headings come along as each passage's `heading`.
 */
export function passagesOfDocument(
  document: Pick<ImportedDocument, "text" | "elements">,
): Passage[] {
  const passages: Passage[] = [];
  for (const { heading, elements } of groupByHeading(document.elements)) {
    for (const piece of packPieces(document.text, elements)) {
      const page = elements.findLast((element) => element.start <= piece.start)?.page;
      passages.push({
        ordinal: passages.length,
        heading,
        text: document.text.slice(piece.start, piece.end),
        start: piece.start,
        end: piece.end,
        ...(page === undefined ? {} : { page }),
      });
    }
  }
  return passages;
}
