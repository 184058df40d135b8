import fc from "fast-check";
import { expect, it } from "vitest";
import { parseRange } from "./parse-range.ts";

it("reads the ranges that browsers ask for", () => {
  expect(parseRange("bytes=0-9", 100)).toEqual({ start: 0, end: 10 });
  expect(parseRange("bytes=90-", 100)).toEqual({ start: 90, end: 100 });
  expect(parseRange("bytes=-10", 100)).toEqual({ start: 90, end: 100 });
  expect(parseRange("bytes=0-1000", 100)).toEqual({ start: 0, end: 100 });
  expect(parseRange("bytes=100-", 100)).toBe("beyond");
  expect(parseRange("bytes=-0", 100)).toBe("beyond");
});

it.each([[null], ["bytes=5-2"], ["bytes=-"], ["bytes=0-1,3-4"], ["lines=0-1"]])(
  "gives the whole file for %s",
  (header) => {
    expect(parseRange(header, 100)).toBeNull();
  },
);

it("never reaches out of the file", () => {
  fc.assert(
    fc.property(fc.nat(), fc.option(fc.nat()), fc.nat(), (first, last, size) => {
      const range = parseRange(`bytes=${String(first)}-${last === null ? "" : String(last)}`, size);
      if (range === null || range === "beyond") return;
      expect(range.start).toBeLessThan(range.end);
      expect(range.end).toBeLessThanOrEqual(size);
    }),
  );
});
