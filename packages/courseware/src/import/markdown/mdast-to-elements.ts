import type { RichText } from "@byteos/contracts/rich-text";
import { plainText, richText } from "@byteos/contracts/words";
import { fromHtml } from "hast-util-from-html";
import type {
  Blockquote,
  Code,
  Definition,
  FootnoteDefinition,
  List,
  ListItem,
  Nodes,
  Paragraph,
  Root,
  Table,
} from "mdast";
import { calloutNamed, calloutOf } from "../callout-names.ts";
import {
  asCalloutChildren,
  type CalloutVariant,
  type DraftElement,
  type DraftListItem,
  type DraftNestedList,
} from "../draft-element.ts";
import { HtmlReader } from "../html/hast-to-elements.ts";
import type { ImageCollector } from "../image-collector.ts";
import {
  InlineMarkdownReader,
  withoutAttributes,
  type FoundImage,
  type InlineMarkdown,
} from "./inline-markdown.ts";
import { closeMarker, openMarker } from "./prepare-source.ts";

const maxDepth = 100;
const kramdownLine = /^\{:\s*([^{}\n]*)\}$/;

interface OpenDiv {
  readonly names: string[];
  readonly outer: DraftElement[];
}

export class MarkdownReader {
  externalImages = 0;
  private elements: DraftElement[] = [];
  private readonly divs: OpenDiv[] = [];
  private divFloor = 0;
  private readonly collector: ImageCollector;
  private readonly inline: InlineMarkdownReader;
  private readonly notes = new Map<string, FootnoteDefinition>();
  private readonly noteNumbers = new Map<string, number>();
  private readonly shownNotes = new Set<string>();

  constructor(root: Root, collector: ImageCollector) {
    this.collector = collector;
    const definitions = new Map<string, Definition>();
    for (const node of walk(root)) {
      if (node.type === "definition" && !definitions.has(node.identifier))
        definitions.set(node.identifier, node);
      if (node.type === "footnoteDefinition") this.notes.set(node.identifier, node);
      if (node.type === "footnoteReference" && !this.noteNumbers.has(node.identifier)) {
        this.noteNumbers.set(node.identifier, this.noteNumbers.size + 1);
      }
    }
    this.inline = new InlineMarkdownReader(
      definitions,
      (identifier) => this.noteNumbers.get(identifier) ?? 0,
    );
  }

  read(root: Root): DraftElement[] {
    this.readBlocks(root.children, 0);
    while (this.divs.length > 0) this.closeDiv();
    return this.elements;
  }

  private readBlocks(nodes: readonly Nodes[], depth: number): void {
    if (depth > maxDepth) return;
    nodes.forEach((node, index) => {
      const previous = nodes[index - 1];
      this.readBlock(node, previous, depth);
    });
  }

  private readBlock(node: Nodes, previous: Nodes | undefined, depth: number): void {
    switch (node.type) {
      case "heading": {
        const read = this.inline.read(node.children);
        this.elements.push({
          kind: "heading",
          level: node.depth,
          content: withoutAttributes(read.content),
        });
        return this.addTrail(read);
      }
      case "paragraph":
        return this.addParagraph(node, previous);
      case "list":
        return this.addList(node, depth);
      case "blockquote":
        return this.addQuote(node, depth);
      case "code":
        return this.addCode(node);
      case "table":
        return this.addTable(node);
      case "thematicBreak":
        this.elements.push({ kind: "divider" });
        return;
      case "html":
        return this.addHtml(node.value);
      default:
        if ("children" in node && node.type !== "footnoteDefinition")
          this.readBlocks(node.children, depth + 1);
    }
  }

  private addParagraph(node: Paragraph, previous: Nodes | undefined): void {
    const read = this.inline.read(node.children);
    const attributes = kramdownLine.exec(plainText(read.content).trim())?.[1];
    if (attributes !== undefined) return this.applyAttributes(attributes, previous);
    const content = withoutAttributes(read.content);
    if (content.length > 0) this.elements.push({ kind: "paragraph", content });
    this.addTrail(read);
  }

