import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findLinkedPicture, normalisePath, pathOfLink } from "./picture-paths.ts";

describe("a link from a document to a picture beside it", () => {
  it.each([
    ["knots/01.md", "fig/loop.png", "knots/fig/loop.png"],
    ["knots/01.md", "./fig//loop.png", "knots/fig/loop.png"],
    ["knots/text/01.md", "../fig/loop.png?raw=1#top", "knots/fig/loop.png"],
    ["knots/01.md", "fig/a%20loop.png", "knots/fig/a loop.png"],
    ["knots/01.md", "fig\\loop.png", "knots/fig/loop.png"],
    ["01.md", "/knots/loop.png", "knots/loop.png"],
    ["01.md", "u\u0308ber.png", "\u00fcber.png"],
  ])("in %s, %s is %s", (document, link, path) => {
    expect(pathOfLink(document, link)).toBe(path);
  });

  it.each([
    "../../etc/passwd",
    "..%2f..%2fetc/passwd",
    "..\\..\\secret.png",
    "https://example.org/loop.png",
    "//example.org/loop.png",
    "\\\\host\\share\\loop.png",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:image/png;base64,AAAA",
    "fig/%00.png",
    "%zz.png",
    "#top",
    "",
  ])("%s leads nowhere", (link) => {
    expect(pathOfLink("knots/01.md", link)).toBeNull();
  });

  it("never leaves the folder, whatever it says", () => {
    const part = fc.oneof(fc.constantFrom("..", ".", "", "/", "\\", "%2e%2e", "%2f"), fc.string());
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const path = pathOfLink("a/b/01.md", parts.join("/"));
        if (path === null) return;
        expect(path.split("/")).not.toContain("..");
        expect(path).not.toMatch(/^\/|\\/);
        expect(normalisePath(path)).toBe(path);
      }),
    );
  });

  it("finds the picture at its place, else the one of its name that came without a folder", () => {
    const pictures = new Map([
      ["knots/fig/loop.png", 1],
      ["loop.png", 2],
    ]);
    expect(findLinkedPicture(pictures, "knots/01.md", "fig/loop.png")).toBe(1);
    expect(findLinkedPicture(pictures, "01.md", "fig/loop.png")).toBe(2);
    expect(findLinkedPicture(pictures, "01.md", "fig/other.png")).toBeNull();
  });
});
