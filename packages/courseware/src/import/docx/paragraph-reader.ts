import type { RichText, TextMark, TextSpan } from "@byteos/contracts/rich-text";
import { makeSpan, normaliseSpans, safeHref } from "../span-builder.ts";
import type { StyleRoles } from "./style-roles.ts";
import { walkNodes, type WordNode } from "./word-node.ts";

export interface ReadParagraph {
  readonly content: RichText;
  readonly images: readonly WordNode[];
  readonly notes: readonly WordNode[];
}

export interface NoteNumbers {
  numberOf(reference: WordNode): number;
}

export function readParagraph(
  paragraph: WordNode,
  styles: StyleRoles,
  noteNumbers: NoteNumbers,
  preserve = false,
): ReadParagraph {
  const spans: TextSpan[] = [];
  const images: WordNode[] = [];
  const notes: WordNode[] = [];
  const visit = (node: WordNode, marks: ReadonlySet<TextMark>, href: string | undefined): void => {
    switch (node.type) {
      case "text":
        if (node.value !== undefined && node.value !== "")
          spans.push(makeSpan(node.value, marks, href));
        return;
      case "tab":
        spans.push(makeSpan("\t", marks, href));
        return;
      case "break":
        if (node.breakType === "line") spans.push(makeSpan("\n", marks, href));
        return;
      case "checkbox":
        spans.push(makeSpan(node.checked === true ? "☑" : "☐", marks, href));
        return;
      case "image":
        images.push(node);
        return;
      case "noteReference":
        notes.push(node);
        spans.push(makeSpan(`[${noteNumbers.numberOf(node)}]`, new Set([...marks, "sup"]), href));
        return;
      case "run": {
        const inner = runMarks(node, styles);
        for (const child of node.children ?? []) visit(child, new Set([...marks, ...inner]), href);
        return;
      }
      case "hyperlink": {
        const link = safeHref(node.href) ?? href;
        for (const child of node.children ?? []) visit(child, marks, link);
        return;
      }
      default:
        for (const child of node.children ?? []) visit(child, marks, href);
    }
  };
  visit({ type: "inline", children: paragraph.children ?? [] }, new Set(), undefined);
  return { content: normaliseSpans(spans, preserve), images, notes };
}

function runMarks(run: WordNode, styles: StyleRoles): TextMark[] {
  const style = styles.characterStyle(run.styleId ?? null);
  const marks: TextMark[] = [];
  if (run.isBold === true || style.isBold) marks.push("bold");
  if (run.isItalic === true || style.isItalic) marks.push("italic");
  if (run.isUnderline === true) marks.push("underline");
  if (run.isStrikethrough === true) marks.push("strike");
  if (run.verticalAlignment === "superscript") marks.push("sup");
  if (run.verticalAlignment === "subscript") marks.push("sub");
  if (style.isCode || styles.isMonospace(run.font ?? null)) marks.push("code");
  return marks;
}

function textRuns(paragraph: WordNode): WordNode[] {
  return [...walkNodes(paragraph)].filter(
    (node) =>
      node.type === "run" &&
      (node.children ?? []).some(
        (child) => child.type === "text" && (child.value ?? "").trim() !== "",
      ),
  );
}

export function isAllMonospace(paragraph: WordNode, styles: StyleRoles): boolean {
  const runs = textRuns(paragraph);
  return runs.length > 0 && runs.every((run) => styles.isMonospace(run.font ?? null));
}

/**
 * How much a paragraph without a heading style looks like one: its size in points doubled, plus one
 * when bold; null when it looks like ordinary text.
 */
export function headingLook(paragraph: WordNode, text: string): number | null {
  const isShort =
    text.length >= 2 && text.length <= 100 && /\p{L}/u.test(text) && !/[.,;:!]$/.test(text);
  if (!isShort || paragraph.numbering) return null;
  const runs = textRuns(paragraph);
  const isBold = runs.every((run) => run.isBold === true);
  const size = Math.min(...runs.map((run) => run.fontSize ?? 0));
  return isBold || size >= 14 ? size * 2 + (isBold ? 1 : 0) : null;
}
