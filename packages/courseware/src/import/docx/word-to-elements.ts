import type { RichText } from "@byteos/contracts/rich-text";
import { plainText } from "@byteos/contracts/words";
import {
  asCalloutChildren,
  type CalloutVariant,
  type DraftCell,
  type DraftElement,
  type DraftListItem,
  type DraftNestedList,
} from "../draft-element.ts";
import {
  headingLook,
  isAllMonospace,
  readParagraph,
  type NoteNumbers,
} from "./paragraph-reader.ts";
import type { StyleRole, StyleRoles } from "./style-roles.ts";
import { walkNodes, type WordDocument, type WordNode } from "./word-node.ts";

const maxTableDepth = 20;

export interface WordReaderOptions {
  readonly document: WordDocument;
  readonly styles: StyleRoles;
  readonly imageKeys: ReadonlyMap<WordNode, string | null>;
}

interface OpenBox {
  variant: CalloutVariant;
  title: string | undefined;
  children: DraftElement[];
}

/** Groups Word's flat paragraphs into headings, lists, code, boxes and tables. */
export class WordReader {
  private elements: DraftElement[] = [];
  private box: OpenBox | null = null;
  private tableCaption: RichText | undefined;
  private numberPrefix = "";
  private readonly options: WordReaderOptions;
  private readonly noteNumbers: NoteNumbers;
  private readonly levelShift: number;
  private readonly looks: ReadonlyMap<number, number>;

  constructor(options: WordReaderOptions) {
    this.options = options;
    const numbers = new Map<string, number>();
    this.noteNumbers = {
      numberOf: (reference) => {
        const key = `${reference.noteType}-${reference.noteId}`;
        if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
        return numbers.get(key) ?? 0;
      },
    };
    const paragraphs = [...walkNodes(options.document)].filter((node) => node.type === "paragraph");
    const roles = paragraphs.map((node) => this.roleOf(node));
    const hasTitle = roles.some((role) => role.role === "title");
    const hasTopHeading = roles.some((role) => role.role === "heading" && role.level === 1);
    this.levelShift = hasTitle && hasTopHeading ? 1 : 0;
    this.looks = roles.some((role) => role.role === "heading") ? new Map() : rankLooks(paragraphs);
  }

  read(): DraftElement[] {
    this.readBlocks(this.options.document.children ?? [], 0);
    this.closeBox();
    return this.elements;
  }

  private roleOf(node: WordNode): StyleRole {
    return this.options.styles.roleOf(node.styleId ?? null);
  }

  private target(): DraftElement[] {
    return this.box?.children ?? this.elements;
  }

  private closeBox(): void {
    if (this.box === null) return;
    const { variant, title, children } = this.box;
    this.box = null;
    if (children.length > 0) {
      this.elements.push({
        kind: "callout",
        variant,
        ...(title === undefined ? {} : { title }),
        children: asCalloutChildren(children),
      });
    } else if (title !== undefined)
      this.elements.push({ kind: "paragraph", content: [{ text: title }] });
  }

  private readBlocks(nodes: readonly WordNode[], depth: number): void {
    for (const node of nodes) {
      if (node.type === "paragraph") this.readParagraphBlock(node);
      else if (node.type === "table") this.readTable(node, depth);
      else if (node.children !== undefined && depth < maxTableDepth)
        this.readBlocks(node.children, depth + 1);
    }
  }

  private readParagraphBlock(node: WordNode): void {
    const role = this.roleOf(node);
    const isCode =
      role.role === "code" || (role.role === "body" && isAllMonospace(node, this.options.styles));
    const read = readParagraph(node, this.options.styles, this.noteNumbers, isCode);
    if (!role.role.startsWith("box")) this.closeBox();
    if (isCode) this.addCode(node, read.content);
    else if (read.content.length > 0) this.addParagraph(node, role, read.content);
    for (const image of read.images) this.addImage(image);
    for (const reference of read.notes) this.addNote(reference);
  }

