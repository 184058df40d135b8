import type { Block, CalloutChild, ListItem, NestedList } from "@byteos/contracts/block";
import type { ModuleContent } from "@byteos/contracts/module-content";
import type { EditorNode } from "./editor-node.ts";
import { inlineNodes } from "./inline.ts";

const listNames = { bullet: "bulletList", ordered: "orderedList" } as const;

/** ProseMirror leaves an empty content out; so do we, to compare equal with what it gives back. */
function node(
  type: string,
  attrs: EditorNode["attrs"],
  content: readonly EditorNode[] = [],
): EditorNode {
  return {
    type,
    ...(attrs === undefined ? {} : { attrs }),
    ...(content.length > 0 ? { content } : {}),
  };
}

function listItemNode(item: ListItem): EditorNode {
  const paragraph = node("paragraph", { blockId: null, sources: null }, inlineNodes(item.content));
  return node(
    "listItem",
    undefined,
    item.list ? [paragraph, nestedListNode(item.list)] : [paragraph],
  );
}

function nestedListNode(list: NestedList): EditorNode {
  return node(
    listNames[list.style],
    { blockId: null, sources: null },
    list.items.map(listItemNode),
  );
}

/** One block as an editor node; its id and sources travel as attributes. */
function blockNode(block: Block | CalloutChild): EditorNode {
  const identity = { blockId: block.id, sources: block.sources ?? null };
  switch (block.type) {
    case "paragraph":
      return node("paragraph", identity, inlineNodes(block.content));
    case "heading":
      return node("heading", { ...identity, level: block.level }, inlineNodes(block.content));
    case "list":
      return node(listNames[block.style], identity, block.items.map(listItemNode));
    case "quote":
      return node(
        "quote",
        { ...identity, attribution: block.attribution ?? null },
        inlineNodes(block.content),
      );
    case "code":
      return node(
        "codeBlock",
        { ...identity, language: block.language ?? null, caption: block.caption ?? null },
        block.code === "" ? [] : [{ type: "text", text: block.code }],
      );
    case "image":
      return node(
        "image",
        {
          ...identity,
          assetId: block.assetId,
          alternativeText: block.alternativeText,
          isDecorative: block.isDecorative,
          width: block.width ?? null,
          height: block.height ?? null,
        },
        inlineNodes(block.caption ?? []),
      );
    case "table":
      return node(
        "table",
        { ...identity, caption: block.caption ?? null },
        block.rows.map((row, index) =>
          node(
            "tableRow",
            undefined,
            row.map((cell) =>
              node(
                index === 0 && block.hasHeaderRow ? "tableHeader" : "tableCell",
                { colspan: cell.columnSpan ?? 1, rowspan: cell.rowSpan ?? 1, colwidth: null },
                inlineNodes(cell.content),
              ),
            ),
          ),
        ),
      );
    case "divider":
      return node("divider", identity);
    case "callout":
      return node(
        "callout",
        { ...identity, variant: block.variant, title: block.title ?? null },
        block.children.map(blockNode),
      );
    case "question":
      return node("question", { ...identity, question: block.question });
  }
}

/** A module's blocks as the editor's document. */
export function editorDocument(content: ModuleContent): EditorNode {
  return node("doc", undefined, content.blocks.map(blockNode));
}
