import { MindMapNode } from "@byteos/contracts/generated-content";
import { expect, test } from "vitest";
import { type Branch, nestNodes } from "./nest-nodes.ts";

const nodeOf = (id: string, parentId: string | null): MindMapNode =>
  MindMapNode.parse({
    id,
    parentId,
    kind: "heading",
    label: id,
    place: {
      moduleId: "00000000-0000-4000-8000-000000000001",
      blockId: "block-001",
      start: 0,
      end: 1,
      contentHash: "hash",
      quote: "x",
    },
  });
const outline = (branches: readonly Branch[]): unknown =>
  branches.map(({ node, children }) =>
    children.length === 0 ? node.id : { [node.id]: outline(children) },
  );

test("nodes stand under their parents, in their order", () => {
  const nodes = [
    nodeOf("course", null),
    nodeOf("one", "course"),
    nodeOf("two", "course"),
    nodeOf("of-one", "one"),
    nodeOf("deep", "of-one"),
    nodeOf("of-two", "two"),
  ];
  expect(outline(nestNodes(nodes))).toEqual([
    { course: [{ one: [{ "of-one": ["deep"] }] }, { two: ["of-two"] }] },
  ]);
  expect(nestNodes([])).toEqual([]);
});