  private addParagraph(node: WordNode, role: StyleRole, content: RichText): void {
    const text = plainText(content);
    switch (role.role) {
      case "contents":
        return;
      case "number-prefix":
        this.numberPrefix = `${text} `;
        return;
      case "title": {
        const numbered =
          this.numberPrefix === "" ? content : [{ text: this.numberPrefix }, ...content];
        this.numberPrefix = "";
        this.elements.push({ kind: "heading", level: 1, content: numbered });
        return;
      }
      case "heading":
        this.elements.push({
          kind: "heading",
          level: Math.min(6, role.level + this.levelShift),
          content,
        });
        return;
      case "quote":
        this.elements.push({ kind: "quote", content });
        return;
      case "caption":
      case "table-head":
        this.elements.push({ kind: "paragraph", content });
        return;
      case "table-caption":
        this.tableCaption = content;
        return;
      case "box-kind":
        this.closeBox();
        this.box = { variant: role.variant, title: undefined, children: [] };
        if (!/^(?:note|box|sidebar)$/i.test(text.trim()))
          this.box.title = text.trim().slice(0, 300);
        return;
      case "box-title":
        if (this.box !== null && (this.box.title !== undefined || this.box.children.length > 0)) {
          if (this.box.children.length > 0) this.closeBox();
          else this.box.title = `${this.box.title ?? ""}: ${text}`.slice(0, 300);
        }
        this.box ??= { variant: role.variant, title: undefined, children: [] };
        this.box.title ??= text.slice(0, 300);
        return;
      case "box-body":
      case "box-list":
        this.box ??= { variant: role.variant, title: undefined, children: [] };
        if (role.role === "box-list" || node.numbering) {
          this.addListItem(node, role.role === "box-list" ? role.style : "bullet", content);
        } else this.box.children.push({ kind: "paragraph", content });
        return;
      default:
        if (role.role === "list" || node.numbering) {
          return this.addListItem(node, role.role === "list" ? role.style : "bullet", content);
        }
        return this.addBody(node, content, text);
    }
  }

  private addBody(node: WordNode, content: RichText, text: string): void {
    const look = this.looks.size === 0 ? null : headingLook(node, text);
    const level = look === null ? undefined : this.looks.get(look);
    this.elements.push(
      level === undefined ? { kind: "paragraph", content } : { kind: "heading", level, content },
    );
  }

  private addCode(node: WordNode, content: RichText): void {
    const line = [...walkNodes(node)]
      .map((part) =>
        part.type === "text"
          ? (part.value ?? "")
          : part.type === "tab"
            ? "\t"
            : part.type === "break"
              ? "\n"
              : "",
      )
      .join("")
      .replaceAll("\u00a0", " ");
    const last = this.target().at(-1);
    if (last?.kind === "code") last.code += `\n${line}`;
    else if (content.length > 0) this.target().push({ kind: "code", code: line });
  }

  private addListItem(node: WordNode, fallback: "bullet" | "ordered", content: RichText): void {
    const style = node.numbering ? (node.numbering.isOrdered ? "ordered" : "bullet") : fallback;
    const depth = Math.min(5, Math.max(0, Number(node.numbering?.level ?? 0) || 0));
    const last = this.target().at(-1);
    let list: DraftNestedList;
    if (last?.kind === "list" && (depth > 0 || last.style === style)) list = last;
    else {
      const created = { kind: "list" as const, style, items: [] as DraftListItem[] };
      this.target().push(created);
      list = created;
    }
    for (let level = 0; level < depth; level += 1) {
      const parent = list.items.at(-1);
      if (parent === undefined) break;
      parent.list ??= { style, items: [] };
      list = parent.list;
    }
    list.items.push({ content });
  }

  private addImage(node: WordNode): void {
    const imageKey = this.options.imageKeys.get(node) ?? null;
    const alternativeText = node.altText?.trim() ? node.altText.trim() : null;
    if (imageKey === null && alternativeText === null) return;
    this.target().push({ kind: "image", imageKey, alternativeText });
  }

