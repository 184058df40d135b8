import { describe, expect, it } from "vitest";
import { describeNames, describeProgress, shareOf } from "./import-words.ts";

describe("the words of an import", () => {
  it("says which page of which file is being read", () => {
    expect(describeProgress({ step: "pages", done: 36, total: 120, fileName: "leaks.pdf" })).toBe(
      "Reading page 37 of 120: leaks.pdf",
    );
    expect(
      describeProgress({
        step: "reading",
        done: 0,
        total: 1,
        fileName: "02-setup.md",
        fileNumber: 2,
        fileCount: 8,
      }),
    ).toBe("Reading, file 2 of 8: 02-setup.md");
  });

  it("never goes back as the steps follow each other", () => {
    const shares = (["starting", "downloading", "reading", "storing", "outlining"] as const).map(
      (step) => shareOf({ step, done: 0, total: 1 }) ?? 0,
    );
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shareOf({ step: "queued", done: 0, total: 1 })).toBeNull();
    expect(shareOf({ step: "outlining", done: 1, total: 1, fileNumber: 8, fileCount: 8 })).toBe(1);
  });

  it("names many files by the first", () => {
    expect(describeNames(["a.md"])).toBe("a.md");
    expect(describeNames(["a.md", "b.md", "c.md"])).toBe("a.md and 2 more");
  });
});
