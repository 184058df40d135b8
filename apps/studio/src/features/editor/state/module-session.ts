import type { Block } from "@byteos/contracts/block";
import type { ModuleContent } from "@byteos/contracts/module-content";
import { isUndescribed } from "@byteos/courseware/publish/picture-words";
import type { PictureWords } from "@byteos/courseware/publish/picture-words";
import type { OpenModule } from "@byteos/usecases/course/load-course-for-edit";
import { Editor } from "@tiptap/core";
import type { JSONContent } from "@tiptap/core";
import { closeHistory, redo, undo, undoDepth } from "@tiptap/pm/history";
import type { Node } from "@tiptap/pm/model";
import type { EditorNode } from "../document/editor-node.ts";
import { blockOf } from "../document/from-editor.ts";
import { editorDocument } from "../document/to-editor.ts";
import { goToBlock, insertBlock } from "../plugins/block-commands.ts";
import { trustIdsMeta } from "../plugins/block-ids.ts";
import { findBlock } from "../plugins/block-range.ts";
import { editorExtensions } from "../views/editor-extensions.ts";
import { aidsOf, savedAids } from "./study-aids.ts";
import type { StudyAids } from "./study-aids.ts";

/** The study aids before and after a step. */
export interface AidsChange {
  readonly before: StudyAids;
  readonly after: StudyAids;
}

export interface ModuleSessionOptions {
  readonly opened: OpenModule;
  readonly isEditable: boolean;
  /** The blocks are others than before. */
  readonly onBlocks: (blocks: readonly Block[]) => void;
  /** The study aids are others than before. */
  readonly onAids: (aids: StudyAids) => void;
  /** A new step of the document can be undone; `aids` when the study aids changed with it. */
  readonly onStep: (aids: AidsChange | null) => void;
  readonly onSelection: () => void;
}

/** Nodes never change, so a block is read once for each of its states. */
const blockCache = new WeakMap<Node, Block | null>();

function blockFrom(node: Node): Block | null {
  const cached = blockCache.get(node);
  if (cached !== undefined) return cached;
  const block = blockOf(node.toJSON() as EditorNode);
  blockCache.set(node, block);
  return block;
}

function documentWithPlace(content: ModuleContent): EditorNode {
  const document = editorDocument(content);
  return { ...document, content: [...(document.content ?? []), { type: "paragraph" }] };
}

/** One module open in an editor, with its own document history. */
export class ModuleSession {
  readonly moduleId: string;
  readonly editor: Editor;
  #aids: StudyAids;
  /** The names that terms have or had last. */
  readonly #termNames = new Map<string, string>();
  #shown: AidsChange | null = null;
  #blocks: readonly Block[];
  readonly #onAids: ModuleSessionOptions["onAids"];

