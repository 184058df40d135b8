import { SafeHref, textMarks } from "@byteos/contracts/rich-text";
import type { RichText, TextMark, TextSpan } from "@byteos/contracts/rich-text";
import type { EditorMark, EditorNode } from "./editor-node.ts";

/** Our marks under the names that the editor's schema gives them. */
const markNames: Readonly<Record<TextMark, string>> = {
  bold: "bold",
  italic: "italic",
  code: "code",
  strike: "strike",
  underline: "underline",
  sub: "subscript",
  sup: "superscript",
};
const marksByName = new Map<string, TextMark>(textMarks.map((mark) => [markNames[mark], mark]));

function editorMarks(span: TextSpan): EditorMark[] {
  const marks: EditorMark[] = [];
  if (span.href !== undefined) marks.push({ type: "link", attrs: { href: span.href } });
  for (const mark of span.marks ?? []) marks.push({ type: markNames[mark] });
  return marks;
}

/** Rich text as inline nodes: line breaks become nodes that carry the same marks. */
export function inlineNodes(content: RichText): EditorNode[] {
  return content.flatMap((span) => {
    const marks = editorMarks(span);
    const dressed = marks.length > 0 ? { marks } : {};
    return span.text
      .split("\n")
      .flatMap((line, index): EditorNode[] => [
        ...(index > 0 ? [{ type: "hardBreak", ...dressed }] : []),
        ...(line === "" ? [] : [{ type: "text", text: line, ...dressed }]),
      ]);
  });
}

function dressOf(node: EditorNode): Omit<TextSpan, "text"> {
  const own = new Set((node.marks ?? []).map((mark) => marksByName.get(mark.type)));
  const marks = textMarks.filter((mark) => own.has(mark));
  const link = (node.marks ?? []).find((mark) => mark.type === "link");
  const href = SafeHref.safeParse(link?.attrs?.href);
  return { ...(marks.length > 0 ? { marks } : {}), ...(href.success ? { href: href.data } : {}) };
}

/** Spans in normal form: neighbours with the same marks and link are one, marks stand in the contract's order. */
export function joinSpans(spans: RichText): RichText {
  const joined: TextSpan[] = [];
  for (const span of spans) {
    if (span.text === "") continue;
    const last = joined.at(-1);
    const isSame =
      last !== undefined &&
      last.href === span.href &&
      (last.marks ?? []).join() === (span.marks ?? []).join();
    if (isSame) joined[joined.length - 1] = { ...last, text: last.text + span.text };
    else joined.push(span);
  }
  return joined;
}

export function richTextOf(nodes: readonly EditorNode[] | undefined): RichText {
  return joinSpans(
    (nodes ?? []).map((node) => ({
      text: node.type === "hardBreak" ? "\n" : (node.text ?? ""),
      ...dressOf(node),
    })),
  );
}
