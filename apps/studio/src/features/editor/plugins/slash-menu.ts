import { Extension } from "@tiptap/core";
import type { Editor, Range } from "@tiptap/core";
import { PluginKey } from "@tiptap/pm/state";
import Suggestion from "@tiptap/suggestion";
import { createStore } from "zustand/vanilla";
import { findChoices } from "./block-choices.ts";
import type { BlockChoice } from "./block-choices.ts";
import { insertBlock } from "./block-commands.ts";

export interface SlashState {
  readonly editor: Editor | null;
  readonly range: Range | null;
  readonly choices: readonly BlockChoice[];
  readonly active: number;
  readonly isOpen: boolean;
}

const closed: SlashState = { editor: null, range: null, choices: [], active: 0, isOpen: false };

/** What the slash menu shows; one is open at a time. */
export const slashStore = createStore<SlashState>(() => closed);

export function chooseBlock(choice: BlockChoice): void {
  const { editor, range } = slashStore.getState();
  if (editor === null || range === null) return;
  slashStore.setState(closed);
  editor.view.dispatch(editor.state.tr.delete(range.from, range.to));
  insertBlock(editor, choice.make());
}

function handleKey(event: KeyboardEvent): boolean {
  const { choices, active, isOpen } = slashStore.getState();
  if (!isOpen) return false;
  const step = (by: number): boolean => {
    slashStore.setState({ active: (active + by + choices.length) % Math.max(1, choices.length) });
    return true;
  };
  if (event.key === "ArrowDown") return step(1);
  if (event.key === "ArrowUp") return step(-1);
  if (event.key === "Escape") {
    slashStore.setState({ isOpen: false });
    return true;
  }
  const choice = choices[active];
  if ((event.key === "Enter" || event.key === "Tab") && choice !== undefined) {
    chooseBlock(choice);
    return true;
  }
  return false;
}

/** `/` at the start of a paragraph or after a space opens the list of blocks. */
export const SlashMenu = Extension.create({
  name: "slashMenu",
  addProseMirrorPlugins() {
    return [
      Suggestion<BlockChoice>({
        pluginKey: new PluginKey("slashMenu"),
        editor: this.editor,
        char: "/",
        allow: ({ state }) => {
          const { $from } = state.selection;
          return $from.depth === 1 && $from.parent.type.name === "paragraph";
        },
        items: ({ query }) => findChoices(query),
        render: () => ({
          onStart: ({ editor, range, items }) =>
            slashStore.setState({
              editor,
              range,
              choices: items,
              active: 0,
              isOpen: items.length > 0,
            }),
          onUpdate: ({ editor, range, items }) =>
            slashStore.setState((state) => ({
              editor,
              range,
              choices: items,
              active: 0,
              isOpen: items.length > 0 && (state.isOpen || state.choices.length === 0),
            })),
          onKeyDown: ({ event }) => handleKey(event),
          onExit: () => slashStore.setState(closed),
        }),
      }),
    ];
  },
});
