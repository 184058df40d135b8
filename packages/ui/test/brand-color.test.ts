import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustBrandColor, renderBrandCss } from "../src/logic/brand-color.ts";
import { contrastRatio, parseHex, type Rgb } from "../src/logic/contrast.ts";

const hexColor = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);
const grounds = {
  light: ["#ffffff", "#f7f7f8", "#f0f0f2"],
  dark: ["#0e0e12", "#18181f", "#202029"],
} as const;

function rgb(hex: string): Rgb {
  const parsed = parseHex(hex);
  if (!parsed) throw new Error(hex);
  return parsed;
}

describe("adjustBrandColor", () => {
  for (const theme of ["light", "dark"] as const) {
    it(`can be read on every ground of the ${theme} theme, and its label on it`, () => {
      fc.assert(
        fc.property(hexColor, (hex) => {
          const { primary, onPrimary } = adjustBrandColor(hex, theme);
          for (const ground of grounds[theme]) {
            expect(contrastRatio(rgb(primary), rgb(ground))).toBeGreaterThanOrEqual(4.5);
          }
          expect(contrastRatio(rgb(onPrimary), rgb(primary))).toBeGreaterThanOrEqual(4.5);
        }),
        { numRuns: 500 },
      );
    });

    it(`leaves a colour alone exactly when it says so (${theme})`, () => {
      fc.assert(
        fc.property(hexColor, (hex) => {
          const { primary, adjusted } = adjustBrandColor(hex, theme);
          expect(adjusted).toBe(primary !== hex);
        }),
      );
    });

    it(`does not adjust its own result again (${theme})`, () => {
      fc.assert(
        fc.property(hexColor, (hex) => {
          const once = adjustBrandColor(hex, theme);
          expect(adjustBrandColor(once.primary, theme)).toMatchObject({
            primary: once.primary,
            adjusted: false,
          });
        }),
      );
    });
  }

  it("keeps a dark blue and darkens a yellow", () => {
    expect(adjustBrandColor("#1d4ed8")).toEqual({
      primary: "#1d4ed8",
      onPrimary: "#ffffff",
      adjusted: false,
    });
    expect(adjustBrandColor("#facc15").adjusted).toBe(true);
  });

  it("refuses what is not a hex colour", () => {
    for (const text of ["red", "#12", "#12345g", "url(x)", ""]) {
      expect(() => adjustBrandColor(text)).toThrow("#rrggbb");
    }
  });
});

describe("renderBrandCss", () => {
  it("writes nothing but hex colours into the stylesheet", () => {
    fc.assert(
      fc.property(hexColor, (hex) => {
        const values = [...renderBrandCss(hex).matchAll(/--[\w-]+:([^;}]+)/g)].map(
          (match) => match[1],
        );
        expect(values.length).toBeGreaterThan(20);
        for (const value of values) expect(value).toMatch(/^#[0-9a-f]{6}$/);
      }),
    );
  });
});
