import { plainText } from "@byteos/contracts/words";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../parse-document.ts";
import { column, makePdf, type PdfText } from "../testing/make-pdf.ts";

const sentence = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${name} line ${index} runs on to fill its column`);

async function read(pages: readonly (readonly PdfText[])[]) {
  const { document } = await parseDocument({ fileName: "a.pdf", bytes: makePdf(pages) });
  return document;
}

describe("layout of untagged PDF", () => {
  it("reads the left column before the right one, below a title across both", async () => {
    const document = await read([
      [
        { x: 150, y: 780, size: 20, text: "A title across both columns", isBold: true },
        ...column(sentence("Left", 20), 60, 720),
        ...column(sentence("Right", 20), 320, 720),
      ],
    ]);
    const text = document.text;
    expect(document.elements[0]).toMatchObject({ kind: "heading", page: 1 });
    expect(text.indexOf("Left line 19")).toBeLessThan(text.indexOf("Right line 0"));
  });

  it("removes running heads and page numbers and joins what a page broke", async () => {
    const pages = Array.from({ length: 5 }, (_, page) => [
      { x: 60, y: 815, size: 8, text: `Annual report, chapter ${page}` },
      ...column(
        [`opening words of page ${page} that go on`, "and on without any stop at the"],
        60,
        700,
      ),
      { x: 290, y: 30, size: 8, text: String(page + 1) },
    ]);
    const document = await read(pages);
    expect(document.text).not.toContain("Annual report");
    expect(document.text).not.toMatch(/^\d$/m);
    expect(document.elements).toHaveLength(1);
    expect(document.text).toContain("stop at the opening words of page 1");
  });

  it("joins words cut at line ends and keeps real hyphens", async () => {
    const document = await read([
      column(
        [
          "The implementation matters most. A well-known imple-",
          "mentation keeps state-of-the-",
          "art ideas. We say state-of-the-art often, in an imple-",
          "mentation that lasts.",
        ],
        60,
        700,
      ),
    ]);
    expect(document.text).toContain("well-known implementation keeps state-of-the-art ideas");
  });

  it("finds tables by their columns", async () => {
    const rows = [
      ["Country", "Capital", "People"],
      ["Austria", "Vienna", "8.9"],
      ["Belgium", "Brussels", "11.5"],
      ["Denmark", "Copenhagen", "5.8"],
    ];
    const cells = rows.flatMap((row, index) =>
      row.map((text, at) => ({
        x: 80 + at * 130,
        y: 600 - index * 16,
        size: 10,
        text,
        isBold: index === 0,
      })),
    );
    const document = await read([[...column(sentence("Intro", 4), 60, 720), ...cells]]);
    const table = document.elements.find((element) => element.kind === "table");
    expect(table?.hasHeaderRow).toBe(true);
    expect(table?.rows.map((row) => row.map((cell) => plainText(cell.content)))).toEqual(rows);
  });

  it("finds headings by size and lists by their marks, nested by indent", async () => {
    const document = await read([
      [
        { x: 60, y: 780, size: 18, text: "First chapter", isBold: true },
        ...column(sentence("Body", 5), 60, 750),
        { x: 60, y: 660, size: 14, text: "A section", isBold: true },
        { x: 70, y: 640, size: 10, text: "- apples" },
        { x: 90, y: 626, size: 10, text: "- red ones" },
        { x: 70, y: 612, size: 10, text: "- pears" },
        { x: 60, y: 570, size: 14, text: "Another section", isBold: true },
        ...column(sentence("More", 5), 60, 550),
      ],
    ]);
    const headings = document.elements.filter((element) => element.kind === "heading");
    expect(headings.map((heading) => [heading.level, plainText(heading.content)])).toEqual([
      [1, "First chapter"],
      [2, "A section"],
      [2, "Another section"],
    ]);
    const list = document.elements.find((element) => element.kind === "list");
    expect(
      list?.items.map((item) => [plainText(item.content), item.list?.items.length ?? 0]),
    ).toEqual([
      ["apples", 1],
      ["pears", 0],
    ]);
  });

  it("reads hundreds of pages and reports each", async () => {
    const pages = Array.from({ length: 300 }, (_, page) =>
      column(sentence(`Page ${page}`, 30), 60, 780),
    );
    const seen: number[] = [];
    const { document } = await parseDocument({
      fileName: "long.pdf",
      bytes: makePdf(pages),
      onProgress: ({ step, done }) => step === "pages" && seen.push(done),
    });
    expect(seen.at(-1)).toBe(300);
    expect(document.pageCount).toBe(300);
    expect(document.text).toContain("Page 299 line 29");
  }, 60_000);
});
