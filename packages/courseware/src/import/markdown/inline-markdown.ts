import type { RichText, TextMark, TextSpan } from "@byteos/contracts/rich-text";
import type { Definition, Image, Nodes, PhrasingContent } from "mdast";
import { makeSpan, normaliseSpans, safeHref } from "../span-builder.ts";

const htmlMarks: Readonly<Record<string, TextMark>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  code: "code",
  kbd: "code",
  samp: "code",
  del: "strike",
  s: "strike",
  u: "underline",
  ins: "underline",
  sub: "sub",
  sup: "sup",
};
const hiddenTags = new Set([
  "script",
  "style",
  "iframe",
  "object",
  "noscript",
  "template",
  "svg",
  "textarea",
  "select",
]);
const maxDepth = 200;

export interface FoundImage {
  readonly url: string;
  readonly alternativeText: string | null;
  readonly title: string | null;
}
export interface InlineMarkdown {
  readonly content: RichText;
  readonly images: readonly FoundImage[];
  readonly footnotes: readonly string[];
}

/** Attributes that Pandoc and kramdown write behind a link, picture or heading. */
const attributeList = /^\{(?:[:#.]|target|alt|width|height|style|class|id|rel|[\w-]+=)[^{}\n]*\}/;
const trailingAttributes = /\s*\{(?:[:#.]|target|alt|[\w-]+=)[^{}\n]*\}\s*$/;

export class InlineMarkdownReader {
  private readonly definitions: ReadonlyMap<string, Definition>;
  private readonly numberOfNote: (identifier: string) => number;

  constructor(
    definitions: ReadonlyMap<string, Definition>,
    numberOfNote: (identifier: string) => number,
  ) {
    this.definitions = definitions;
    this.numberOfNote = numberOfNote;
  }

  read(nodes: readonly PhrasingContent[]): InlineMarkdown {
    const spans: TextSpan[] = [];
    const images: FoundImage[] = [];
    const footnotes: string[] = [];
    const htmlOpen: TextMark[] = [];
    let hiddenUntil: string | null = null;
    const addImage = (
      node: Image | { url: string; alt: string | null; title: string | null },
    ): void => {
      images.push({ url: node.url, alternativeText: node.alt ?? null, title: node.title ?? null });
    };
    const visit = (
      siblings: readonly Nodes[],
      marks: ReadonlySet<TextMark>,
      href: string | undefined,
      depth: number,
    ): void => {
      siblings.forEach((node, index) => {
        if (node.type === "html") {
          hiddenUntil = readTag(node.value, htmlOpen, hiddenUntil, () =>
            spans.push(makeSpan("\n", marks, href)),
          );
          return;
        }
        if (hiddenUntil !== null || depth > maxDepth) return;
        const shown = htmlOpen.length === 0 ? marks : new Set([...marks, ...htmlOpen]);
        switch (node.type) {
          case "text": {
            const previous = siblings[index - 1]?.type;
            const followsNode =
              previous === "image" ||
              previous === "link" ||
              previous === "inlineCode" ||
              previous === "imageReference" ||
              previous === "linkReference";
            let value = node.value;
            if (followsNode) {
              const attributes = attributeList.exec(value)?.[0];
              const alternative =
                attributes === undefined
                  ? undefined
                  : /\balt\s*=\s*(?:'([^']*)'|"([^"]*)")/.exec(attributes);
              const last = images.at(-1);
              if (alternative !== undefined && alternative !== null && last !== undefined) {
                images[images.length - 1] = {
                  ...last,
                  alternativeText: alternative[1] ?? alternative[2] ?? null,
                  // With an `alt` attribute, Pandoc shows the bracketed words as the caption.
                  title: last.title ?? last.alternativeText,
                };
              }
              if (attributes !== undefined) value = value.slice(attributes.length);
            }
            spans.push(makeSpan(value.replace(/\n/g, " "), shown, href));
            return;
          }
          case "inlineCode":
            spans.push(makeSpan(node.value, new Set([...shown, "code"]), href));
            return;
          case "break":
            spans.push(makeSpan("\n", shown, href));
            return;
          case "strong":
            return visit(node.children, new Set([...shown, "bold"]), href, depth + 1);
          case "emphasis":
            return visit(node.children, new Set([...shown, "italic"]), href, depth + 1);
          case "delete":
            return visit(node.children, new Set([...shown, "strike"]), href, depth + 1);
          case "link":
            return visit(node.children, shown, safeHref(node.url) ?? href, depth + 1);
          case "linkReference":
            return visit(
              node.children,
              shown,
              safeHref(this.definitions.get(node.identifier)?.url) ?? href,
              depth + 1,
            );
          case "image":
            addImage(node);
            return;
          case "imageReference": {
            const definition = this.definitions.get(node.identifier);
            addImage({
              url: definition?.url ?? "",
              alt: node.alt ?? null,
              title: definition?.title ?? null,
            });
            return;
          }
          case "footnoteReference":
            footnotes.push(node.identifier);
            spans.push(
              makeSpan(`[${this.numberOfNote(node.identifier)}]`, new Set([...shown, "sup"]), href),
            );
            return;
          default:
            if ("children" in node) visit(node.children as Nodes[], shown, href, depth + 1);
            else if ("value" in node) spans.push(makeSpan(node.value, shown, href));
        }
      });
    };
    visit(nodes, new Set(), undefined, 0);
    return { content: normaliseSpans(spans), images, footnotes };
  }
}

function readTag(
  value: string,
  open: TextMark[],
  hiddenUntil: string | null,
  onBreak: () => void,
): string | null {
  const tag = /^<(\/?)([A-Za-z][\w-]*)/.exec(value);
  const name = tag?.[2]?.toLowerCase();
  const isClosing = tag?.[1] === "/";
  if (name === undefined) return hiddenUntil;
  if (hiddenUntil !== null) return isClosing && name === hiddenUntil ? null : hiddenUntil;
  if (hiddenTags.has(name)) return isClosing || value.endsWith("/>") ? null : name;
  if (name === "br") onBreak();
  const mark = htmlMarks[name];
  if (mark !== undefined && !isClosing && !value.endsWith("/>")) open.push(mark);
  if (mark !== undefined && isClosing) {
    const at = open.lastIndexOf(mark);
    if (at >= 0) open.splice(at, 1);
  }
  return null;
}

/** A heading's words without a trailing `{#id .class}`. */
export function withoutAttributes(content: RichText): RichText {
  const last = content.at(-1);
  if (last === undefined) return content;
  const text = last.text.replace(trailingAttributes, "");
  if (text === last.text) return content;
  return text === "" ? content.slice(0, -1) : [...content.slice(0, -1), { ...last, text }];
}
