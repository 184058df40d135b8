import { Block, CalloutChild } from "@byteos/contracts/block";
import type { ListItem, NestedList } from "@byteos/contracts/block";
import { present } from "./editor-node.ts";
import type { EditorNode } from "./editor-node.ts";
import { richTextOf } from "./inline.ts";

function listOf(node: EditorNode): NestedList {
  return {
    style: node.type === "orderedList" ? "ordered" : "bullet",
    items: (node.content ?? []).map(listItemOf),
  };
}

function listItemOf(node: EditorNode): ListItem {
  const [paragraph, nested] = node.content ?? [];
  return { content: richTextOf(paragraph?.content), ...(nested ? { list: listOf(nested) } : {}) };
}

const spanOf = (value: unknown) => (typeof value === "number" && value > 1 ? value : undefined);

function tableOf(node: EditorNode): Record<string, unknown> {
  const [first] = node.content ?? [];
  const cells = first?.content ?? [];
  return {
    type: "table",
    hasHeaderRow: cells.length > 0 && cells.every((cell) => cell.type === "tableHeader"),
    rows: (node.content ?? []).map((row) =>
      (row.content ?? []).map((cell) => ({
        content: richTextOf(cell.content),
        ...present({
          columnSpan: spanOf(cell.attrs?.colspan),
          rowSpan: spanOf(cell.attrs?.rowspan),
        }),
      })),
    ),
    ...present({ caption: node.attrs?.caption }),
  };
}

const textOf = (node: EditorNode) => (node.content ?? []).map((child) => child.text ?? "").join("");

function shapeOf(node: EditorNode): Record<string, unknown> {
  const attrs = node.attrs ?? {};
  switch (node.type) {
    case "paragraph":
      return { type: "paragraph", content: richTextOf(node.content) };
    case "heading":
      return { type: "heading", level: attrs.level, content: richTextOf(node.content) };
    case "bulletList":
    case "orderedList":
      return { type: "list", ...listOf(node) };
    case "quote":
      return {
        type: "quote",
        content: richTextOf(node.content),
        ...present({ attribution: attrs.attribution }),
      };
    case "codeBlock":
      return {
        type: "code",
        code: textOf(node),
        ...present({ language: attrs.language, caption: attrs.caption }),
      };
    case "image":
      return {
        type: "image",
        assetId: attrs.assetId ?? null,
        alternativeText: attrs.alternativeText ?? null,
        isDecorative: attrs.isDecorative === true,
        ...present({
          caption: richTextOf(node.content),
          width: attrs.width,
          height: attrs.height,
        }),
      };
    case "table":
      return tableOf(node);
    case "divider":
      return { type: "divider" };
    case "callout":
      return {
        type: "callout",
        variant: attrs.variant,
        children: (node.content ?? [])
          .filter((child) => !isWritingPlace(child))
          .map(calloutChildOf),
        ...present({ title: attrs.title }),
      };
    case "question":
      return { type: "question", question: attrs.question };
    default:
      throw new Error(`The editor holds a node that is no block: ${node.type}`);
  }
}

function withIdentity(node: EditorNode): Record<string, unknown> {
  return {
    ...shapeOf(node),
    id: node.attrs?.blockId,
    ...present({ sources: node.attrs?.sources }),
  };
}

function calloutChildOf(node: EditorNode): CalloutChild {
  return CalloutChild.parse(withIdentity(node));
}

/** An empty paragraph is a place to write, not something a learner should count as a block. */
function isWritingPlace(node: EditorNode): boolean {
  return node.type === "paragraph" && (node.content ?? []).length === 0;
}

/** One top-level node as a block; null for a place to write. Throws ZodError on what no block can hold. */
export function blockOf(node: EditorNode): Block | null {
  return isWritingPlace(node) ? null : Block.parse(withIdentity(node));
}

/** The blocks of the editor's document, in order. */
export function blocksOf(document: EditorNode): Block[] {
  return (document.content ?? []).flatMap((node) => blockOf(node) ?? []);
}
