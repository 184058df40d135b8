import type { RichText } from "@byteos/contracts/rich-text";
import { plainText } from "@byteos/contracts/words";
import type { DraftElement } from "../draft-element.ts";
import { healHyphen, type Vocabulary } from "./join-items.ts";

function isNote(element: DraftElement): boolean {
  return (
    element.kind === "image" || (element.kind === "callout" && /^Note\b/.test(element.title ?? ""))
  );
}

function joinTexts(before: RichText, after: RichText, vocabulary: Vocabulary): RichText {
  const head = before.map((span) => ({ ...span }));
  const last = head.at(-1);
  if (
    last !== undefined &&
    !healHyphen(last, plainText(after), vocabulary) &&
    !/\s$/.test(last.text)
  )
    last.text += " ";
  const [next, ...rest] = after;
  if (last === undefined || next === undefined) return [...head, ...after];
  const isSame = last.href === next.href && (last.marks ?? []).join() === (next.marks ?? []).join();
  return isSame
    ? [...head.slice(0, -1), { ...last, text: last.text + next.text }, ...rest]
    : [...head, ...after];
}

function isUnfinished(text: string): boolean {
  return !/[.!?:;”"’)\]]\s*(?:\[?\d{0,3}\]?)$/.test(text);
}

/**
 * Adds one more region's elements: a paragraph, list item or table that a page or column broke is
 * put together again. Notes and pictures that stand between do not hinder.
 */
export function appendElements(
  all: DraftElement[],
  added: readonly DraftElement[],
  vocabulary: Vocabulary,
): void {
  added.forEach((element, index) => {
    const previous = all.findLast((candidate) => !isNote(candidate));
    const isJoined =
      previous !== undefined &&
      (joinText(previous, element, vocabulary) ||
        (index === 0 && joinBlock(previous, element, all.at(-1) === previous)));
    if (!isJoined) all.push(element);
  });
}

function joinText(previous: DraftElement, element: DraftElement, vocabulary: Vocabulary): boolean {
  if (element.kind !== "paragraph" || !/^[\p{Ll}\d(]/u.test(plainText(element.content)))
    return false;
  if (previous.kind === "paragraph" && isUnfinished(plainText(previous.content))) {
    previous.content = joinTexts(previous.content, element.content, vocabulary);
    return true;
  }
  const item = previous.kind === "list" ? previous.items.at(-1) : undefined;
  const startsLow = /^\p{Ll}/u.test(plainText(element.content));
  if (
    startsLow &&
    item !== undefined &&
    item.list === undefined &&
    isUnfinished(plainText(item.content))
  ) {
    item.content = joinTexts(item.content, element.content, vocabulary);
    return true;
  }
  return false;
}

function joinBlock(previous: DraftElement, element: DraftElement, isNeighbour: boolean): boolean {
  if (previous.kind === "table" && element.kind === "table" && previous.hasHeaderRow) {
    const texts = (row: (typeof previous.rows)[number] | undefined): string =>
      JSON.stringify(row?.map((cell) => plainText(cell.content)));
    if (texts(previous.rows[0]) !== texts(element.rows[0])) return false;
    previous.rows.push(...element.rows.slice(1));
    return true;
  }
  if (
    previous.kind === "list" &&
    element.kind === "list" &&
    previous.style === element.style &&
    isNeighbour
  ) {
    previous.items.push(...element.items);
    return true;
  }
  return false;
}
