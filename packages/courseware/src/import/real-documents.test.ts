import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { plainText } from "@byteos/contracts/words";
import { describe, expect, it } from "vitest";
import { parseDocument } from "./parse-document.ts";

const folder = resolve(
  process.env.BYTEOS_SHARED_DIR ?? resolve(import.meta.dirname, "../../../../../shared"),
  "documents",
);
const isPresent = existsSync(folder);
if (!isPresent)
  console.warn(`Skipped: real documents, because ${folder} is missing (set BYTEOS_SHARED_DIR).`);

async function read(name: string) {
  return parseDocument({ fileName: name, bytes: readFileSync(resolve(folder, name)) });
}

describe.runIf(isPresent)("real documents", () => {
  it("reads a designed PDF with its chapters, check lists, notes and table", async () => {
    const { document } = await read("state-software-budgeting-handbook.pdf");
    const headings = document.elements.filter((element) => element.kind === "heading");
    const chapters = headings
      .filter((heading) => heading.level === 1)
      .map((heading) => plainText(heading.content));
    expect(chapters).toEqual([
      "01 Introduction",
      "02 Basic principles of modern software design",
      "03 Best practices for budgeting and overseeing tech projects",
      "04 Questions to ask",
      "05 Appendix",
    ]);
    expect(headings.map((heading) => plainText(heading.content))).toContain(
      "Procure services, not software",
    );
    expect(document.elements.filter((element) => element.kind === "list").length).toBeGreaterThan(
      25,
    );
    expect(document.elements.find((element) => element.kind === "table")?.rows.length).toBe(8);
    expect(document.text).not.toContain("DE-RISKING GOVERNMENT TECHNOLOGY");
    expect(document.text).toContain("same world-class technology they get");
    expect(document.elements.every((element) => element.page !== undefined)).toBe(true);
  });

  it("reads a publisher's DOCX: own heading styles, code, boxes, tables, accepted changes", async () => {
    const { document } = await read("rust-chapter03.docx");
    const headings = document.elements.filter((element) => element.kind === "heading");
    expect(
      headings.filter((heading) => heading.level <= 3).map((heading) => plainText(heading.content)),
    ).toEqual(
      expect.arrayContaining([
        "Common Programming Concepts",
        "Variables and Mutability",
        "Declaring Constants",
        "Shadowing",
        "Summary",
      ]),
    );
    expect(document.elements.filter((element) => element.kind === "code").length).toBeGreaterThan(
      40,
    );
    expect(
      document.elements
        .filter((element) => element.kind === "callout")
        .map((callout) => callout.title),
    ).toEqual(["Keywords", "Integer Overflow"]);
    expect(
      document.elements
        .filter((element) => element.kind === "table")
        .map((table) => table.hasHeaderRow),
    ).toEqual([true, true]);
    expect(document.warnings).toContain("2 review comment(s) were left out.");
  });

  it("reads lesson Markdown with fenced divs as call-outs", async () => {
    const { document } = await read("git-novice/03-create.md");
    expect(document.title).toBe("Creating a Repository");
    const titles = document.elements
      .filter((element) => element.kind === "callout")
      .map((callout) => `${callout.variant}: ${callout.title}`);
    expect(titles[0]).toBe("note: Objectives");
    expect(titles).toContain("exercise: Places to Create Git Repositories");
    expect(titles).toContain("example: Solution");
    expect(document.text).not.toContain(":::");
  });

  it("keeps spanning cells of a ruled table and two columns apart", async () => {
    const ruled = (await read("google-doc-document.pdf")).document.elements.find(
      (element) => element.kind === "table",
    );
    expect(ruled?.rows[1]?.map((cell) => [plainText(cell.content), cell.columnSpan ?? 1])).toEqual([
      ["Continent", 1],
      ["Asia", 1],
      ["Europe", 4],
    ]);
    const { document } = await read("multicolumn.pdf");
    expect(document.text).toContain("Cras viverra metus rhoncus sem");
    expect(document.elements.find((element) => element.kind === "table")?.caption).toBeDefined();
  });

  it("keeps footnotes and pictures of a DOCX", async () => {
    const notes = (await read("mammoth-footnotes.docx")).document;
    expect(notes.text).toContain("A tachyon walks into a bar.");
    const picture = await read("mammoth-tiny-picture.docx");
    expect([...picture.images.values()]).toHaveLength(1);
  });
});
