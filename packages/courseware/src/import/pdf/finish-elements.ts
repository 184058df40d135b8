import { plainText } from "@byteos/contracts/words";
import type { DraftElement } from "../draft-element.ts";
import { headingKey, type OutlineEntry } from "./heading-levels.ts";
import type { LayoutContext } from "./lines-to-elements.ts";

/** Where a bookmark spells a heading better than its font does (capitals, spacing), its words are taken. */
export function restoreHeadings(
  elements: readonly DraftElement[],
  outline: readonly OutlineEntry[],
): DraftElement[] {
  const titles = new Map(outline.map(({ title }) => [headingKey(title), title]));
  return elements.map((element) => {
    if (element.kind !== "heading") return element;
    const text = plainText(element.content);
    const title = titles.get(headingKey(text));
    const isSameWords =
      title !== undefined && title.toLowerCase().replace(/\s+/g, " ") === text.toLowerCase();
    return isSameWords && title !== text ? { ...element, content: [{ text: title }] } : element;
  });
}

/** A lower heading with nothing under it, such as an author or a date below a title, is plain text. */
export function demoteEmptyHeadings(
  elements: readonly DraftElement[],
  context: LayoutContext,
): DraftElement[] {
  const finished = [...elements];
  for (let index = finished.length - 2; index >= 0; index -= 1) {
    const element = finished[index];
    const next = finished[index + 1];
    if (element?.kind !== "heading" || next?.kind !== "heading" || element.level < 2) continue;
    const isBookmarked = context.outlineDepths.has(headingKey(plainText(element.content)));
    if (!isBookmarked && next.level < element.level) {
      finished[index] = {
        kind: "paragraph",
        content: element.content,
        ...(element.page === undefined ? {} : { page: element.page }),
      };
    }
  }
  return finished;
}

const tableCaption = /^(?:table|tabelle|tableau|tabla)\s+[\divxA-Z]+[-.:\d]*/i;
const figureCaption = /^(?:figure|fig\.|abbildung|abb\.|figura)\s*[\divxA-Z]+[-.:\d]*/i;

/** "Table 3: …" beside a table and "Figure 2: …" beside a picture become their captions. */
export function attachCaptions(elements: readonly DraftElement[]): DraftElement[] {
  const finished: DraftElement[] = [];
  elements.forEach((element, index) => {
    const last = finished.at(-1);
    const isShort = element.kind === "paragraph" && plainText(element.content).length <= 300;
    if (element.kind === "paragraph" && isShort) {
      const text = plainText(element.content);
      const next = elements[index + 1];
      const isTables = tableCaption.test(text);
      if (isTables && next?.kind === "table" && next.caption === undefined) {
        finished.push({ ...next, caption: element.content });
        return;
      }
      const target =
        (isTables && last?.kind === "table") || (figureCaption.test(text) && last?.kind === "image")
          ? last
          : undefined;
      if (target !== undefined && target.caption === undefined && next?.kind !== target.kind) {
        target.caption = element.content;
        return;
      }
    }
    const isTaken =
      element.kind === "table" && last?.kind === "table" && last.rows === element.rows;
    if (!isTaken) finished.push(element);
  });
  return finished;
}