  constructor({ opened, isEditable, onBlocks, onAids, onStep, onSelection }: ModuleSessionOptions) {
    this.moduleId = opened.id;
    this.#onAids = onAids;
    this.#aids = aidsOf(opened.content);
    this.#learnTermNames();
    this.#blocks = opened.content.blocks;
    let depth = 0;
    this.editor = new Editor({
      extensions: editorExtensions(),
      // safe because the conversion writes what the schema reads; Tiptap types its JSON as changeable
      content: documentWithPlace(opened.content) as JSONContent,
      editable: isEditable,
      injectCSS: false,
      enableInputRules: true,
      enablePasteRules: true,
      editorProps: {
        attributes: {
          class: "module-text",
          "aria-label": "Text of the module",
          role: "textbox",
          "aria-multiline": "true",
        },
        scrollMargin: 80,
        scrollThreshold: 80,
      },
      onTransaction: ({ editor, transaction }) => {
        onSelection();
        if (!transaction.docChanged) return;
        const now = undoDepth(editor.state);
        if (now > depth) onStep(this.#shown);
        depth = now;
        if (this.#readBlocks()) onBlocks(this.#blocks);
      },
    });
    this.#readBlocks();
  }

  /** Whether they differ from what was read before. A block that no course can hold throws on saving, not here. */
  #readBlocks(): boolean {
    const blocks: Block[] = [];
    try {
      this.editor.state.doc.forEach((node) => {
        const block = blockFrom(node);
        if (block !== null) blocks.push(block);
      });
    } catch {
      return true;
    }
    const isSame =
      blocks.length === this.#blocks.length &&
      blocks.every((block, index) => block === this.#blocks[index]);
    this.#blocks = blocks;
    return !isSame;
  }

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  /** The module as it would be saved. Throws ZodError when a block has a shape that no course can hold. */
  read(): ModuleContent {
    const blocks: Block[] = [];
    this.editor.state.doc.forEach((node) => {
      const block = blockFrom(node);
      if (block !== null) blocks.push(block);
    });
    return { version: 1, blocks, ...savedAids(this.#aids, this.#termNames) };
  }

  get aids(): StudyAids {
    return this.#aids;
  }

  /** Puts the study aids as given; whoever calls it keeps what undo needs. */
  setAids(aids: StudyAids): void {
    this.#aids = aids;
    this.#learnTermNames();
    this.#onAids(aids);
  }

  #learnTermNames(): void {
    for (const { id, term } of this.#aids.terms)
      if (term.trim() !== "") this.#termNames.set(id, term);
  }

  /** Shows another content as one undoable step: a draft that was kept, or the outcome of a conflict. */
  show(content: ModuleContent): void {
    const { state, view } = this.editor;
    const document = state.schema.nodeFromJSON(documentWithPlace(content));
    const tr = state.tr.replaceWith(0, state.doc.content.size, document.content);
    this.#shown = { before: this.#aids, after: aidsOf(content) };
    this.setAids(this.#shown.after);
    view.dispatch(closeHistory(tr.setMeta(trustIdsMeta, true)));
    this.#shown = null;
  }

  undo(): boolean {
    return undo(this.editor.state, this.editor.view.dispatch);
  }
  redo(): boolean {
    return redo(this.editor.state, this.editor.view.dispatch);
  }

  /** Picks a block and brings it into view; false when the module has no such block. */
  goTo(blockId: string): boolean {
    return goToBlock(this.editor, blockId);
  }

  /** Opens the list of blocks below the current one. */
  startInsert(): void {
    insertBlock(this.editor, { type: "paragraph", attrs: { blockId: null, sources: null } });
    this.editor.commands.insertContent("/");
  }

  setBlockAttribute(blockId: string, name: string, value: unknown): void {
    const found = findBlock(this.editor.state.doc, blockId);
    if (found === null) return;
    this.editor.view.dispatch(this.editor.state.tr.setNodeAttribute(found.pos, name, value));
  }

  /** Puts words, by block id, to pictures that have none, as one undoable step. */
  describePictures(words: ReadonlyMap<string, PictureWords>): void {
    const { state, view } = this.editor;
    const { tr } = state;
    state.doc.descendants((node, pos) => {
      if (node.type.name !== "image") return node.type.name === "callout";
      const given = words.get(String(node.attrs.blockId));
      const { isDecorative, alternativeText } = node.attrs;
      const text = typeof alternativeText === "string" ? alternativeText : null;
      if (given === undefined || !isUndescribed({ isDecorative, alternativeText: text }))
        return false;
      for (const [name, value] of Object.entries(given)) tr.setNodeAttribute(pos, name, value);
      return false;
    });
    if (tr.docChanged) view.dispatch(closeHistory(tr));
  }

  /** Takes out the named places that still have no picture, as one undoable step. */
  removeMissingPictures(blockIds: ReadonlySet<string>): void {
    const { state, view } = this.editor;
    const { tr } = state;
    const places: { from: number; to: number }[] = [];
    state.doc.descendants((node, pos) => {
      if (node.type.name !== "image") return node.type.name === "callout";
      const { blockId, assetId } = node.attrs;
      if (assetId === null && blockIds.has(String(blockId)))
        places.push({ from: pos, to: pos + node.nodeSize });
      return false;
    });
    // A call-out that holds nothing else goes with it.
    for (const { from, to } of places.toReversed()) tr.deleteRange(from, to);
    if (tr.docChanged) view.dispatch(closeHistory(tr));
  }

  close(): void {
    this.editor.destroy();
  }
}
