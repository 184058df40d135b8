import type { RichText } from "@byteos/contracts/rich-text";
import { plainText } from "@byteos/contracts/words";
import {
  asCalloutChildren,
  type DraftCell,
  type DraftElement,
  type DraftListItem,
  type DraftNestedList,
} from "../draft-element.ts";
import { isHeaderRow } from "./find-tables.ts";
import { joinItems, type Vocabulary } from "./join-items.ts";
import { readListMarker } from "./list-markers.ts";
import type { PageContent, PageItem, PagePicture, StructureNode } from "./page-model.ts";
import { cutStart, withoutMark } from "./rich-text-cut.ts";

const inlineRoles = new Set([
  "Span",
  "Link",
  "Reference",
  "Em",
  "Strong",
  "Quote",
  "Sub",
  "Annot",
  "BibEntry",
  "Ruby",
  "Formula",
  "Lbl",
  "Code",
]);
const containerRoles = new Set([
  "Root",
  "Document",
  "DocumentFragment",
  "Part",
  "Art",
  "Sect",
  "Div",
  "NonStruct",
  "Private",
  "TBody",
  "Aside",
]);
const noteRoles = new Set(["Note", "FENote", "Footnote", "Endnote"]);

/** Share of a page's words that its structure tree reaches: below 0.9 the tags are not to be trusted. */
export function taggedShare(page: PageContent): number {
  if (page.structure === null) return 0;
  const ids = new Set<string>();
  const pending: (StructureNode | string)[] = [page.structure];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node === "string") ids.add(node);
    else pending.push(...node.children);
  }
  let reached = 0;
  let total = 0;
  for (const item of page.items) {
    const length = item.text.trim().length;
    if (item.isArtifact || length === 0) continue;
    total += length;
    if (item.markedId !== null && ids.has(item.markedId)) reached += length;
  }
  return total === 0 ? 0 : reached / total;
}

/** Reads one page of a tagged PDF by its structure tree, which carries order, lists and tables. */
export class TaggedPageReader {
  private readonly byId = new Map<string, PageItem[]>();
  /** Figures drawn with lines and areas, which cannot be carried over as pictures. */
  drawings = 0;
  private readonly notes: DraftElement[] = [];
  private lastY = 0;
  private readonly elements: DraftElement[] = [];
  private readonly pictures: PagePicture[];
  private readonly page: PageContent;
  private readonly vocabulary: Vocabulary;

  constructor(page: PageContent, vocabulary: Vocabulary) {
    this.page = page;
    this.vocabulary = vocabulary;
    this.pictures = [...page.pictures].sort((a, b) => a.y - b.y);
    for (const item of page.items) {
      if (item.markedId === null) continue;
      const items = this.byId.get(item.markedId);
      if (items === undefined) this.byId.set(item.markedId, [item]);
      else items.push(item);
    }
  }

  read(): DraftElement[] {
    if (this.page.structure !== null) this.readBlock(this.page.structure);
    this.flushNotes();
    for (const picture of this.pictures)
      this.push({ kind: "image", imageKey: picture.imageKey, alternativeText: null });
    return this.elements;
  }

  private push(element: DraftElement): void {
    this.elements.push({ ...element, page: this.page.number });
  }

  private flushNotes(): void {
    for (const note of this.notes.splice(0)) this.push(note);
  }

  /** Notes stand where the page has them, below their column: a block further up opens the next one. */
  private enterBlock(node: StructureNode): void {
    const items = this.itemsOf(node, (part) => noteRoles.has(part.role));
    const first = items[0];
    const last = items.at(-1);
    if (first === undefined || last === undefined) return;
    if (first.y < this.lastY - first.size * 2) this.flushNotes();
    this.lastY = last.y;
  }

  private itemsOf(
    node: StructureNode | string,
    skip: (node: StructureNode) => boolean = () => false,
  ): PageItem[] {
    if (typeof node === "string") return this.byId.get(node) ?? [];
    return node.children.flatMap((child) =>
      typeof child !== "string" && skip(child) ? [] : this.itemsOf(child, skip),
    );
  }

