import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseVectorWeight, type DevelopmentQuery } from "../src/fusion/choose-weight.ts";
import { fuseRankings } from "../src/fusion/weighted-rrf.ts";

const ranking = fc.uniqueArray(fc.constantFrom(..."abcdefghijklmnop".split("")), { maxLength: 12 });
const weight = fc.double({ min: 0.05, max: 3, noNaN: true });

describe("fuseRankings", () => {
  it("leaves one ranking as it is, with nothing or a weight of nothing beside it", () => {
    fc.assert(
      fc.property(ranking, ranking, weight, (ids, others, one) => {
        const fused = fuseRankings(
          [
            { ids, weight: one },
            { ids: others, weight: 0 },
          ],
          50,
        );
        expect(fused.map(({ id }) => id)).toEqual(ids);
      }),
    );
  });

  it("names everything once, best first, and what both put first comes first", () => {
    fc.assert(
      fc.property(ranking, ranking, weight, (ids, others, beside) => {
        const first = ids[0] ?? "z";
        const second = [first, ...others.filter((id) => id !== first)];
        const fused = fuseRankings(
          [
            { ids: ids.length > 0 ? ids : [first], weight: 1 },
            { ids: second, weight: beside },
          ],
          50,
        );
        const named = fused.map(({ id }) => id);
        expect(named[0]).toBe(first);
        expect(new Set(named)).toEqual(new Set([...ids, ...second]));
        expect(named).toHaveLength(new Set(named).size);
        const scores = fused.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
    );
  });

  it("cannot put a passage lower by a better place for it", () => {
    fc.assert(
      fc.property(ranking, ranking, weight, fc.nat(), (ids, others, beside, pick) => {
        const chosen = others[pick % Math.max(1, others.length)];
        fc.pre(chosen !== undefined);
        const place = (near: readonly string[]) =>
          fuseRankings(
            [
              { ids, weight: 1 },
              { ids: near, weight: beside },
            ],
            50,
          ).findIndex(({ id }) => id === chosen);
        const raised = [chosen, ...others.filter((id) => id !== chosen)];
        expect(place(raised)).toBeLessThanOrEqual(place(others));
      }),
    );
  });

  it("gives no more than asked for", () => {
    expect(fuseRankings([{ ids: ["a", "b", "c"], weight: 1 }], 2).map(({ id }) => id)).toEqual([
      "a",
      "b",
    ]);
  });
});

describe("chooseVectorWeight", () => {
  const query = (
    lexical: readonly string[],
    near: readonly string[],
    wanted: string,
  ): DevelopmentQuery => ({
    lexical,
    near,
    measure: (ranked) => {
      const place = ranked.indexOf(wanted);
      return place < 0 ? 0 : 1 / Math.log2(place + 2);
    },
  });
  const many = (make: (index: number) => DevelopmentQuery) =>
    Array.from({ length: 40 }, (_, index) => make(index));

  it("is zero where vectors find noise, or nothing", () => {
    const noise = many((index) => query(["right", "x", "y"], [`n${index}`, "y", "x"], "right"));
    expect(chooseVectorWeight(noise)).toMatchObject({ weight: 0, lexical: 1, fused: 1 });
    expect(chooseVectorWeight(many(() => query(["x", "right"], [], "right"))).weight).toBe(0);
    expect(chooseVectorWeight([])).toEqual({ weight: 0, lexical: 0, fused: 0 });
  });

  it("is zero where a single question gained: that may be chance", () => {
    const lucky = many((index) =>
      query(["x", "right"], index === 0 ? ["right"] : [`n${index}`], "right"),
    );
    expect(chooseVectorWeight(lucky).weight).toBe(0);
  });

  it("is above zero where vectors know better", () => {
    const chosen = chooseVectorWeight(
      many(() => query(["x", "y", "z", "right"], ["right", "x"], "right")),
    );
    expect(chosen.weight).toBeGreaterThan(0);
    expect(chosen.fused).toBeGreaterThan(chosen.lexical);
  });
});
