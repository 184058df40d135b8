import { makeBlockId } from "@byteos/courseware/blocks/make-id";
import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import type { EditorState, Transaction } from "@tiptap/pm/state";

/** Put on a transaction whose ids are right as they are: what the server or a conflict's winner brings. */
export const trustIdsMeta = "byteos-trust-ids";

interface IdentifiedBlock {
  readonly node: Node;
  readonly pos: number;
}

function blocksWithIds(doc: Node): IdentifiedBlock[] {
  const found: IdentifiedBlock[] = [];
  doc.forEach((node, pos) => {
    found.push({ node, pos });
    if (node.type.name !== "callout") return;
    node.forEach((child, offset) => found.push({ node: child, pos: pos + 1 + offset }));
  });
  return found;
}

const idOf = (node: Node) => (typeof node.attrs.blockId === "string" ? node.attrs.blockId : null);
const isEmptyParagraph = (node: Node) => node.type.name === "paragraph" && node.content.size === 0;

/** Of several blocks with one id, the first that holds anything keeps it: Enter before a paragraph moves the paragraph, not its id. */
function keepers(blocks: readonly IdentifiedBlock[]): Map<string, number> {
  const kept = new Map<string, number>();
  const fallback = new Map<string, number>();
  for (const { node, pos } of blocks) {
    const id = idOf(node);
    if (id === null) continue;
    if (!isEmptyParagraph(node)) {
      if (!kept.has(id)) kept.set(id, pos);
    } else if (!fallback.has(id)) fallback.set(id, pos);
  }
  for (const [id, pos] of fallback) if (!kept.has(id)) kept.set(id, pos);
  return kept;
}

const isList = (node: Node) => node.type.name === "bulletList" || node.type.name === "orderedList";
const sourcesOf = (node: Node): readonly unknown[] =>
  Array.isArray(node.attrs.sources) ? node.attrs.sources : [];

/** Lists whose lines carry nothing; nodes never change, so each is looked through once. */
const plainLists = new WeakSet<Node>();
const mostSources = 50;

/** What became a line of a list gives its id and sources to the list: they are the block's, not a line's. */
function raiseIdentities(tr: Transaction): void {
  for (const { node, pos } of blocksWithIds(tr.doc)) {
    if (!isList(node) || plainLists.has(node)) continue;
    let blockId = idOf(node);
    const sources = new Map(sourcesOf(node).map((source) => [JSON.stringify(source), source]));
    const lines: IdentifiedBlock[] = [];
    node.descendants((line, offset) => {
      if (idOf(line) === null && sourcesOf(line).length === 0) return;
      blockId ??= idOf(line);
      for (const source of sourcesOf(line)) sources.set(JSON.stringify(source), source);
      lines.push({ node: line, pos: pos + 1 + offset });
    });
    if (lines.length === 0) {
      plainLists.add(node);
      continue;
    }
    tr.setNodeMarkup(pos, undefined, {
      ...node.attrs,
      blockId,
      sources: sources.size > 0 ? [...sources.values()].slice(0, mostSources) : null,
    });
    for (const { node: line, pos: at } of lines)
      tr.setNodeMarkup(at, undefined, { ...line.attrs, blockId: null, sources: null });
  }
}

function correctIds(state: EditorState, known: Set<string>): Transaction | null {
  const tr = state.tr;
  raiseIdentities(tr);
  const blocks = blocksWithIds(tr.doc);
  const kept = keepers(blocks);
  for (const { node, pos } of blocks) {
    const id = idOf(node);
    if (id !== null && kept.get(id) === pos && known.has(id)) continue;
    if (isEmptyParagraph(node)) {
      if (id === null && node.attrs.sources === null) continue;
      tr.setNodeMarkup(pos, undefined, { ...node.attrs, blockId: null, sources: null });
      continue;
    }
    const blockId = makeBlockId();
    known.add(blockId);
    tr.setNodeMarkup(pos, undefined, { ...node.attrs, blockId });
  }
  return tr.docChanged ? tr : null;
}

const key = new PluginKey("blockIds");

/**
 * Every block has an id of its own. New, split, duplicated and foreign blocks get a new one; what is cut and put
 * back, or comes back by undo, keeps its old one, so that learners' progress still fits.
 */
export const BlockIds = Extension.create({
  name: "blockIds",
  addProseMirrorPlugins() {
    const known = new Set<string>();
    const learn = (doc: Node) => {
      for (const { node } of blocksWithIds(doc)) {
        const id = idOf(node);
        if (id !== null) known.add(id);
      }
    };
    return [
      new Plugin({
        key,
        state: {
          init: (_config, state) => learn(state.doc),
          apply: (tr) => {
            if (tr.getMeta(trustIdsMeta) === true) learn(tr.doc);
          },
        },
        appendTransaction: (transactions, _before, after) =>
          transactions.some((tr) => tr.docChanged) ? correctIds(after, known) : null,
      }),
    ];
  },
});
