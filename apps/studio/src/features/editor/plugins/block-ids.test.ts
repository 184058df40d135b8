import type { Block } from "@byteos/contracts/block";
import { BlockId } from "@byteos/contracts/ids";
import { emptyModuleContent } from "@byteos/contracts/module-content";
import { getSchema } from "@tiptap/core";
import { splitBlock } from "@tiptap/pm/commands";
import { history, undo } from "@tiptap/pm/history";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import type { Transaction } from "@tiptap/pm/state";
import { expect, test } from "vitest";
import { blocksOf } from "../document/from-editor.ts";
import { editorDocument } from "../document/to-editor.ts";
import { schemaExtensions } from "../schema/editor-schema.ts";
import { BlockIds } from "./block-ids.ts";

const schema = getSchema([...schemaExtensions]);
const sources = [
  { documentId: "7f0d6a26-3a63-4a48-9a4e-6f7d2a3b4c5d", documentHash: "h", start: 0, end: 9 },
];
const blocks = ["alpha", "beta"].map((text, index) => ({
  type: "paragraph",
  id: BlockId.parse(`block-000${index}`),
  content: [{ text }],
  sources,
})) as Block[];

function start() {
  const plugins = BlockIds.config.addProseMirrorPlugins?.call({} as never) ?? [];
  let state = EditorState.create({
    schema,
    doc: schema.nodeFromJSON(editorDocument({ ...emptyModuleContent, blocks })),
    plugins: [...plugins, history()],
  });
  const dispatch = (tr: Transaction) => {
    state = state.apply(tr);
  };
  return { dispatch, state: () => state, blocks: () => blocksOf(state.doc.toJSON()) };
}

test("splitting a paragraph keeps its id on the first half and its sources on both", () => {
  const editor = start();
  editor.dispatch(editor.state().tr.setSelection(TextSelection.create(editor.state().doc, 3)));
  splitBlock(editor.state(), editor.dispatch);
  const [first, second, third] = editor.blocks();
  expect(first).toMatchObject({ id: "block-0000", content: [{ text: "al" }], sources });
  expect(second).toMatchObject({ content: [{ text: "pha" }], sources });
  expect(second?.id).not.toBe(first?.id);
  expect(third?.id).toBe("block-0001");
});

test("Enter before a paragraph leaves the id with its words", () => {
  const editor = start();
  editor.dispatch(editor.state().tr.setSelection(TextSelection.create(editor.state().doc, 1)));
  splitBlock(editor.state(), editor.dispatch);
  expect(editor.blocks().map((block) => block.id)).toEqual(["block-0000", "block-0001"]);
});

test("a copy gets an id of its own, and so does a block from elsewhere", () => {
  const editor = start();
  const first = editor.state().doc.child(0);
  const foreign = schema.nodes.paragraph!.create({ blockId: "foreign-01" }, schema.text("new"));
  editor.dispatch(editor.state().tr.insert(editor.state().doc.content.size, [first, foreign]));
  const ids = editor.blocks().map((block) => block.id);
  expect(new Set(ids).size).toBe(4);
  expect(ids.slice(0, 2)).toEqual(["block-0000", "block-0001"]);
  expect(ids).not.toContain("foreign-01");
});

test("cut and put back elsewhere, or brought back by undo, a block keeps its id", () => {
  const editor = start();
  const first = editor.state().doc.child(0);
  editor.dispatch(editor.state().tr.delete(0, first.nodeSize));
  editor.dispatch(editor.state().tr.insert(editor.state().doc.content.size, first));
  expect(editor.blocks().map((block) => block.id)).toEqual(["block-0001", "block-0000"]);
  undo(editor.state(), editor.dispatch);
  undo(editor.state(), editor.dispatch);
  expect(editor.blocks().map((block) => block.id)).toEqual(["block-0000", "block-0001"]);
});
