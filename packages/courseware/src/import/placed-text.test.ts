import { isAppError } from "@byteos/contracts/errors";
import {
  ImportedDocument,
  type DocumentElement,
  type ImportedListItem,
} from "@byteos/contracts/imported-document";
import { plainText } from "@byteos/contracts/words";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument, type ParsedDocument } from "./parse-document.ts";
import { column, makePdf } from "./testing/make-pdf.ts";
import { makeDocx } from "./testing/make-zip.ts";

function checkItems(
  text: string,
  items: readonly ImportedListItem[],
  start: number,
  end: number,
): void {
  let at = start;
  for (const item of items) {
    expect(item.start).toBeGreaterThanOrEqual(at);
    expect(item.end).toBeLessThanOrEqual(end);
    expect(text.slice(item.start, item.end).startsWith(plainText(item.content))).toBe(true);
    if (item.list !== undefined) checkItems(text, item.list.items, item.start, item.end);
    at = item.end;
  }
}

function checkElement(text: string, element: DocumentElement): void {
  const slice = text.slice(element.start, element.end);
  switch (element.kind) {
    case "heading":
    case "paragraph":
    case "quote":
      return expect(slice).toBe(plainText(element.content));
    case "code":
      return expect(slice).toBe(element.code);
    case "list":
      return checkItems(text, element.items, element.start, element.end);
    case "table":
      for (const cell of element.rows.flat()) expect(slice).toContain(plainText(cell.content));
      return;
    case "image":
      return expect(slice).toContain(element.alternativeText ?? "");
    case "callout":
      expect(slice.startsWith(element.title ?? "")).toBe(true);
      for (const child of element.children) checkElement(text, child);
      return;
    case "divider":
      return expect(slice).toBe("");
  }
}

function checkPlaces({ document }: ParsedDocument): void {
  expect(() => ImportedDocument.parse(document)).not.toThrow();
  let at = 0;
  for (const element of document.elements) {
    expect(element.start).toBeGreaterThanOrEqual(at);
    expect(element.end).toBeGreaterThanOrEqual(element.start);
    at = element.end;
    checkElement(document.text, element);
  }
  expect(at).toBe(document.text.length);
}

const inline = fc.stringMatching(/^[\p{L}\p{N} ,.*_`<>[\]()&:!|~"'-]{1,60}$/u);
const blockLine = fc
  .tuple(
    fc.constantFrom(
      "",
      "# ",
      "## ",
      "- ",
      "  - ",
      "1. ",
      "> ",
      "    ",
      "```\n",
      "::: note\n",
      ":::\n",
      "| a | b |\n|---|---|\n| ",
      "<div>",
      "</div>",
      "[^1]: ",
      "---\n",
    ),
    inline,
  )
  .map(([mark, text]) => mark + text);
const markdown = fc
  .array(blockLine, { minLength: 1, maxLength: 25 })
  .map((lines) => lines.join("\n\n"));
const mixed = fc.array(blockLine, { minLength: 1, maxLength: 25 }).map((lines) => lines.join("\n"));

/** Throws for anything but a sound document or an import error. */
async function parseOrRefuse(fileName: string, bytes: Uint8Array): Promise<void> {
  try {
    checkPlaces(await parseDocument({ fileName, bytes }));
  } catch (error) {
    if (!isAppError(error) || !error.code.startsWith("import.")) throw error;
  }
}

describe("every element's range holds its words", () => {
  it("in any Markdown", () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(markdown, mixed), (source) =>
        parseOrRefuse("a.md", Buffer.from(source)),
      ),
      { numRuns: 150 },
    ));

  it("in any HTML", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom(
              "p",
              "li",
              "ul",
              "table",
              "tr",
              "td",
              "h2",
              "pre",
              "blockquote",
              "div",
              "b",
              "a",
              "script",
              "figure",
              "br",
            ),
            inline,
            fc.boolean(),
          ),
          { maxLength: 40 },
        ),
        (tags) =>
          parseOrRefuse(
            "a.html",
            Buffer.from(
              tags
                .map(([tag, text, closes]) => `<${tag}>${text}${closes ? `</${tag}>` : ""}`)
                .join(""),
            ),
          ),
      ),
      { numRuns: 150 },
    ));
});

describe("damaged files give an import error or a sound document, never anything else", () => {
  const body = `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Title</w:t></w:r></w:p>${"<w:p><w:r><w:t>Words in a row, and more of them.</w:t></w:r></w:p>".repeat(20)}<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>`;
  const files = [
    [
      "a.pdf",
      makePdf([
        column(["A heading of sorts", "Some words to read,", "and some more of them."], 72, 700),
        column(["Second page text"], 72, 700),
      ]),
    ],
    ["a.docx", makeDocx(body)],
    [
      "a.md",
      Buffer.from(
        "# Title\n\nText with **bold** and `code`.\n\n- one\n  - two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
      ),
    ],
    [
      "a.html",
      Buffer.from(
        "<h1>Title</h1><p>Text <b>bold</b></p><table><tr><td>1</td><td>2</td></tr></table>",
      ),
    ],
  ] as const;

  it.each(files)(
    "%s",
    (fileName, bytes) =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), {
            minLength: 1,
            maxLength: 20,
          }),
          fc.option(fc.integer({ min: 1, max: bytes.length }), { nil: bytes.length }),
          (changes, length) => {
            const damaged = Uint8Array.from(bytes);
            for (const [at, value] of changes) damaged[at] = value;
            return parseOrRefuse(fileName, damaged.subarray(0, length));
          },
        ),
        { numRuns: 120 },
      ),
    60_000,
  );
});
