import type { Node } from "@tiptap/pm/model";
import { NodeSelection } from "@tiptap/pm/state";
import type { EditorState } from "@tiptap/pm/state";

/** Top-level blocks that the selection touches: indexes, end exclusive, and their positions. */
export interface BlockRange {
  readonly first: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly nodes: readonly Node[];
}

export function selectedBlocks(state: EditorState): BlockRange {
  const { $from, $to } = state.selection;
  const first = Math.min($from.index(0), Math.max(0, state.doc.childCount - 1));
  const last =
    $to.depth === 0 && $to.pos > $from.pos ? Math.max(first, $to.indexAfter(0) - 1) : $to.index(0);
  const end = Math.min(state.doc.childCount, Math.max(first, last) + 1);
  let from = 0;
  for (let index = 0; index < first; index++) from += state.doc.child(index).nodeSize;
  const nodes: Node[] = [];
  for (let index = first; index < end; index++) nodes.push(state.doc.child(index));
  const to = nodes.reduce((position, node) => position + node.nodeSize, from);
  return { first, end, from, to, nodes };
}

/** Where a top-level block starts; null when there is none with this id. */
export function findBlock(
  doc: Node,
  blockId: string,
): { node: Node; pos: number; index: number } | null {
  let found: { node: Node; pos: number; index: number } | null = null;
  doc.forEach((node, pos, index) => {
    if (found === null && node.attrs.blockId === blockId) found = { node, pos, index };
  });
  return found;
}

/** Whether one whole block is picked, rather than words in it. */
export function isBlockPicked(state: EditorState): boolean {
  return state.selection instanceof NodeSelection && state.selection.$from.depth === 0;
}