  /** A kramdown `{: .challenge}` line gives a class to the block before it. */
  private applyAttributes(attributes: string, previous: Nodes | undefined): void {
    const names = [...attributes.matchAll(/\.([\w-]+)/g)].map((match) => match[1] ?? "");
    const last = this.elements.at(-1);
    if (last?.kind === "code" && previous?.type === "code") {
      const language = names.map((name) => /^language-(.+)$/.exec(name)?.[1]).find(Boolean);
      if (language !== undefined) last.language = language;
    }
    if (last?.kind === "quote" && previous?.type === "blockquote") {
      const callout = calloutOf(names);
      if (callout !== null) {
        this.elements.pop();
        this.elements.push({
          kind: "callout",
          ...callout,
          children: [{ ...last, kind: "paragraph" }],
        });
      }
    }
  }

  private addTrail(read: InlineMarkdown): void {
    for (const image of read.images) this.addImage(image);
    for (const identifier of read.footnotes) this.addNote(identifier);
  }

  private addNote(identifier: string): void {
    const note = this.notes.get(identifier);
    if (note === undefined || this.shownNotes.has(identifier)) return;
    this.shownNotes.add(identifier);
    const children = asCalloutChildren(this.readInner(note.children));
    const title = `Note ${this.noteNumbers.get(identifier) ?? ""}`.trim();
    if (children.length > 0)
      this.elements.push({ kind: "callout", variant: "note", title, children });
  }

  private readInner(nodes: readonly Nodes[], depth = 0): DraftElement[] {
    const outer = this.elements;
    const outerFloor = this.divFloor;
    this.elements = [];
    this.divFloor = this.divs.length;
    this.readBlocks(nodes, depth + 1);
    while (this.divs.length > this.divFloor) this.closeDiv();
    const inner = this.elements;
    this.elements = outer;
    this.divFloor = outerFloor;
    return inner;
  }

  private addImage(image: FoundImage): void {
    const imageKey = this.collector.addLinked(image.url);
    if (imageKey === null) this.externalImages += 1;
    const alternativeText = image.alternativeText?.trim() === "" ? null : image.alternativeText;
    if (imageKey === null && alternativeText === null && image.title === null) return;
    this.elements.push({
      kind: "image",
      imageKey,
      alternativeText,
      ...(image.title === null || image.title.trim() === ""
        ? {}
        : { caption: richText(image.title.trim()) }),
    });
  }

  private addList(node: List, depth: number): void {
    const after: DraftElement[] = [];
    const list = this.readList(node, depth, after);
    if (list.items.length > 0) this.elements.push({ kind: "list", ...list });
    this.elements.push(...after);
  }

  private readList(node: List, depth: number, after: DraftElement[]): DraftNestedList {
    const items =
      depth > maxDepth
        ? []
        : node.children.flatMap((item) => this.readItem(item, depth + 1, after));
    return { style: node.ordered === true ? "ordered" : "bullet", items };
  }

  /** Code and further paragraphs stay in their item as lines; tables and pictures follow the list. */
  private readItem(item: ListItem, depth: number, after: DraftElement[]): DraftListItem[] {
    const content: RichText = [];
    let list: DraftNestedList | undefined;
    const append = (spans: RichText): void => {
      const filled = spans.filter(({ text }) => text !== "");
      if (content.length > 0 && filled.length > 0) content.push({ text: "\n" });
      content.push(...filled);
    };
    if (typeof item.checked === "boolean") content.push({ text: item.checked ? "☑ " : "☐ " });
    for (const child of item.children) {
      if (child.type === "list") {
        const inner = this.readList(child, depth + 1, after);
        if (list === undefined) list = inner;
        else list.items.push(...inner.items);
        continue;
      }
      for (const element of this.readInner([child], depth)) {
        if (
          element.kind === "paragraph" ||
          element.kind === "quote" ||
          element.kind === "heading"
        ) {
          if (content.length === 1 && /^[☑☐] $/.test(content[0]?.text ?? ""))
            content.push(...element.content);
          else append(element.content);
        } else if (element.kind === "code") append([{ text: element.code, marks: ["code"] }]);
        else if (element.kind === "list") {
          const inner = { style: element.style, items: element.items };
          if (list === undefined) list = inner;
          else list.items.push(...inner.items);
        } else after.push(element);
      }
    }
    if (content.length === 0) return list?.items ?? [];
    return [
      {
        content: content.slice(0, 5_000),
        ...(list === undefined || list.items.length === 0 ? {} : { list }),
      },
    ];
  }

