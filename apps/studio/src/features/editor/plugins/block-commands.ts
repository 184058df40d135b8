import type { Editor } from "@tiptap/core";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import type { EditorNode } from "../document/editor-node.ts";
import { findBlock, selectedBlocks } from "./block-range.ts";
import { canTurn, turnInto } from "./turn-into.ts";
import type { TurnTarget } from "./turn-into.ts";

/** Moves the blocks that the selection touches one place up or down, selection included. */
export function moveBlocks(editor: Editor, direction: "up" | "down"): boolean {
  const { state, view } = editor;
  const range = selectedBlocks(state);
  const neighbour =
    direction === "up"
      ? range.first > 0
        ? state.doc.child(range.first - 1)
        : null
      : range.end < state.doc.childCount
        ? state.doc.child(range.end)
        : null;
  if (neighbour === null) return true;
  const shift = direction === "up" ? -neighbour.nodeSize : neighbour.nodeSize;
  const from = direction === "up" ? range.from + shift : range.from;
  const to = direction === "up" ? range.to : range.to + shift;
  const nodes = direction === "up" ? [...range.nodes, neighbour] : [neighbour, ...range.nodes];
  const tr = state.tr.replaceWith(from, to, nodes);
  const { selection } = state;
  tr.setSelection(
    selection instanceof NodeSelection
      ? NodeSelection.create(tr.doc, selection.from + shift)
      : TextSelection.create(tr.doc, selection.anchor + shift, selection.head + shift),
  );
  view.dispatch(tr.scrollIntoView());
  return true;
}

export function duplicateBlocks(editor: Editor): boolean {
  const { state, view } = editor;
  const range = selectedBlocks(state);
  const tr = state.tr.insert(range.to, [...range.nodes]);
  const size = range.to - range.from;
  tr.setSelection(
    range.nodes.length === 1
      ? NodeSelection.create(tr.doc, range.to)
      : TextSelection.between(tr.doc.resolve(range.to + 1), tr.doc.resolve(range.to + size - 1)),
  );
  view.dispatch(tr.scrollIntoView());
  return true;
}

export function deleteBlocks(editor: Editor): boolean {
  const { state, view } = editor;
  const range = selectedBlocks(state);
  const tr = state.tr.delete(range.from, range.to);
  const near = tr.doc.resolve(Math.min(range.from, tr.doc.content.size));
  if (tr.doc.childCount > 0) tr.setSelection(TextSelection.near(near));
  view.dispatch(tr.scrollIntoView());
  return true;
}

/** Picks the whole block that holds the cursor. */
export function pickBlock(editor: Editor): boolean {
  const { state, view } = editor;
  const range = selectedBlocks(state);
  if (range.nodes.length === 0) return false;
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, range.from)));
  return true;
}

/** Picks a block by id and brings it into view; false when the module has no such block. */
export function goToBlock(editor: Editor, blockId: string): boolean {
  const found = findBlock(editor.state.doc, blockId);
  if (found === null) return false;
  editor.view.dispatch(
    editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, found.pos)),
  );
  const element = editor.view.nodeDOM(found.pos);
  if (element instanceof HTMLElement) element.scrollIntoView({ block: "center" });
  editor.view.focus();
  return true;
}

export function turnBlocks(editor: Editor, target: TurnTarget): boolean {
  const { state, view } = editor;
  const range = selectedBlocks(state);
  const nodes = range.nodes.map((node) => node.toJSON() as EditorNode);
  if (!nodes.every(canTurn)) return false;
  const turned = nodes
    .flatMap((node) => turnInto(node, target))
    .map((node) => state.schema.nodeFromJSON(node));
  const tr = state.tr.replaceWith(range.from, range.to, turned);
  const size = turned.reduce((sum, node) => sum + node.nodeSize, 0);
  tr.setSelection(TextSelection.near(tr.doc.resolve(range.from + size - 1), -1));
  view.dispatch(tr.scrollIntoView());
  view.focus();
  return true;
}

/** Puts a block below the current one, or in its place when that is an empty paragraph, and the cursor in it. */
export function insertBlock(editor: Editor, node: EditorNode): boolean {
  const { state, view } = editor;
  const range = selectedBlocks(state);
  const last = range.nodes.at(-1);
  const isEmpty = last?.type.name === "paragraph" && last.content.size === 0;
  const made = state.schema.nodeFromJSON(node);
  const at = isEmpty ? range.to - last.nodeSize : range.to;
  const tr = isEmpty ? state.tr.replaceWith(at, range.to, made) : state.tr.insert(at, made);
  if (
    made.isTextblock ||
    made.type.name === "callout" ||
    made.type.name.endsWith("List") ||
    made.type.name === "table"
  ) {
    tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)));
  } else tr.setSelection(NodeSelection.create(tr.doc, at));
  view.dispatch(tr.scrollIntoView());
  view.focus();
  return true;
}

/** Begins to drag the picked block: ProseMirror drops it where the schema lets it be. */
export function dragPickedBlock(editor: Editor, transfer: DataTransfer): void {
  const { view, state } = editor;
  const slice = state.selection.content();
  const element = view.nodeDOM(state.selection.from);
  transfer.effectAllowed = "copyMove";
  transfer.setData("text/plain", slice.content.textBetween(0, slice.content.size, "\n"));
  if (element instanceof HTMLElement) transfer.setDragImage(element, 0, 0);
  view.dragging = { slice, move: true };
}
