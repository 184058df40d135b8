import { Extension } from "@tiptap/core";
import { Plugin, TextSelection } from "@tiptap/pm/state";

/** There is always an empty paragraph at the end to write in; it is no block and no step of the history. */
export const WritingPlace = Extension.create({
  name: "writingPlace",
  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction: (transactions, _before, state) => {
          if (!transactions.some((tr) => tr.docChanged)) return null;
          const last = state.doc.lastChild;
          if (last?.type.name === "paragraph" && last.content.size === 0) return null;
          const paragraph = state.schema.nodes.paragraph?.create();
          if (paragraph === undefined) return null;
          return state.tr.insert(state.doc.content.size, paragraph).setMeta("addToHistory", false);
        },
        props: {
          // A click below the text goes to the end of it.
          handleClick: (view, _pos, event) => {
            const last = view.dom.lastElementChild;
            if (last === null || event.clientY <= last.getBoundingClientRect().bottom) return false;
            const end = view.state.doc.content.size;
            view.dispatch(
              view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(end), -1)),
            );
            return true;
          },
        },
      }),
    ];
  },
});