  private addQuote(node: Blockquote, depth: number): void {
    const inner = this.readInner(node.children, depth);
    const [first, ...rest] = inner;
    if (first === undefined) return;
    const alert =
      first.kind === "paragraph" ? /^\[!(\w+)\][^\S\n]*/.exec(plainText(first.content)) : null;
    const callout = alert === null ? null : calloutNamed(alert[1] ?? "");
    if (alert !== null && callout !== null && first.kind === "paragraph") {
      const content = withoutPrefix(first.content, alert[0].length);
      const children = asCalloutChildren([
        ...(content.length > 0 ? [{ ...first, content }] : []),
        ...rest,
      ]);
      this.elements.push({ kind: "callout", ...callout, children });
      return;
    }
    if (first.kind === "heading") {
      // Older lesson templates write call-outs as quotes that open with a heading.
      const named = calloutNamed(plainText(first.content).split(/[\s:]/)[0] ?? "");
      this.elements.push({
        kind: "callout",
        variant: named?.variant ?? "note",
        title: plainText(first.content).slice(0, 300),
        children: asCalloutChildren(rest),
      });
      return;
    }
    for (const element of inner) {
      this.elements.push(element.kind === "paragraph" ? { ...element, kind: "quote" } : element);
    }
  }

  private addCode(node: Code): void {
    const language = node.lang?.replace(/^\{?\.?|[},].*$/g, "").slice(0, 40);
    this.elements.push({ kind: "code", code: node.value, ...(language ? { language } : {}) });
  }

  private addTable(node: Table): void {
    const images: FoundImage[] = [];
    const rows = node.children.map((row) =>
      row.children.map((cell) => {
        const read = this.inline.read(cell.children);
        images.push(...read.images);
        return { content: read.content };
      }),
    );
    this.elements.push({ kind: "table", hasHeaderRow: true, rows });
    for (const image of images) this.addImage(image);
  }

  private addHtml(value: string): void {
    if (value.startsWith(openMarker)) {
      const names = value.slice(openMarker.length, value.indexOf("-->")).split(" ");
      this.divs.push({ names, outer: this.elements });
      this.elements = [];
      return;
    }
    if (value.startsWith(closeMarker)) {
      if (this.divs.length > this.divFloor) this.closeDiv();
      return;
    }
    const reader = new HtmlReader(this.collector);
    this.elements.push(...reader.read(fromHtml(value, { fragment: true })));
    this.externalImages += reader.externalImages;
  }

  private closeDiv(): void {
    const div = this.divs.pop();
    if (div === undefined) return;
    const inner = this.elements;
    this.elements = div.outer;
    const callout = calloutOf(div.names);
    if (callout === null) {
      this.elements.push(...inner);
      return;
    }
    // An answer inside an exercise becomes its neighbour, so that it can be shown apart.
    let part: DraftElement[] = [];
    let fallbackTitle: string | undefined = callout.title;
    const flush = (): void => {
      this.elements.push(...makeCallout(callout.variant, part, fallbackTitle));
      if (part.length > 0) fallbackTitle = undefined;
      part = [];
    };
    for (const element of inner) {
      if (element.kind === "callout") {
        flush();
        this.elements.push(element);
      } else part.push(element);
    }
    flush();
  }
}

function makeCallout(
  variant: CalloutVariant,
  elements: readonly DraftElement[],
  fallbackTitle: string | undefined,
): DraftElement[] {
  const [first, ...rest] = elements;
  if (first === undefined) return [];
  const isTitled = first.kind === "heading";
  const title = isTitled ? plainText(first.content).slice(0, 300) : fallbackTitle;
  const children = asCalloutChildren(isTitled ? rest : elements);
  if (children.length === 0) return isTitled ? [{ kind: "paragraph", content: first.content }] : [];
  return [{ kind: "callout", variant, ...(title === undefined ? {} : { title }), children }];
}

function withoutPrefix(content: RichText, length: number): RichText {
  let rest = length;
  const kept = content.flatMap((span) => {
    const cut = Math.min(rest, span.text.length);
    rest -= cut;
    return cut === span.text.length ? [] : [{ ...span, text: span.text.slice(cut) }];
  });
  const first = kept[0];
  if (first !== undefined) first.text = first.text.replace(/^\s+/, "");
  return first?.text === "" ? kept.slice(1) : kept;
}

function* walk(root: Root): Generator<Nodes> {
  const pending: Nodes[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    if ("children" in node) pending.push(...[...node.children].reverse());
  }
}
