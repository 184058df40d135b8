import type { RichText, TextMark, TextSpan } from "@byteos/contracts/rich-text";
import { textMarks } from "@byteos/contracts/rich-text";
import { plainText } from "@byteos/contracts/words";
import { joinSpans } from "../document/inline.ts";

function sliceSpans(content: RichText, from: number, to: number): TextSpan[] {
  let offset = 0;
  return content.flatMap((span) => {
    const start = offset;
    offset += span.text.length;
    const text = span.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    return text === "" ? [] : [{ ...span, text }];
  });
}

function dressAt(content: RichText, at: number): Omit<TextSpan, "text"> {
  const [span] = sliceSpans(content, Math.max(0, at - 1), Math.max(1, at));
  return span?.marks === undefined ? {} : { marks: span.marks };
}

/**
 * The rich text after its words were edited in a plain field: what stayed keeps its marks and links, what is new
 * takes the marks of the word before it.
 */
export function editPlain(content: RichText, text: string): RichText {
  const before = plainText(content);
  let start = 0;
  while (start < before.length && start < text.length && before[start] === text[start]) start += 1;
  let ends = 0;
  while (
    ends < Math.min(before.length, text.length) - start &&
    before[before.length - 1 - ends] === text[text.length - 1 - ends]
  ) {
    ends += 1;
  }
  const added = text.slice(start, text.length - ends);
  return joinSpans([
    ...sliceSpans(content, 0, start),
    ...(added === "" ? [] : [{ text: added, ...dressAt(content, start) }]),
    ...sliceSpans(content, before.length - ends, before.length),
  ]);
}

/** Puts a mark on a range of the words, or takes it off where the whole range has it. */
export function toggleMark(content: RichText, from: number, to: number, mark: TextMark): RichText {
  const inside = sliceSpans(content, from, to);
  const isOn = inside.length > 0 && inside.every((span) => span.marks?.includes(mark));
  const toggled = inside.map(({ marks = [], ...span }) => {
    const next = textMarks.filter((each) => (each === mark ? !isOn : marks.includes(each)));
    return next.length > 0 ? { ...span, marks: next } : span;
  });
  const length = plainText(content).length;
  return joinSpans([
    ...sliceSpans(content, 0, from),
    ...toggled,
    ...sliceSpans(content, to, length),
  ]);
}
