import fc from "fast-check";
import { expect, it } from "vitest";
import { groupTensors, partDepth, partOf } from "../src/logic/group-tensors.ts";
import { resolvePath } from "../src/logic/resolve-path.ts";

const tensor = (name: string, parameters: number) => ({
  name,
  parameters,
  type: "F32",
  shape: [parameters],
  bytes: parameters * 4,
  start: null,
});

it("names the largest parts below what all names share, and sums up the rest", () => {
  const tensors = [
    tensor("model.layers.0.q", 50),
    tensor("model.layers.1.q", 50),
    tensor("model.embed", 30),
    tensor("model.norm", 15),
    tensor("model.head", 4),
    tensor("model.bias", 1),
  ];
  expect(partDepth(tensors)).toBe(2);
  expect(partOf("model.layers.0.q", 2)).toBe("model.layers");
  expect(groupTensors(tensors)).toEqual([
    { name: "model.layers", parameters: 100, share: 100 / 150, rank: 1 },
    { name: "model.embed", parameters: 30, share: 30 / 150, rank: 2 },
    { name: "model.norm", parameters: 15, share: 15 / 150, rank: 3 },
    { name: "model.head, model.bias", parameters: 5, share: 5 / 150, rank: null },
  ]);
  expect(groupTensors([])).toEqual([]);
});

it("loses no parameter, whatever the names", () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-c](?:\.[a-c0-3]){0,4}$/));
  fc.assert(
    fc.property(names, (all) => {
      const tensors = all.map((name, at) => tensor(name, at + 1));
      const sum = groupTensors(tensors).reduce((total, group) => total + group.parameters, 0);
      expect(sum).toBe((all.length * (all.length + 1)) / 2);
      expect(groupTensors(tensors).length).toBeLessThanOrEqual(4);
    }),
  );
});

it("resolves paths within the repository, and none out of it", () => {
  expect(resolvePath("a/b", "../c.md")).toBe("a/c.md");
  expect(resolvePath("", "./x%20y.md?raw#top")).toBe("x y.md");
  expect(resolvePath("a", "../../x")).toBeNull();
  expect(resolvePath("a", "%E0%A4%A")).toBeNull();
  fc.assert(
    fc.property(fc.array(fc.constantFrom("..", ".", "a", "", "b")), (parts) => {
      const path = resolvePath("x/y", parts.join("/"));
      expect(path === null || !path.split("/").includes("..")).toBe(true);
    }),
  );
});
