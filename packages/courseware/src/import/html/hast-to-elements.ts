import type { RichText } from "@byteos/contracts/rich-text";
import { plainText, richText } from "@byteos/contracts/words";
import type { Element, Nodes } from "hast";
import { calloutOf } from "../callout-names.ts";
import {
  asCalloutChildren,
  type DraftElement,
  type DraftListItem,
  type DraftNestedList,
} from "../draft-element.ts";
import type { ImageCollector } from "../image-collector.ts";
import { readInline } from "./inline-reader.ts";
import { readTable } from "./read-table.ts";
import {
  blockTags,
  classNames,
  codeOf,
  droppedTags,
  findAll,
  isHidden,
  textOf,
  textProperty,
} from "./tree.ts";

const maxDepth = 200;

/** Turns parsed HTML into elements. Scripts, styles, forms and embedded objects leave nothing behind. */
export class HtmlReader {
  readonly elements: DraftElement[] = [];
  externalImages = 0;
  private readonly collector: ImageCollector;

  constructor(collector: ImageCollector) {
    this.collector = collector;
  }

  read(node: Nodes): DraftElement[] {
    this.readChildren(node, 0);
    return this.elements;
  }

  private readChildren(node: Nodes, depth: number): void {
    if (!("children" in node)) return;
    let inline: Nodes[] = [];
    const flush = (): void => {
      if (inline.length > 0) this.addText(inline);
      inline = [];
    };
    for (const child of node.children as Nodes[]) {
      if (child.type === "text") {
        inline.push(child);
      } else if (child.type === "element" && !droppedTags.has(child.tagName) && !isHidden(child)) {
        if (
          blockTags.has(child.tagName) ||
          (depth < maxDepth && findAll(child, blockTags).length > 0)
        ) {
          flush();
          this.readBlock(child, depth + 1);
        } else {
          inline.push(child);
        }
      }
    }
    flush();
  }

  private addText(nodes: readonly Nodes[], asQuote = false): void {
    const { content, images } = readInline(nodes);
    if (content.length > 0) this.elements.push({ kind: asQuote ? "quote" : "paragraph", content });
    for (const image of images) this.addImage(image);
  }

  private readBlock(element: Element, depth: number): void {
    if (depth > maxDepth) {
      this.elements.push({
        kind: "paragraph",
        content: readInline([{ type: "text", value: textOf(element) }]).content,
      });
      return;
    }
    switch (element.tagName) {
      case "h1":
      case "h2":
      case "h3":
      case "h4":
      case "h5":
      case "h6": {
        const { content, images } = readInline(element.children);
        if (content.length > 0) {
          this.elements.push({ kind: "heading", level: Number(element.tagName[1]), content });
        }
        for (const image of images) this.addImage(image);
        return;
      }
      case "p":
      case "summary":
      case "dt":
        return this.readParagraph(element, depth);
      case "ul":
      case "ol":
      case "menu":
        return this.addList(element, depth);
      case "pre":
        return this.addCode(element);
      case "table":
        return this.addTable(element, depth);
      case "blockquote":
        return this.addQuote(element, depth);
      case "figure":
        return this.addFigure(element, depth);
      case "hr":
        this.elements.push({ kind: "divider" });
        return;
      default:
        return this.readContainer(element, depth);
    }
  }

  private readParagraph(element: Element, depth: number): void {
    if (findAll(element, blockTags).length > 0) return this.readChildren(element, depth);
    const isTerm = element.tagName === "dt";
    if (!isTerm) return this.addText(element.children);
    const { content } = readInline([
      { type: "element", tagName: "strong", properties: {}, children: element.children },
    ]);
    if (content.length > 0) this.elements.push({ kind: "paragraph", content });
  }

  private readContainer(element: Element, depth: number): void {
    const callout = calloutOf(classNames(element));
    if (callout === null) return this.readChildren(element, depth);
    const inner = new HtmlReader(this.collector);
    inner.readChildren(element, depth);
    this.externalImages += inner.externalImages;
    const [first, ...rest] = inner.elements;
    const titled = first?.kind === "heading" ? plainText(first.content).slice(0, 300) : null;
    this.elements.push({
      kind: "callout",
      variant: callout.variant,
      ...(titled === null ? {} : { title: titled }),
      children: asCalloutChildren(titled === null ? inner.elements : rest),
    });
  }

  private addList(list: Element, depth: number): void {
    const after: Element[] = [];
    const nested = this.readList(list, depth, after);
    if (nested.items.length > 0) this.elements.push({ kind: "list", ...nested });
    for (const element of after) {
      if (element.tagName === "img") this.addImage(element);
      else this.readBlock(element, depth + 1);
    }
  }

