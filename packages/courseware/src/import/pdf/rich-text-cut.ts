import type { RichText } from "@byteos/contracts/rich-text";

/** The text without its first `length` characters and the blanks that follow. */
export function cutStart(content: RichText, length: number): RichText {
  let rest = length;
  const kept: RichText = [];
  for (const span of content) {
    const cut = Math.min(rest, span.text.length);
    rest -= cut;
    const text =
      kept.length === 0 ? span.text.slice(cut).replace(/^\s+/, "") : span.text.slice(cut);
    if (text !== "") kept.push({ ...span, text });
  }
  return kept;
}

export function withoutMark(content: RichText, mark: "bold"): RichText {
  return content.map((span) => {
    const marks = (span.marks ?? []).filter((entry) => entry !== mark);
    const { marks: _, ...rest } = span;
    return marks.length > 0 ? { ...rest, marks } : rest;
  });
}