  private readBlock(node: StructureNode): void {
    const { role } = node;
    if (!containerRoles.has(role) && !noteRoles.has(role)) this.enterBlock(node);
    if (/^H[1-6]?$|^Title$/.test(role)) return this.addHeading(node);
    if (role === "L") {
      const list = this.readList(node);
      if (list.items.length > 0) this.push({ kind: "list", ...list });
      return;
    }
    if (role === "Table") return this.addTable(node);
    if (role === "TOC" || role === "TOCI" || role === "Artifact" || role === "Index") return;
    if (role === "Figure") return this.addFigure(node);
    if (noteRoles.has(role)) return this.addNote(node);
    if (role === "BlockQuote") return this.addText(node, "quote");
    if (role === "Code" && this.itemsOf(node).every((item) => item.isMonospace))
      return this.addCode(node);
    if (containerRoles.has(role)) return this.readMixed(node);
    return this.addText(node, "paragraph");
  }

  /** Containers hold blocks; words that stand in them directly are paragraphs of their own. */
  private readMixed(node: StructureNode): void {
    let loose: (StructureNode | string)[] = [];
    const flush = (): void => {
      if (loose.length > 0)
        this.addText({ role: "P", alternativeText: null, children: loose }, "paragraph");
      loose = [];
    };
    for (const child of node.children) {
      if (typeof child === "string" || inlineRoles.has(child.role)) loose.push(child);
      else {
        flush();
        this.readBlock(child);
      }
    }
    flush();
  }

  private addHeading(node: StructureNode): void {
    const content = withoutMark(joinItems(this.itemsOf(node, isApart), this.vocabulary), "bold");
    const level = Number(/\d/.exec(node.role)?.[0] ?? 1);
    if (content.length > 0) this.push({ kind: "heading", level, content });
    this.readApart(node);
  }

  private addText(node: StructureNode, kind: "paragraph" | "quote"): void {
    const content = joinItems(this.itemsOf(node, isApart), this.vocabulary);
    if (content.length > 0) {
      const marker = kind === "paragraph" ? glyphMarker(content) : 0;
      if (marker > 0) this.addMarkedItem(cutStart(content, marker));
      else this.push({ kind, content });
    }
    this.readApart(node);
  }

  /** Paragraphs that each open with a bullet glyph are a list that was tagged as text. */
  private addMarkedItem(content: RichText): void {
    const last = this.elements.at(-1);
    if (last?.kind === "list" && last.style === "bullet") last.items.push({ content });
    else this.push({ kind: "list", style: "bullet", items: [{ content }] });
  }

  private readApart(node: StructureNode): void {
    for (const child of node.children) {
      if (typeof child === "string") continue;
      if (isApart(child)) this.readBlock(child);
      else this.readApart(child);
    }
  }

  private readList(node: StructureNode): DraftNestedList {
    const items: DraftListItem[] = [];
    let isOrdered = false;
    for (const child of node.children) {
      if (typeof child === "string") continue;
      if (child.role === "L") {
        const inner = this.readList(child);
        const last = items.at(-1);
        if (last !== undefined && last.list === undefined) last.list = inner;
        else items.push(...inner.items);
        continue;
      }
      const nested = descendants(child, "L");
      const isLabel = (part: StructureNode): boolean =>
        part.role === "Lbl" || part.role === "L" || noteRoles.has(part.role);
      const label = joinItems(
        descendants(child, "Lbl").flatMap((part) => this.itemsOf(part)),
        this.vocabulary,
      );
      if (/^\(?(?:\d+|[a-z])[.)]?$/i.test(plainText(label).trim())) isOrdered = true;
      let content = joinItems(this.itemsOf(child, isLabel), this.vocabulary);
      const marker = readListMarker(plainText(content));
      if (marker !== null && label.length === 0) {
        content = cutStart(content, marker.length);
        if (marker.style === "ordered") isOrdered = true;
      }
      const inner = nested.map((list) => this.readList(list));
      const list =
        inner.length === 0
          ? undefined
          : {
              style: inner[0]?.style ?? ("bullet" as const),
              items: inner.flatMap((part) => part.items),
            };
      if (content.length > 0) items.push({ content, ...(list === undefined ? {} : { list }) });
      else if (list !== undefined) items.push(...list.items);
    }
    return { style: isOrdered ? "ordered" : "bullet", items };
  }

