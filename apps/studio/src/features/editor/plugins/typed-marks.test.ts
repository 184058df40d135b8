// @vitest-environment jsdom
import type { Block } from "@byteos/contracts/block";
import { BlockId } from "@byteos/contracts/ids";
import { emptyModuleContent } from "@byteos/contracts/module-content";
import { Editor } from "@tiptap/core";
import type { JSONContent } from "@tiptap/core";
import { UndoRedo } from "@tiptap/extensions";
import { NodeSelection } from "@tiptap/pm/state";
import { afterEach, expect, test } from "vitest";
import { blocksOf } from "../document/from-editor.ts";
import { editorDocument } from "../document/to-editor.ts";
import { schemaExtensions } from "../schema/editor-schema.ts";
import { BlockIds } from "./block-ids.ts";
import { BlockKeys } from "./block-keys.ts";

const sourceAt = (start: number) => [
  {
    documentId: "7f0d6a26-3a63-4a48-9a4e-6f7d2a3b4c5d",
    documentHash: "h",
    start,
    end: start + 9,
    page: 3,
  },
];
const paragraph = (id: string, text: string, start: number) =>
  ({
    type: "paragraph",
    id: BlockId.parse(id),
    content: [{ text }],
    sources: sourceAt(start),
  }) as Block;
let editor: Editor | undefined;
afterEach(() => editor?.destroy());

function open(blocks: Block[]): Editor {
  editor = new Editor({
    extensions: [...schemaExtensions, UndoRedo, BlockIds, BlockKeys],
    content: editorDocument({ ...emptyModuleContent, blocks }) as JSONContent,
    injectCSS: false,
  });
  return editor;
}

function type(into: Editor, words: string, at: number): void {
  into.commands.setTextSelection(at);
  press(into, words);
}

function press(into: Editor, words: string): void {
  for (const character of words) {
    const { from, to } = into.state.selection;
    const isTaken = into.view.someProp("handleTextInput", (handle) =>
      handle(into.view, from, to, character, () => into.state.tr.insertText(character, from, to)),
    );
    if (isTaken !== true) into.view.dispatch(into.state.tr.insertText(character, from, to));
  }
}
const read = (from: Editor) => blocksOf(from.state.doc.toJSON());

test.each([
  ["- ", { type: "list", style: "bullet" }],
  ["1. ", { type: "list", style: "ordered" }],
  ["> ", { type: "quote" }],
  ["## ", { type: "heading", level: 2 }],
  ["### ", { type: "heading", level: 3 }],
  ["``` ", { type: "code" }],
])("typing “%s” before a sourced paragraph keeps its id and its sources", (typed, shape) => {
  const into = open([paragraph("block-0001", "alpha", 0)]);
  type(into, typed, 1);
  expect(read(into)).toHaveLength(1);
  expect(read(into)[0]).toMatchObject({ ...shape, id: "block-0001", sources: sourceAt(0) });
  expect(into.state.doc.textContent).toBe("alpha");
});

test("a paragraph that joins the list above gives the list its sources", () => {
  const into = open([paragraph("block-0001", "alpha", 0), paragraph("block-0002", "beta", 20)]);
  type(into, "- ", 1);
  type(into, "- ", into.state.doc.child(0).nodeSize + 1);
  const [list, ...others] = read(into);
  expect(others).toEqual([]);
  expect(list).toMatchObject({
    type: "list",
    id: "block-0001",
    items: [{ content: [{ text: "alpha" }] }, { content: [{ text: "beta" }] }],
    sources: [...sourceAt(0), ...sourceAt(20)],
  });
});

test("undo gives the paragraph back as it was", () => {
  const before = [paragraph("block-0001", "alpha", 0)];
  const into = open(before);
  type(into, "- ", 1);
  into.commands.undo();
  into.commands.undo();
  expect(read(into)).toEqual(before);
});

test("a letter does not take the place of a block that is picked", () => {
  const before = [paragraph("block-0001", "alpha", 0)];
  const into = open(before);
  into.view.dispatch(into.state.tr.setSelection(NodeSelection.create(into.state.doc, 0)));
  press(into, "x");
  expect(read(into)).toEqual(before);
});
