import { Extension } from "@tiptap/core";
import { NodeSelection, Plugin, TextSelection } from "@tiptap/pm/state";
import { deleteBlocks, duplicateBlocks, moveBlocks, pickBlock } from "./block-commands.ts";
import { isBlockPicked } from "./block-range.ts";

/** Keys that work on whole blocks. Undo is the course's, not the document's: it is bound on the page. */
export const BlockKeys = Extension.create({
  name: "blockKeys",
  priority: 900,
  addKeyboardShortcuts() {
    const { editor } = this;
    return {
      "Alt-Shift-ArrowUp": () => moveBlocks(editor, "up"),
      "Alt-Shift-ArrowDown": () => moveBlocks(editor, "down"),
      "Mod-Shift-ArrowUp": () => moveBlocks(editor, "up"),
      "Mod-Shift-ArrowDown": () => moveBlocks(editor, "down"),
      "Mod-d": () => duplicateBlocks(editor),
      Escape: () => !isBlockPicked(editor.state) && pickBlock(editor),
      Enter: () => {
        if (!isBlockPicked(editor.state)) return false;
        const { selection, doc, tr } = editor.state;
        // Into a block of words; below one that has none.
        if (selection instanceof NodeSelection && !selection.node.isAtom) {
          const end = TextSelection.near(doc.resolve(selection.to - 1), -1);
          editor.view.dispatch(tr.setSelection(end));
          return true;
        }
        const paragraph = editor.schema.nodes.paragraph?.create();
        if (paragraph === undefined) return false;
        tr.insert(selection.to, paragraph);
        tr.setSelection(TextSelection.create(tr.doc, selection.to + 1));
        editor.view.dispatch(tr.scrollIntoView());
        return true;
      },
      Backspace: () => isBlockPicked(editor.state) && deleteBlocks(editor),
      Delete: () => isBlockPicked(editor.state) && deleteBlocks(editor),
    };
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          // A letter would take the whole picked block's place; Enter writes in it, Delete takes it away.
          handleTextInput: (view) => isBlockPicked(view.state),
          // A click into the words of a picked block writes there; it does not keep the block picked.
          handleClick: (view, pos) => {
            const { selection } = view.state;
            if (!(selection instanceof NodeSelection) || selection.node.isAtom) return false;
            if (pos <= selection.from || pos >= selection.to) return false;
            view.dispatch(
              view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(pos))),
            );
            return true;
          },
        },
      }),
    ];
  },
});
