import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffRows } from "../../src/diff/row-diff.ts";
import { diffText } from "../../src/diff/text-diff.ts";

describe("text by line", () => {
  it("numbers lines on both sides and marks the words that changed", () => {
    const diff = diffText("one\ntwo words here\nthree\n", "one\ntwo other here\nthree\nfour\n");
    expect(diff).toMatchObject({ kind: "hunks", added: 2, removed: 1 });
    const lines = diff.kind === "hunks" ? (diff.hunks[0]?.lines ?? []) : [];
    expect(lines.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ["same", 1, 1],
      ["removed", 2, null],
      ["added", null, 2],
      ["same", 3, 3],
      ["added", null, 4],
    ]);
    expect(lines[1]?.parts.filter(({ isChanged }) => isChanged).map(({ text }) => text)).toEqual([
      "words",
    ]);
    expect(lines[2]?.parts.filter(({ isChanged }) => isChanged).map(({ text }) => text)).toEqual([
      "other",
    ]);
  });

  it("loses no character of a line it shows", () => {
    const line = fc.string({
      unit: fc.constantFrom("a", "b", " ", "c\u0301", "-", "+"),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (a, b) => {
        const diff = diffText(a.join("\n"), b.join("\n"));
        for (const hunk of diff.kind === "hunks" ? diff.hunks : []) {
          for (const { before, after, parts } of hunk.lines) {
            const text = parts.map((part) => part.text).join("");
            if (before !== null) expect(text).toBe(a[before - 1]);
            if (after !== null) expect(text).toBe(b[after - 1]);
          }
        }
      }),
    );
  });

  it("gives up on texts that have nothing in common", () => {
    const lines = (prefix: string) =>
      Array.from({ length: 30_000 }, (_, index) => `${prefix}${String(index)}`).join("\n");
    expect(diffText(lines("a"), lines("b"))).toEqual({ kind: "too-different" });
  });
});

describe("rows", () => {
  const columns = ["id", "name", "score"];

  it("tells rows apart by a column of unique values", () => {
    const diff = diffRows(
      {
        columns,
        rows: [
          ["1", "Ada", "9"],
          ["2", "Alan", "8"],
          ["3", "Grace", "7"],
        ],
      },
      {
        columns: [...columns, "new"],
        rows: [
          ["3", "Grace", "10", ""],
          ["1", "Ada", "9", ""],
          ["4", "Edsger", "6", ""],
        ],
      },
    );
    expect(diff).toMatchObject({
      key: "id",
      addedColumns: ["new"],
      counts: { added: 1, removed: 1, changed: 1 },
      changes: [
        { kind: "changed", before: 2, after: 0, old: new Map([[2, "7"]]) },
        { kind: "added", after: 2, cells: ["4", "Edsger", "6"] },
        { kind: "removed", before: 1 },
      ],
    });
  });

  it("aligns rows without a key by content", () => {
    const rows = [
      ["a", "x"],
      ["a", "x"],
      ["b", "y"],
    ];
    expect(
      diffRows({ columns: ["p", "q"], rows }, { columns: ["p", "q"], rows: [...rows, ["a", "x"]] }),
    ).toMatchObject({
      key: null,
      counts: { added: 1, removed: 0, changed: 0 },
    });
  });

  it("finds nothing between a table and itself, and everything the other way round", () => {
    const cell = fc.constantFrom("a", "b", "c", "");
    const table = fc
      .array(fc.tuple(cell, cell), { maxLength: 20 })
      .map((rows) => ({ columns: ["p", "q"], rows }));
    fc.assert(
      fc.property(table, table, (a, b) => {
        expect(diffRows(a, a)).toMatchObject({ counts: { added: 0, removed: 0, changed: 0 } });
        const there = diffRows(a, b);
        const back = diffRows(b, a);
        if (there.kind !== "rows" || back.kind !== "rows") throw new Error("small tables compare");
        expect(there.counts.added).toBe(back.counts.removed);
        expect(b.rows.length - a.rows.length).toBe(there.counts.added - there.counts.removed);
      }),
    );
  });
});