  private addNote(reference: WordNode): void {
    const note = this.options.document.notes.resolve(reference);
    if (note === null) return;
    const children = note.body.flatMap((node) => {
      const { content } = readParagraph(node, this.options.styles, this.noteNumbers);
      return content.length > 0 ? [{ kind: "paragraph" as const, content }] : [];
    });
    if (children.length === 0) return;
    const title = `Note ${this.noteNumbers.numberOf(reference)}`;
    if (this.box !== null) this.box.children.push(...children);
    else this.elements.push({ kind: "callout", variant: "note", title, children });
  }

  private readTable(table: WordNode, depth: number): void {
    const after: WordNode[] = [];
    const notes: WordNode[] = [];
    const sourceRows = (table.children ?? []).filter((row) => row.type === "tableRow");
    const isLayout = depth < maxTableDepth && isLayoutTable(sourceRows);
    if (isLayout)
      return this.readBlocks(
        sourceRows.flatMap((row) => row.children ?? []).flatMap((cell) => cell.children ?? []),
        depth + 1,
      );
    let isHeadStyled = true;
    const rows = sourceRows.map((row, index) =>
      (row.children ?? []).map((cell): DraftCell => {
        const paragraphs = [...walkNodes(cell)].filter((node) => node.type === "paragraph");
        const content: RichText = [];
        for (const paragraph of paragraphs) {
          const read = readParagraph(paragraph, this.options.styles, this.noteNumbers);
          if (content.length > 0 && read.content.length > 0) content.push({ text: "\n" });
          content.push(...read.content);
          after.push(...read.images);
          notes.push(...read.notes);
          if (index === 0 && this.roleOf(paragraph).role !== "table-head") isHeadStyled = false;
        }
        return {
          content: content.slice(0, 5_000),
          ...(cell.colSpan !== undefined && cell.colSpan > 1
            ? { columnSpan: Math.min(100, cell.colSpan) }
            : {}),
          ...(cell.rowSpan !== undefined && cell.rowSpan > 1
            ? { rowSpan: Math.min(1_000, cell.rowSpan) }
            : {}),
        };
      }),
    );
    const first = rows[0] ?? [];
    const isBoldRow =
      first.length > 0 &&
      first.every(
        (cell) =>
          cell.content.length > 0 &&
          cell.content.every((span) => span.marks?.includes("bold") === true),
      );
    const hasHeaderRow =
      rows.length > 1 &&
      (sourceRows[0]?.isHeader === true ||
        sourceRows[0]?.children?.some((cell) => cell.isHeader === true) === true ||
        isHeadStyled ||
        isBoldRow);
    this.closeBox();
    this.elements.push({
      kind: "table",
      hasHeaderRow,
      rows,
      ...(this.tableCaption === undefined ? {} : { caption: this.tableCaption }),
    });
    this.tableCaption = undefined;
    for (const image of after) this.addImage(image);
    for (const reference of notes) this.addNote(reference);
  }
}

/** A table of one cell is a frame around text; so is one that holds tables. */
function isLayoutTable(rows: readonly WordNode[]): boolean {
  const cells = rows.flatMap((row) => row.children ?? []);
  const hasInnerTable = cells.some((cell) =>
    (cell.children ?? []).some((child) => child.type === "table"),
  );
  return cells.length <= 1 || hasInnerTable;
}

/** Levels 1 to 3 for the looks that stand out, largest first, when no style says what is a heading. */
function rankLooks(paragraphs: readonly WordNode[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const node of paragraphs) {
    const text = [...walkNodes(node)]
      .map((part) => part.value ?? "")
      .join("")
      .trim();
    const look = headingLook(node, text);
    if (look !== null) counts.set(look, (counts.get(look) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total > paragraphs.length / 2) return new Map();
  const ranked = [...counts.keys()].sort((a, b) => b - a).slice(0, 3);
  return new Map(ranked.map((look, index) => [look, index + 1]));
}