  private addTable(node: StructureNode): void {
    const sourceRows = descendants(node, "TR");
    const rows: DraftCell[][] = [];
    let hasHeadCells = false;
    for (const row of sourceRows) {
      const cells = row.children.filter((child) => typeof child !== "string");
      const read = cells.map((cell) => ({ content: this.readCell(cell) }));
      if (read.every((cell) => cell.content.length === 0)) continue;
      if (rows.length === 0)
        hasHeadCells = cells.length > 0 && cells.every((cell) => cell.role === "TH");
      rows.push(read);
    }
    if (rows.length === 0) return;
    if (rows.every((row) => row.length <= 1)) {
      for (const row of rows)
        for (const cell of row) this.push({ kind: "paragraph", content: cell.content });
      return;
    }
    const caption = descendants(node, "Caption")[0];
    const captionText =
      caption === undefined ? [] : joinItems(this.itemsOf(caption), this.vocabulary);
    this.push({
      kind: "table",
      hasHeaderRow: hasHeadCells || isHeaderRow(rows),
      rows,
      ...(captionText.length > 0 ? { caption: captionText } : {}),
    });
    for (const note of descendants(node, "Note")) this.addNote(note);
  }

  private readCell(cell: StructureNode): RichText {
    const blocks = cell.children.filter(
      (child) =>
        typeof child !== "string" && !inlineRoles.has(child.role) && !noteRoles.has(child.role),
    );
    if (blocks.length <= 1)
      return joinItems(
        this.itemsOf(cell, (part) => noteRoles.has(part.role)),
        this.vocabulary,
      );
    const content: RichText = [];
    for (const child of cell.children) {
      const part = joinItems(
        this.itemsOf(child, (inner) => noteRoles.has(inner.role)),
        this.vocabulary,
      );
      if (content.length > 0 && part.length > 0) content.push({ text: "\n" });
      content.push(...part);
    }
    return content;
  }

  private addFigure(node: StructureNode): void {
    const caption = joinItems(this.itemsOf(node), this.vocabulary);
    const picture = this.pictures.shift();
    if (picture === undefined) {
      this.drawings += 1;
      if (caption.length > 0) this.push({ kind: "paragraph", content: caption });
      return;
    }
    this.push({
      kind: "image",
      imageKey: picture.imageKey,
      alternativeText: node.alternativeText,
      ...(caption.length > 0 ? { caption } : {}),
    });
  }

  private addCode(node: StructureNode): void {
    const code = plainText(joinItems(this.itemsOf(node), this.vocabulary, true));
    if (code !== "") this.push({ kind: "code", code });
  }

  private addNote(node: StructureNode): void {
    const content = joinItems(this.itemsOf(node), this.vocabulary);
    if (content.length === 0) return;
    const number = /^(\d{1,3})[.)]?\s+/.exec(plainText(content));
    const children = asCalloutChildren([
      {
        kind: "paragraph",
        content: number === null ? content : cutStart(content, number[0].length),
      },
    ]);
    const title = number === null ? "Note" : `Note ${number[1]}`;
    this.notes.push({ kind: "callout", variant: "note", title, children });
  }
}

/** Blocks that may sit inside a paragraph's tag but are read after it. */
function isApart(node: StructureNode): boolean {
  return (
    noteRoles.has(node.role) ||
    node.role === "Figure" ||
    node.role === "L" ||
    node.role === "Table" ||
    /^H[1-6]$/.test(node.role)
  );
}

function descendants(node: StructureNode, role: string): StructureNode[] {
  return node.children.flatMap((child) =>
    typeof child === "string"
      ? []
      : child.role === role
        ? [child]
        : child.role === "Table"
          ? []
          : descendants(child, role),
  );
}

/** Length of a lone bullet glyph or question mark that an author drew in front of a paragraph. */
function glyphMarker(content: RichText): number {
  const text = plainText(content);
  const marker = readListMarker(text);
  if (marker !== null && marker.style === "bullet") return marker.length;
  return /^\?\s+\p{Lu}/u.test(text) ? (/^\?\s+/.exec(text)?.[0].length ?? 0) : 0;
}
