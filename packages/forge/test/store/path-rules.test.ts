import fc from "fast-check";
import { expect, it } from "vitest";
import { comparePaths, findPathProblem } from "../../src/store/path-rules.ts";

it.each([
  "",
  "/etc/passwd",
  "C:/windows",
  "..",
  "a/../b",
  "./a",
  "a//b",
  "a/",
  "a\0b",
  "a\\b",
  ".git/config",
  ".GIT/config",
  "x/.git./config",
  ".g\u200Bit/config",
  ".byteos/refs",
  "con",
  "src/AUX.c",
  "lpt1.txt",
  "\uD800",
])("refuses the path %j", (path) => {
  expect(findPathProblem(path)).not.toBeNull();
});

it.each([
  "a",
  ".gitignore",
  "git/config",
  "console.log",
  "comm/com",
  "déjà/vu.txt",
  "日本/語",
  "a b/c",
  "...",
  "ab:y",
])("takes the path %j", (path) => {
  expect(findPathProblem(path)).toBeNull();
});

it("refuses paths and parts that are too long", () => {
  expect(findPathProblem("a/".repeat(2048) + "a")).toMatch(/longer/);
  expect(findPathProblem("x".repeat(256))).toMatch(/part/);
  expect(findPathProblem("é".repeat(128))).toMatch(/part/);
  expect(findPathProblem("x".repeat(255))).toBeNull();
});

it("orders paths by their UTF-8", () => {
  // On both sides of the surrogates, and of the separator.
  const path = fc.string({ unit: fc.constantFrom("a", "/", "-", "é", "\uFFFC", "\u{1F600}") });
  fc.assert(
    fc.property(path, path, (one, other) => {
      const expected = Buffer.compare(Buffer.from(one), Buffer.from(other));
      expect(Math.sign(comparePaths(one, other))).toBe(expected);
    }),
  );
});