  private readList(list: Element, depth: number, after: Element[]): DraftNestedList {
    const items: DraftListItem[] = [];
    for (const child of list.children) {
      if (child.type !== "element" || isHidden(child)) continue;
      if (child.tagName === "li") {
        items.push(...this.readItem(child, depth + 1, after));
      } else if (child.tagName === "ul" || child.tagName === "ol") {
        // A list directly inside a list is a common mistake for one inside its last item.
        const inner = this.readList(child, depth + 1, after);
        const last = items.at(-1);
        if (last !== undefined && last.list === undefined) last.list = inner;
        else items.push(...inner.items);
      }
    }
    return { style: list.tagName === "ol" ? "ordered" : "bullet", items };
  }

  private readItem(item: Element, depth: number, after: Element[]): DraftListItem[] {
    const inline: Nodes[] = [];
    let nested: DraftNestedList | undefined;
    const gather = (nodes: readonly Nodes[], level: number): void => {
      for (const node of nodes) {
        if (node.type !== "element" || !blockTags.has(node.tagName)) {
          inline.push(node);
        } else if ((node.tagName === "ul" || node.tagName === "ol") && depth < maxDepth) {
          const inner = this.readList(node, depth + 1, after);
          if (nested === undefined) nested = inner;
          else nested.items.push(...inner.items);
        } else if (node.tagName === "table" || node.tagName === "figure") {
          after.push(node);
        } else if (node.tagName === "pre") {
          inline.push(
            { type: "element", tagName: "br", properties: {}, children: [] },
            {
              type: "element",
              tagName: "code",
              properties: {},
              children: [{ type: "text", value: codeOf(node) }],
            },
            { type: "element", tagName: "br", properties: {}, children: [] },
          );
        } else if (level < maxDepth) {
          gather(node.children, level + 1);
          inline.push({ type: "element", tagName: "br", properties: {}, children: [] });
        }
      }
    };
    gather(item.children, 0);
    const { content, images } = readInline(inline);
    after.push(...images);
    const list: DraftNestedList | undefined = nested;
    if (content.length === 0) return list?.items ?? [];
    return [{ content, ...(list === undefined || list.items.length === 0 ? {} : { list }) }];
  }

  private addCode(element: Element): void {
    const inner = element.children.find(
      (child) => child.type === "element" && child.tagName === "code",
    );
    const names = [...classNames(element), ...(inner?.type === "element" ? classNames(inner) : [])];
    const language = names
      .map((name) => /^(?:language|lang|highlight-source)-([\w+#-]+)$/.exec(name)?.[1])
      .find(Boolean);
    const code = codeOf(element);
    if (code !== "")
      this.elements.push({ kind: "code", code, ...(language === undefined ? {} : { language }) });
  }

  private addTable(element: Element, depth: number): void {
    const table = readTable(element);
    if (table.isLayout) {
      for (const cell of findAll(element, new Set(["td", "th"])))
        this.readChildren(cell, depth + 1);
      return;
    }
    const { isLayout: _, images, ...rest } = table;
    if (rest.rows.length > 0) this.elements.push({ kind: "table", ...rest });
    for (const image of images) this.addImage(image);
  }

  private addQuote(element: Element, depth: number): void {
    const inner = new HtmlReader(this.collector);
    inner.readChildren(element, depth);
    this.externalImages += inner.externalImages;
    for (const found of inner.elements) {
      this.elements.push(found.kind === "paragraph" ? { ...found, kind: "quote" } : found);
    }
  }

  private addFigure(element: Element, depth: number): void {
    const images = findAll(element, new Set(["img"]));
    const captions = findAll(element, new Set(["figcaption"]));
    const caption =
      captions.length > 0 ? readInline(captions.flatMap((found) => found.children)).content : [];
    const rest: Element = {
      ...element,
      children: element.children.filter(
        (child) => child.type !== "element" || child.tagName !== "figcaption",
      ),
    };
    if (images.length === 1 && textOf(rest).trim() === "") {
      const [image] = images;
      if (image !== undefined) this.addImage(image, caption);
      return;
    }
    this.readChildren(rest, depth);
    if (caption.length > 0) this.elements.push({ kind: "paragraph", content: caption });
  }

  private addImage(element: Element, caption: RichText = []): void {
    const source = textProperty(element.properties, "src") ?? "";
    const imageKey = this.collector.addLinked(source);
    const alternativeText = textProperty(element.properties, "alt");
    const title = textProperty(element.properties, "title");
    const width = Number(textProperty(element.properties, "width") ?? Number.NaN);
    const isTracker =
      width <= 2 || (imageKey === null && alternativeText === null && caption.length === 0);
    if (imageKey === null && !/^data:/i.test(source)) this.externalImages += 1;
    if (isTracker) return;
    const shownCaption =
      caption.length > 0 ? caption : title === null ? [] : richText(title.trim());
    this.elements.push({
      kind: "image",
      imageKey,
      alternativeText:
        alternativeText === null || alternativeText.trim() === "" ? null : alternativeText.trim(),
      ...(shownCaption.length > 0 ? { caption: shownCaption } : {}),
    });
  }
}
