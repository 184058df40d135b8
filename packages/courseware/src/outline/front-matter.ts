import type { DocumentElement } from "@byteos/contracts/imported-document";
import { plainText } from "@byteos/contracts/words";
import { wordsOf } from "../text/words.ts";

const reasonByTitle: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:table of )?contents$|^in this (?:guide|document|handbook|book)$|^inhalt(?:sverzeichnis)?$|^table des matières$|^(?:índice|tabla de contenidos?)$|^sommaire$/i,
    "A table of contents",
  ],
  [
    /^(?:copyright|legal notices?|imprint|impressum|colophon|licen[cs]e|licensing|mentions légales)\b.{0,40}$/i,
    "A legal notice",
  ],
  [/^(?:index|subject index|stichwortverzeichnis|register)$/i, "An index"],
  [
    /^(?:list of (?:figures|tables|illustrations)|abbildungsverzeichnis|tabellenverzeichnis)$/i,
    "A list of figures or tables",
  ],
  [
    /^(?:references|bibliography|works cited|literatur(?:verzeichnis)?|bibliographie|endnotes|footnotes)$/i,
    "A list of references",
  ],
  [
    /^(?:acknowledge?ments?|danksagung|remerciements|dedication|about the authors?|about this (?:document|file))$/i,
    "Not part of what is taught",
  ],
];

function linesOf(element: DocumentElement): string[] {
  switch (element.kind) {
    case "paragraph":
    case "heading":
    case "quote":
      return plainText(element.content).split("\n");
    case "list":
      return element.items.flatMap((item) => [
        plainText(item.content),
        ...(item.list?.items.map((inner) => plainText(inner.content)) ?? []),
      ]);
    case "table":
      return element.rows.map((row) => row.map((cell) => plainText(cell.content)).join(" "));
    default:
      return [];
  }
}

/** Lines such as "Budgeting ........ 12": most of a table of contents is made of them. */
function looksLikeContents(elements: readonly DocumentElement[]): boolean {
  const lines = elements.flatMap(linesOf).filter((line) => line.trim() !== "");
  const leading = lines.filter(
    (line) =>
      /^.{2,100}?(?:[\s.·…_]{2,}|\t| )\d{1,4}$/u.test(line.trim()) && wordsOf(line).length <= 14,
  );
  return lines.length >= 5 && leading.length / lines.length > 0.6;
}

/** Why a part of a document is best left out of a course, or null to keep it. */
export function findReasonToSkip(
  title: string,
  elements: readonly DocumentElement[],
): string | null {
  const name = title
    .replace(/^[\d.\s]+/, "")
    .replace(/[\s:.]+$/, "")
    .trim();
  for (const [pattern, reason] of reasonByTitle)
    if (pattern.test(name)) return `${reason}, left out of the course`;
  if (looksLikeContents(elements)) return "A table of contents, left out of the course";
  return null;
}
