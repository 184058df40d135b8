import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartTicks, findLargestDrop, heatStep, linePoints } from "../src/logic/chart-scale.ts";
import { createCover, createRosette } from "../src/logic/cover.ts";
import { formatCsvField, renderCsv } from "../src/logic/csv.ts";
import { compareValues } from "../src/logic/data-table.ts";
import { highlightCode, highlightLines } from "../src/logic/highlight-code.ts";
import { initialsOf } from "../src/logic/initials.ts";
import { moveItem } from "../src/logic/move-item.ts";
import { describePress } from "../src/logic/shortcuts.ts";
import { parseThemeChoice, themeAttributes } from "../src/logic/theme.ts";
import { checkDroppedFile } from "../src/patterns/file-drop.tsx";

/** Reads back what RFC 4180 says; enough for what we write. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (isQuoted) {
      if (char !== '"') field += char;
      else if (text[index + 1] === '"') {
        field += '"';
        index += 1;
      } else isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === ",") {
      row.push(field);
      field = "";
    } else if (char === "\r" && text[index + 1] === "\n") {
      rows.push([...row, field]);
      row = [];
      field = "";
      index += 1;
    } else field += char;
  }
  return rows;
}

describe("CSV", () => {
  it("disarms what a spreadsheet would run, and leaves numbers alone", () => {
    expect(formatCsvField("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
    for (const text of ["+1", "-1", "@SUM(A1)", "\tx", " =1", "\uff1d1"]) {
      expect(formatCsvField(text)).toMatch(/^"?'/);
    }
    expect(formatCsvField(-4.5)).toBe("-4.5");
    expect(formatCsvField("a-b")).toBe("a-b");
    expect(formatCsvField(Number.NaN)).toBe("");
  });

  it("gives every text back, with the guard where it was needed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { minLength: 1 }),
        (rows) => {
          const read = parseCsv(renderCsv(["a", "b"], rows).slice(1));
          expect(read).toHaveLength(rows.length + 1);
          for (const [at, row] of rows.entries()) {
            for (const [index, text] of row.entries()) {
              expect([text, `'${text}`]).toContain(read[at + 1]?.[index]);
            }
          }
        },
      ),
    );
  });
});

describe("charts", () => {
  it("ticks start at 0, rise evenly and cover the values", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), (max) => {
        const ticks = chartTicks(max);
        expect(ticks[0]).toBe(0);
        expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(max * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(6);
        for (let index = 1; index < ticks.length; index += 1) {
          expect((ticks[index] ?? 0) - (ticks[index - 1] ?? 0)).toBeCloseTo(ticks[1] ?? 0, 6);
        }
      }),
    );
    expect(chartTicks(0)).toEqual([0, 1]);
    expect(chartTicks(1)).toEqual([0, 0.5, 1]);
    expect(chartTicks(1, { smallest: 1 })).toEqual([0, 1]);
    expect(chartTicks(3, { smallest: 1 })).toEqual([0, 1, 2, 3]);
    expect(chartTicks(7)).toEqual([0, 2, 4, 6, 8]);
  });

  it("finds the largest fall", () => {
    expect(findLargestDrop([10, 9, 9, 4, 3])).toBe(3);
    expect(findLargestDrop([1, 2, 3])).toBeNull();
    expect(findLargestDrop([])).toBeNull();
  });

  it("keeps heat between 1 and 5, never falling", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 200 }),
        (one, other) => {
          const [low, high] = [Math.min(one, other), Math.max(one, other)];
          expect(heatStep(low, 40)).toBeLessThanOrEqual(heatStep(high, 40));
        },
      ),
    );
    expect(heatStep(40, 40)).toBe(5);
    expect(heatStep(0, 40)).toBe(1);
  });

  it("draws a line inside its box", () => {
    expect(linePoints([0, 5, 10], 10)).toBe("0,100 50,50 100,0");
  });
});

describe("covers", () => {
  it("are the same for the same course and stay small", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const cover = createCover(seed);
        expect(createCover(seed)).toEqual(cover);
        expect(cover.strokes.length).toBeGreaterThan(1);
        for (const stroke of cover.strokes) {
          expect(stroke.d).not.toMatch(/NaN|Infinity|undefined/);
          expect(stroke.opacity).toBeGreaterThan(0);
        }
      }),
    );
    expect(createRosette("a")).toEqual(createRosette("a"));
    expect(createRosette("a")).not.toEqual(createRosette("b"));
  });
});

describe("highlightCode", () => {
  it("keeps every character, in every language", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("python", "ts", "rust", "sql", "bash", "text", "cobol", ""),
        (code, language) => {
          expect(
            highlightCode(code, language)
              .map((token) => token.text)
              .join(""),
          ).toBe(code);
        },
      ),
    );
  });

  it("tells words, strings, numbers, comments and calls apart", () => {
    const tokens = highlightCode('def f(x):  # note\n    return g("a", 12)', "python");
    const kinds = Object.fromEntries(tokens.map((token) => [token.text.trim(), token.kind]));
    expect(kinds).toMatchObject({
      def: "key",
      f: "function",
      "# note": "comment",
      return: "key",
      '"a"': "string",
      "12": "number",
      g: "function",
    });
  });

  it("splits comments over lines", () => {
    expect(highlightLines("/* a\nb */\nx", "ts")).toHaveLength(3);
  });
});

