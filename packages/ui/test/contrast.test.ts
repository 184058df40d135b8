import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrastRatio, parseHex, type Rgb } from "../src/logic/contrast.ts";
import { contrastPairs, renderTokensCss, semanticColors } from "../src/logic/tokens.ts";

const css = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");
const mapping = readFileSync(new URL("../src/styles/theme.css", import.meta.url), "utf8");

function declarations(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
}

/** The declarations of the block that starts with the selector. */
function blockOf(selector: string): Map<string, string> {
  const start = css.indexOf(selector);
  expect(start, selector).toBeGreaterThanOrEqual(0);
  return declarations(css.slice(css.indexOf("{", start) + 1, css.indexOf("}", start)));
}

const primitives = blockOf(":root {");
const themes = {
  light: blockOf(':root,\n[data-theme="light"] {'),
  "dark by choice": blockOf('\n[data-theme="dark"] {'),
  "dark by system": blockOf(":root:not([data-theme]) {"),
  print: blockOf("  :root,\n  :root:not([data-theme]),\n  [data-theme] {"),
};

function colorOf(theme: Map<string, string>, name: string): Rgb {
  const value = theme.get(name) ?? "";
  const reference = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  const rgb = parseHex(reference === undefined ? value : (primitives.get(reference) ?? ""));
  if (!rgb) throw new Error(`--${name} is not a colour: ${value}`);
  return rgb;
}

describe("tokens.css", () => {
  it("is what logic/tokens.ts writes", () => {
    expect(css).toBe(renderTokensCss());
  });

  it("has the same names in every theme", () => {
    const names = [...themes.light.keys()];
    for (const theme of Object.values(themes)) expect([...theme.keys()]).toEqual(names);
  });

  it("says the same for dark by choice and by system, and for light and paper", () => {
    expect([...themes["dark by system"]]).toEqual([...themes["dark by choice"]]);
    expect([...themes.print]).toEqual([...themes.light]);
  });

  it("is reached from Tailwind by every semantic name, and by no primitive", () => {
    const mapped = [...mapping.matchAll(/--color-([\w-]+): var\(--([\w-]+)\);/g)].map((match) => [
      match[1],
      match[2],
    ]);
    for (const name of Object.keys(semanticColors)) expect(mapped).toContainEqual([name, name]);
    for (const [, target] of mapped) expect(primitives.has(target ?? ""), target).toBe(false);
    expect(mapping).toContain("--color-*: initial;");
  });
});

for (const [name, theme] of Object.entries(themes)) {
  describe(`contrast, ${name}`, () => {
    for (const pair of contrastPairs) {
      it(`${pair.ink} reaches ${pair.atLeast}:1 on ${pair.on.join(", ")}`, () => {
        for (const ground of pair.on) {
          expect(
            contrastRatio(colorOf(theme, pair.ink), colorOf(theme, ground)),
            ground,
          ).toBeGreaterThanOrEqual(pair.atLeast);
        }
      });
    }
  });
}
