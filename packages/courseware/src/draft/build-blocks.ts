import type { Block, CalloutChild, NestedList } from "@byteos/contracts/block";
import type { AssetId } from "@byteos/contracts/ids";
import { BlockId } from "@byteos/contracts/ids";
import type {
  DocumentElement,
  ImportedListItem,
  SimpleElement,
} from "@byteos/contracts/imported-document";
import type { RichText } from "@byteos/contracts/rich-text";
import type { SourceRange } from "@byteos/contracts/source";
import { plainText } from "@byteos/contracts/words";
import type { SourceDocument } from "../outline/propose-outline.ts";
import { stableId } from "../random/stable-hash.ts";

export type FindAsset = (documentId: string, imageKey: string) => AssetId | null;

/** Where a link within the document leads, by the slug it names; null where it leads nowhere. */
export type FindAnchor = (fragment: string) => string | null;

export interface BuildBlocksInput {
  readonly source: SourceDocument;
  readonly firstElement: number;
  readonly endElement: number;
  readonly assetOf: FindAsset;
  readonly anchorOf: FindAnchor;
  readonly levelOf: (level: number) => 2 | 3 | 4;
  readonly seed: string;
}

export function blockIdOf(seed: string, documentId: string, element: number | string): BlockId {
  return BlockId.parse(stableId(seed, documentId, element));
}

export function slugOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");
}

/** Links within the document lead to the block they mean, or stop being links. */
function resolveLinks(content: RichText, anchorOf: FindAnchor): RichText {
  return content.map(({ href, ...span }) => {
    if (href === undefined || !href.startsWith("#"))
      return href === undefined ? span : { ...span, href };
    const blockId = anchorOf(href.slice(1));
    return blockId === null ? span : { ...span, href: `#${blockId}` };
  });
}

class BlockBuilder {
  private readonly input: BuildBlocksInput;

  constructor(input: BuildBlocksInput) {
    this.input = input;
  }

  private identity(
    element: { start: number; end: number; page?: number | undefined },
    key: number | string,
  ) {
    const { source, seed } = this.input;
    const range: SourceRange = {
      documentId: source.id,
      documentHash: source.document.textHash,
      start: element.start,
      end: element.end,
      ...(element.page === undefined ? {} : { page: element.page }),
    };
    return {
      id: blockIdOf(seed, source.id, key),
      ...(element.end > element.start ? { sources: [range] } : {}),
    };
  }

  private text(content: RichText): RichText {
    return resolveLinks(content, this.input.anchorOf);
  }

  private items(items: readonly ImportedListItem[]): NestedList["items"] {
    return items.map((item) => ({
      content: this.text(item.content),
      ...(item.list
        ? { list: { style: item.list.style, items: this.items(item.list.items) } }
        : {}),
    }));
  }

  private simple(element: SimpleElement, key: number | string): CalloutChild {
    const identity = this.identity(element, key);
    switch (element.kind) {
      case "paragraph":
        return { ...identity, type: "paragraph", content: this.text(element.content) };
      case "quote":
        return { ...identity, type: "quote", content: this.text(element.content) };
      case "list":
        return {
          ...identity,
          type: "list",
          style: element.style,
          items: this.items(element.items),
        };
      case "code":
        return {
          ...identity,
          type: "code",
          code: element.code,
          ...(element.language === undefined ? {} : { language: element.language.slice(0, 40) }),
        };
      case "table":
        return {
          ...identity,
          type: "table",
          hasHeaderRow: element.hasHeaderRow,
          rows: element.rows.map((row) =>
            row.map((cell) => ({ ...cell, content: this.text(cell.content) })),
          ),
          ...(element.caption ? { caption: this.text(element.caption) } : {}),
        };
      case "image":
        return {
          ...identity,
          type: "image",
          assetId:
            element.imageKey === null
              ? null
              : this.input.assetOf(this.input.source.id, element.imageKey),
          alternativeText: element.alternativeText?.trim()
            ? element.alternativeText.slice(0, 2_000)
            : null,
          isDecorative: false,
          ...(element.caption ? { caption: this.text(element.caption) } : {}),
        };
    }
  }

  block(element: DocumentElement, index: number): Block {
    const identity = this.identity(element, index);
    if (element.kind === "heading") {
      return {
        ...identity,
        type: "heading",
        level: this.input.levelOf(element.level),
        content: this.text(element.content),
      };
    }
    if (element.kind === "divider") return { ...identity, type: "divider" };
    if (element.kind !== "callout") return this.simple(element, index);
    return {
      ...identity,
      type: "callout",
      variant: element.variant,
      ...(element.title ? { title: element.title.slice(0, 300) } : {}),
      children: element.children
        .slice(0, 200)
        .map((child, position) => this.simple(child, `${index}.${position}`)),
    };
  }
}

/** Blocks of a stretch of a document, each with the exact range it came from and an id that follows from seed and place. */
export function buildBlocks(input: BuildBlocksInput): Block[] {
  const builder = new BlockBuilder(input);
  const blocks: Block[] = [];
  const { elements } = input.source.document;
  for (
    let index = input.firstElement;
    index < Math.min(input.endElement, elements.length);
    index++
  ) {
    const element = elements[index];
    if (element === undefined) continue;
    if (element.kind === "heading" && plainText(element.content).trim() === "") continue;
    blocks.push(builder.block(element, index));
  }
  return blocks;
}
