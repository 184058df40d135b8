import { expect, test } from "vitest";
import { measureRanking } from "./measures.ts";

const judged = new Map([
  ["a", 1],
  ["b", 1],
  ["c", 0],
]);

test("a perfect ranking measures 1, an empty one 0", () => {
  expect(measureRanking(["b", "a", "c"], judged)).toEqual({ ndcg10: 1, recall10: 1 });
  expect(measureRanking([], judged)).toEqual({ ndcg10: 0, recall10: 0 });
  expect(measureRanking(["c", "d"], judged)).toEqual({ ndcg10: 0, recall10: 0 });
});

test("a later place gains less, and the eleventh nothing", () => {
  const { ndcg10, recall10 } = measureRanking(["x", "a"], judged);
  expect(ndcg10).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
  expect(recall10).toBe(0.5);
  const late = [...Array.from({ length: 10 }, (_, at) => `x${at}`), "a"];
  expect(measureRanking(late, judged)).toEqual({ ndcg10: 0, recall10: 0 });
  expect(measureRanking(["a", "a", "a"], judged)).toEqual(measureRanking(["a"], judged));
});
