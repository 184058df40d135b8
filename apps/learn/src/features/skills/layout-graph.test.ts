import { expect, it } from "vitest";
import { layoutGraph } from "./layout-graph.ts";

const node = (skillId: string, ...requires: string[]) => ({ skillId, requires });
const places = (nodes: Parameters<typeof layoutGraph>[0]) =>
  layoutGraph(nodes).map((placed) => [placed.node.skillId, placed.column, placed.row]);

it("puts each skill after all that it builds on, and those beside each other in rows", () => {
  expect(places([node("c", "a", "b"), node("a"), node("b", "a"), node("d", "a")])).toEqual([
    ["c", 2, 0],
    ["a", 0, 0],
    ["b", 1, 0],
    ["d", 1, 1],
  ]);
});

it("ends where skills require each other, and ignores what is not there", () => {
  const circle = places([node("a", "b"), node("b", "a"), node("c", "elsewhere")]);
  expect(circle).toHaveLength(3);
  for (const [, column] of circle) expect(column).toBeGreaterThanOrEqual(0);
});
