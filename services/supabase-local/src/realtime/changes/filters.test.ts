import { postgresChangesFilter } from "@supabase/supabase-js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFilters, UnreadableFilter } from "./filters.ts";

describe("filters of changes", () => {
  it.each([
    ["id=eq.1", [{ column: "id", operator: "eq", operand: "1", isNegated: false }]],
    [
      "a=not.in.(x,y),b=is.null",
      [
        { column: "a", operator: "in", operand: '{"x","y"}', isNegated: true },
        { column: "b", operator: "is", operand: "null", isNegated: false },
      ],
    ],
    ['name=eq."a,b"', [{ column: "name", operator: "eq", operand: "a,b", isNegated: false }]],
    ["url=eq.a=b.c", [{ column: "url", operator: "eq", operand: "a=b.c", isNegated: false }]],
    [" ", []],
  ])("%s", (text, filters) => {
    expect(parseFilters(text)).toEqual(filters);
  });

  it.each(["undefined", "id=foo.1", "id=in.1,2", "=eq.1", "id=1"])("cannot be %s", (text) => {
    expect(() => parseFilters(text)).toThrow(UnreadableFilter);
  });

  it("come back as the official builder writes them", () => {
    // The builder trims nothing away and quotes what needs it; a list has no empty elements.
    const value = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(value, fc.uniqueArray(value, { minLength: 1, maxLength: 4 }), (one, many) => {
        const text = postgresChangesFilter().neq("a", one).in("b", many).not("c", "like", one);
        const [neq, list, like] = parseFilters(text.build());
        expect(neq?.operand).toBe(one);
        expect(like).toEqual({ column: "c", operator: "like", operand: one, isNegated: true });
        const escaped = many.map((each) => each.replaceAll("\\", "\\\\").replaceAll('"', '\\"'));
        expect(list?.operand).toBe(`{${escaped.map((each) => `"${each}"`).join(",")}}`);
      }),
    );
  });
});
