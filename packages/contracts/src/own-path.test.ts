import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownPath } from "./own-path.ts";

const origin = "http://localhost:3000";

describe("ownPath", () => {
  it("keeps a path of the app with its query and place", () => {
    expect(ownPath("/learn/1/2?x=1#block-3")).toBe("/learn/1/2?x=1#block-3");
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/%2e//evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    ` /${"a".repeat(3_000)}`,
    undefined,
    null,
    ["/courses"],
  ])("leads home for %j", (next) => {
    expect(ownPath(next)).toBe("/");
  });

  it("never leaves the app, whatever is asked", () => {
    const part = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "\t",
      "\n",
      "@",
      ":",
      "evil.example",
      "%2f",
      "?",
      "#",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        expect(new URL(ownPath(`/${parts.join("")}`), origin).origin).toBe(origin);
      }),
    );
  });
});