describe("small things", () => {
  it("moves an item without losing one", () => {
    const byValue = (one: number, other: number): number => one - other;
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }).chain((items) => {
          const place = fc.integer({ min: 0, max: items.length - 1 });
          return fc.tuple(fc.constant(items), place, place);
        }),
        ([items, from, to]) => {
          const moved = moveItem(items, from, to);
          expect(moved.toSorted(byValue)).toEqual(items.toSorted(byValue));
          expect(moved[to]).toBe(items[from]);
        },
      ),
    );
    expect(moveItem([1, 2], 0, 2)).toEqual([1, 2]);
    expect(moveItem([1, 2], -1, 0)).toEqual([1, 2]);
  });

  it("sorts nothing last and numbers in texts by size", () => {
    expect(["b 10", "", "b 9", "A"].sort(compareValues)).toEqual(["A", "b 9", "b 10", ""]);
    expect([3, null, 1].sort(compareValues)).toEqual([1, 3, null]);
  });

  it("writes presses as shortcuts are written", () => {
    const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
    expect(describePress({ ...none, key: "K", metaKey: true })).toBe("mod+k");
    expect(describePress({ ...none, key: "Z", ctrlKey: true, shiftKey: true })).toBe("shift+mod+z");
    expect(describePress({ ...none, key: "?", shiftKey: true })).toBe("?");
    expect(describePress({ ...none, key: "Enter" })).toBe("Enter");
  });

  it("takes initials from any name", () => {
    expect(initialsOf("ada b. lovelace")).toBe("AL");
    expect(initialsOf("  ")).toBe("?");
    expect(initialsOf("Кирилл")).toBe("К");
  });

  it("trusts only known themes from a cookie", () => {
    expect(themeAttributes(parseThemeChoice("dark"))).toEqual({ "data-theme": "dark" });
    expect(themeAttributes(parseThemeChoice('"><script>'))).toEqual({});
    expect(themeAttributes(parseThemeChoice(undefined))).toEqual({});
  });

  it("checks a file before it is sent", () => {
    const accept = ".pdf, .docx";
    expect(checkDroppedFile({ name: "A.PDF", size: 10 }, accept, 100)).toBeNull();
    expect(checkDroppedFile({ name: "a.exe", size: 10 }, accept, 100)).toContain(
      "not one of the kinds",
    );
    expect(checkDroppedFile({ name: "a.pdf", size: 0 }, accept, 100)).toContain("empty");
    expect(checkDroppedFile({ name: "a.pdf", size: 250_000_000 }, accept, 200_000_000)).toContain(
      "the limit is 200.0 MB",
    );
  });
});
