import { describe, expect, it } from "vitest";
import { safeNextPath } from "./next-path.ts";

describe("safeNextPath", () => {
  it("keeps a path of this app with its query and place", () => {
    expect(safeNextPath("/learn/1/2?x=1#block-3")).toBe("/learn/1/2?x=1#block-3");
  });

  it("goes home for anything that could lead elsewhere", () => {
    for (const next of [
      null,
      "",
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "/\t/evil.example",
      "javascript:alert(1)",
      "learn",
    ]) {
      expect(safeNextPath(next)).not.toMatch(/evil|javascript/);
      expect(safeNextPath(next).startsWith("/")).toBe(true);
      expect(safeNextPath(next).startsWith("//")).toBe(false);
    }
  });
});
