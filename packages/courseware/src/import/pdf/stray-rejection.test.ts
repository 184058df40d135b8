import { getResolvedPDFJS } from "unpdf";
import { describe, expect, it } from "vitest";
import { isStrayPdfRejection } from "./stray-rejection.ts";

describe("a rejection that nobody handles", () => {
  it("is pdf.js's own, or somebody else's and then no matter to hide", async () => {
    const { InvalidPDFException } = await getResolvedPDFJS();
    expect(isStrayPdfRejection(new InvalidPDFException("Bad XRef entry"))).toBe(true);
    expect(isStrayPdfRejection(new Error("Bad XRef entry"))).toBe(false);
    expect(isStrayPdfRejection("pdfjs.mjs")).toBe(false);
    expect(isStrayPdfRejection(null)).toBe(false);
  });
});
