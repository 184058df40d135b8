import { InputRule } from "@tiptap/core";
import type { ExtendedRegExpMatchArray } from "@tiptap/core";
import type { NodeType } from "@tiptap/pm/model";

export interface TurnIntoRule {
  readonly find: RegExp;
  readonly type: NodeType;
  readonly getAttributes?: (match: ExtendedRegExpMatchArray) => Record<string, unknown>;
}

/** Typed at the start of words, turns their block into another kind; its id and sources stay. */
export function turnIntoInputRule({ find, type, getAttributes }: TurnIntoRule): InputRule {
  return new InputRule({
    find,
    handler: ({ state, range, match }) => {
      const $start = state.doc.resolve(range.from);
      const canStand = $start
        .node(-1)
        .canReplaceWith($start.index(-1), $start.indexAfter(-1), type);
      if (!canStand) return null;
      const { blockId, sources } = $start.parent.attrs;
      state.tr.delete(range.from, range.to).setBlockType(range.from, range.from, type, {
        blockId,
        sources,
        ...getAttributes?.(match),
      });
      return undefined;
    },
  });
}
