import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packVectors, scanNearest, toUnit } from "../src/vectors/packed-vectors.ts";

const component = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const vectorOf = (dimensions: number) =>
  fc
    .array(component, { minLength: dimensions, maxLength: dimensions })
    .filter((vector) => vector.some((value) => Math.abs(value) > 1e-3));

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a)) / Math.sqrt(dot(b, b));
}

describe("scanNearest", () => {
  it("finds what sorting by the cosine finds", () => {
    const world = fc.integer({ min: 1, max: 9 }).chain((dimensions) =>
      fc.record({
        vectors: fc.array(vectorOf(dimensions), { maxLength: 40 }),
        query: vectorOf(dimensions),
        limit: fc.integer({ min: 1, max: 12 }),
      }),
    );
    fc.assert(
      fc.property(world, ({ vectors, query, limit }) => {
        const named = vectors.map((vector, index) => ({ id: String(index), vector }));
        const found = scanNearest(packVectors(query.length, named), query, limit);
        const expected = vectors.map((vector) => cosine(vector, query)).toSorted((a, b) => b - a);
        expect(found).toHaveLength(Math.min(limit, vectors.length));
        for (const [place, near] of found.entries()) {
          expect(near.similarity).toBeCloseTo(expected[place] ?? Number.NaN, 5);
          const own = cosine(vectors[Number(near.id)] ?? [], query);
          expect(near.similarity).toBeCloseTo(own, 5);
        }
      }),
    );
  });

  it("puts equals in the order they were packed", () => {
    const same = ["a", "b", "c", "d"].map((id) => ({ id, vector: [1, 2] }));
    const found = scanNearest(packVectors(2, same), [2, 4], 3);
    expect(found.map((near) => near.id)).toEqual(["a", "b", "c"]);
  });

  it("has nothing near to a query of another size or without direction", () => {
    const packed = packVectors(2, [{ id: "a", vector: [1, 2] }]);
    expect(scanNearest(packed, [1, 2, 3], 3)).toEqual([]);
    expect(scanNearest(packed, [0, 0], 3)).toEqual([]);
    expect(scanNearest(packed, [Number.NaN, 1], 3)).toEqual([]);
    expect(scanNearest(packed, [1, 2], 0)).toEqual([]);
  });
});

describe("packVectors", () => {
  it("leaves out what has no direction or another size", () => {
    const packed = packVectors(2, [
      { id: "zero", vector: [0, 0] },
      { id: "long", vector: [1, 2, 3] },
      { id: "endless", vector: [Number.POSITIVE_INFINITY, 1] },
      { id: "good", vector: [3, 4] },
    ]);
    expect(packed.ids).toEqual(["good"]);
    expect([...packed.values].map((value) => Number(value.toFixed(6)))).toEqual([0.6, 0.8]);
  });
});

describe("toUnit", () => {
  it("has length 1, however large or small the numbers are", () => {
    for (const scale of [1e-40, 1, 1e37]) {
      const [x = 0, y = 0] = toUnit([3 * scale, 4 * scale]) ?? [];
      expect(Math.hypot(x, y)).toBeCloseTo(1, 6);
    }
  });
});
