import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUnset, substituteEnvironment } from "./environment-values.ts";

describe("env(NAME) in the project's config", () => {
  it("is replaced at any depth, and named when the environment lacks it", () => {
    const { value, missing } = substituteEnvironment(
      { a: "env(ONE)", b: { c: ["env(TWO)", "env(ONE) and more"] }, d: 3 },
      { ONE: "1" },
    );
    expect(value).toEqual({ a: "1", b: { c: ["env(TWO)", "env(ONE) and more"] }, d: 3 });
    expect(missing).toEqual(["TWO"]);
    expect(isUnset("env(TWO)")).toBe(true);
    expect(isUnset("1")).toBe(false);
  });

  it("leaves everything else as it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(substituteEnvironment(value, {}).value).toEqual(value);
      }),
    );
  });
});
