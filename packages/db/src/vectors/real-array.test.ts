import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRealArray } from "./real-array.ts";

/** As `array_send` writes it: dimensions, null flag, element type, size, lower bound, then length and value. */
function sendArray(values: readonly number[], { dimensions = 1, hasNulls = 0, oid = 700 } = {}) {
  const bytes = new DataView(new ArrayBuffer(20 + values.length * 8));
  for (const [at, value] of [dimensions, hasNulls, oid, values.length, 1].entries()) {
    bytes.setInt32(at * 4, value);
  }
  for (const [at, value] of values.entries()) {
    bytes.setInt32(20 + at * 8, 4);
    bytes.setFloat32(24 + at * 8, value);
  }
  return new Uint8Array(bytes.buffer);
}

describe("readRealArray", () => {
  it("reads what Postgres sends", () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true }), { minLength: 1 }), (values) => {
        expect([...readRealArray(sendArray(values))]).toEqual(values);
      }),
    );
    expect(readRealArray(sendArray([], { dimensions: 0 }).subarray(0, 12))).toHaveLength(0);
  });

  it("refuses anything else", () => {
    const good = sendArray([1, 2]);
    expect(() => readRealArray(good.subarray(0, good.length - 1))).toThrow(/Not a/);
    expect(() => readRealArray(good.subarray(0, 14))).toThrow(/Not a/);
    expect(() => readRealArray(new Uint8Array(3))).toThrow(/Not a/);
    expect(() => readRealArray(sendArray([1], { oid: 701 }))).toThrow(/Not a/);
    expect(() => readRealArray(sendArray([1], { hasNulls: 1 }))).toThrow(/Not a/);
    expect(() => readRealArray(sendArray([1, 2], { dimensions: 2 }))).toThrow(/Not a/);
  });
});
