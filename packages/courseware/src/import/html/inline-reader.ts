import type { RichText, TextMark, TextSpan } from "@byteos/contracts/rich-text";
import type { Element, Nodes } from "hast";
import { makeSpan, normaliseSpans, safeHref } from "../span-builder.ts";
import { droppedTags, isHidden, textProperty } from "./tree.ts";

const markByTag: Readonly<Record<string, TextMark>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  cite: "italic",
  dfn: "italic",
  var: "italic",
  code: "code",
  kbd: "code",
  samp: "code",
  tt: "code",
  s: "strike",
  del: "strike",
  strike: "strike",
  u: "underline",
  ins: "underline",
  sub: "sub",
  sup: "sup",
};
const maxDepth = 200;

export interface InlineContent {
  readonly content: RichText;
  /** Pictures that stood within the text, to be placed after it. */
  readonly images: readonly Element[];
}

/** Phrasing content as marked spans; links keep only addresses that a course may carry. */
export function readInline(nodes: readonly Nodes[], preserve = false): InlineContent {
  const spans: TextSpan[] = [];
  const images: Element[] = [];
  const visit = (
    node: Nodes,
    marks: ReadonlySet<TextMark>,
    href: string | undefined,
    depth: number,
  ): void => {
    if (node.type === "text") {
      const text = preserve || marks.has("code") ? node.value : node.value.replace(/\n/g, " ");
      if (text !== "") spans.push(makeSpan(text, marks, href));
      return;
    }
    if (node.type !== "element" || droppedTags.has(node.tagName) || isHidden(node)) return;
    if (node.tagName === "br") {
      spans.push(makeSpan("\n", marks, href));
      return;
    }
    if (node.tagName === "img") {
      images.push(node);
      return;
    }
    if (depth > maxDepth) return;
    const mark = markByTag[node.tagName];
    const inner = mark === undefined ? marks : new Set([...marks, mark]);
    const link =
      node.tagName === "a" ? (safeHref(textProperty(node.properties, "href")) ?? href) : href;
    for (const child of node.children) visit(child, inner, link, depth + 1);
    if (node.tagName === "p" || node.tagName === "div" || node.tagName === "li") {
      spans.push(makeSpan("\n", marks, href));
    }
  };
  for (const node of nodes) visit(node, new Set(), undefined, 0);
  return { content: normaliseSpans(spans, preserve), images };
}
