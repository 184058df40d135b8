import type { AnyExtension } from "@tiptap/core";
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from "@tiptap/extensions";
import { ReactNodeViewRenderer } from "@tiptap/react";
import { BlockIds } from "../plugins/block-ids.ts";
import { BlockKeys } from "../plugins/block-keys.ts";
import { CleanPaste } from "../plugins/clean-paste.ts";
import { SlashMenu } from "../plugins/slash-menu.ts";
import { WritingPlace } from "../plugins/writing-place.ts";
import { marks, plainNodes, viewedNodes } from "../schema/editor-schema.ts";
import { TableNodes } from "../schema/rich-blocks.ts";
import { CalloutNodeView } from "./callout-view.tsx";
import { CodeNodeView } from "./code-view.tsx";
import { ImageNodeView } from "./image-view.tsx";
import { QuestionNodeView } from "./question-view.tsx";
import { QuoteNodeView } from "./quote-view.tsx";

/** Undo belongs to the course page; the document keeps its steps but not the keys. */
const DocumentHistory = UndoRedo.extend({ addKeyboardShortcuts: () => ({}) }).configure({
  depth: 1_000,
  newGroupDelay: 600,
});

const Placeholders = Placeholder.configure({
  showOnlyCurrent: true,
  includeChildren: true,
  placeholder: ({ node }) => {
    if (node.type.name === "heading") return "Heading";
    if (node.type.name === "image") return "Caption";
    if (node.type.name === "quote") return "Words as they were said";
    return "Write, or press / for a block";
  },
});

export function editorExtensions(): AnyExtension[] {
  const { Quote, CodeBlock, Callout, Image, QuestionNode } = viewedNodes;
  return [
    ...plainNodes,
    Quote.extend({ addNodeView: () => ReactNodeViewRenderer(QuoteNodeView) }),
    CodeBlock.extend({ addNodeView: () => ReactNodeViewRenderer(CodeNodeView) }),
    Callout.extend({ addNodeView: () => ReactNodeViewRenderer(CalloutNodeView) }),
    Image.extend({ addNodeView: () => ReactNodeViewRenderer(ImageNodeView) }),
    QuestionNode.extend({ addNodeView: () => ReactNodeViewRenderer(QuestionNodeView) }),
    ...TableNodes,
    ...marks,
    DocumentHistory,
    Dropcursor.configure({ color: "var(--primary)", width: 2 }),
    Gapcursor,
    Placeholders,
    BlockIds,
    BlockKeys,
    CleanPaste,
    WritingPlace,
    SlashMenu,
  ];
}
