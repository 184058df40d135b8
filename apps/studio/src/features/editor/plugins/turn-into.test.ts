import { getSchema } from "@tiptap/core";
import { expect, test } from "vitest";
import type { EditorNode } from "../document/editor-node.ts";
import { schemaExtensions } from "../schema/editor-schema.ts";
import { canTurn, turnInto, turnTargets } from "./turn-into.ts";

const schema = getSchema([...schemaExtensions]);
const text = (words: string): EditorNode => ({ type: "text", text: words });
const item = (words: string, nested?: EditorNode): EditorNode => ({
  type: "listItem",
  content: [{ type: "paragraph", content: [text(words)] }, ...(nested ? [nested] : [])],
});
const list: EditorNode = {
  type: "bulletList",
  attrs: { blockId: "block-0001", sources: [{ start: 1 }] },
  content: [item("one", { type: "orderedList", content: [item("one a")] }), item("two")],
};
const words = (nodes: readonly EditorNode[]): string =>
  schema
    .nodeFromJSON({ type: "doc", content: nodes })
    .textBetween(0, schema.nodeFromJSON({ type: "doc", content: nodes }).content.size, " ", " ")
    .replace(/\s+/g, " ")
    .trim();

test.each(turnTargets)(
  "a list turned into %s is valid and keeps every word, its id and its sources",
  (target) => {
    const turned = turnInto(list, target);
    schema.nodeFromJSON({ type: "doc", content: turned }).check();
    expect(words(turned)).toBe("one one a two");
    expect(turned[0]?.attrs).toMatchObject({ blockId: "block-0001", sources: [{ start: 1 }] });
    expect(turned.slice(1).every((node) => node.attrs?.blockId === null)).toBe(true);
  },
);

test.each(turnTargets)(
  "turning an empty paragraph into %s leaves something to write in",
  (target) => {
    const turned = turnInto({ type: "paragraph", attrs: { blockId: null, sources: null } }, target);
    expect(turned).toHaveLength(1);
    schema.nodeFromJSON({ type: "doc", content: turned }).check();
  },
);

test("what has no words stays what it is", () => {
  expect(canTurn({ type: "divider" })).toBe(false);
  expect(canTurn({ type: "question" })).toBe(false);
  expect(canTurn({ type: "callout", content: [{ type: "image" }] })).toBe(false);
});
