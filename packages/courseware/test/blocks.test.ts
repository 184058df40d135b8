import { isAppError } from "@byteos/contracts/errors";
import { emptyModuleContent } from "@byteos/contracts/module-content";
import { richText } from "@byteos/contracts/words";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countBlocks, countWords } from "../src/blocks/count-blocks.ts";
import { diffWords } from "../src/blocks/diff-words.ts";
import { makeBlockId } from "../src/blocks/make-id.ts";
import { plainTextOfBlock } from "../src/blocks/plain-text.ts";
import { readModuleContent, readPublishedCourse } from "../src/blocks/read-module-content.ts";
import { estimateMinutes } from "../src/publish/estimate-minutes.ts";
import { publishCourse } from "../src/publish/publish-course.ts";
import { contentOf, draftCourse, paragraph } from "./course-arbitraries.ts";

describe("text of a block", () => {
  it("reads nested lists, tables and call-outs in order", () => {
    const blocks = contentOf([
      {
        type: "list",
        id: "list-0001" as never,
        style: "bullet",
        items: [
          {
            content: richText("one"),
            list: { style: "ordered", items: [{ content: richText("one a") }] },
          },
          { content: richText("two") },
        ],
      },
      {
        type: "table",
        id: "table-001" as never,
        hasHeaderRow: true,
        rows: [[{ content: richText("a") }, { content: richText("b") }]],
      },
      {
        type: "callout",
        id: "call-0001" as never,
        variant: "tip",
        title: "Tip",
        children: [{ type: "code", id: "code-0001" as never, code: "x = 1" }],
      },
    ]).blocks;
    expect(blocks.map(plainTextOfBlock)).toEqual(["one\none a\ntwo", "a\tb", "Tip\nx = 1"]);
  });

  it("counts words in scripts with and without spaces", () => {
    expect(countWords("Don't count twice: 3.5 well-known words")).toBe(6);
    expect(countWords("我喜欢学习")).toBeGreaterThan(1);
    expect(countWords("")).toBe(0);
    expect(countBlocks([paragraph("para-0001", "three small words")])).toEqual({
      blocks: 1,
      questions: 0,
      words: 3,
    });
    expect(estimateMinutes([paragraph("para-0001", "word ".repeat(1_000))])).toBe(5);
    expect(estimateMinutes([])).toBe(0);
  });
});

describe("ids", () => {
  it("are of the contract's form and do not repeat", () => {
    const ids = Array.from({ length: 1_000 }, makeBlockId);
    expect(new Set(ids).size).toBe(1_000);
    expect(ids.every((id) => /^[0-9a-z]{16}$/.test(id))).toBe(true);
  });
});

describe("reading stored content", () => {
  it("returns what was stored", () => {
    fc.assert(
      fc.property(draftCourse, (course) => {
        for (const { content } of course.modules) {
          expect(readModuleContent(JSON.parse(JSON.stringify(content)))).toEqual(content);
        }
        const { published } = publishCourse(course);
        expect(readPublishedCourse(JSON.parse(JSON.stringify(published)))).toEqual(published);
      }),
      { numRuns: 30 },
    );
  });

  it("brings content from before versions to the current one", () => {
    const block = paragraph("para-0001", "kept");
    expect(readModuleContent({ blocks: [block] })).toEqual({
      ...emptyModuleContent,
      blocks: [block],
    });
  });

  it("throws an error of ours on anything else", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.constant({ version: 99, blocks: [] }),
          fc.constant({ version: 1, blocks: [{}] }),
        ),
        (json) => {
          const isEmpty =
            typeof json === "object" &&
            json !== null &&
            !Array.isArray(json) &&
            !("version" in json) &&
            !Object.keys(json).some((key) =>
              ["blocks", "objectives", "terms", "cards"].includes(key),
            );
          fc.pre(!isEmpty);
          for (const read of [readModuleContent, readPublishedCourse]) {
            try {
              read(json);
              expect.unreachable();
            } catch (error) {
              expect(isAppError(error) && error.kind).toBe("internal");
            }
          }
        },
      ),
    );
  });
});

describe("difference by word", () => {
  const text = fc
    .array(fc.constantFrom("the", "cat", "sat", ",", " ", "\n", "on", "a mat", "été", "¿"), {
      maxLength: 30,
    })
    .map((parts) => parts.join(" "));

  it("rebuilds both texts", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffWords(before, after);
        const join = (kind: string) =>
          parts
            .filter((part) => part.kind !== kind)
            .map((part) => part.text)
            .join("");
        expect(join("added")).toBe(before);
        expect(join("removed")).toBe(after);
      }),
    );
  });

  it("shows only what changed", () => {
    expect(diffWords("Git keeps every version.", "Git keeps each version.")).toEqual([
      { kind: "same", text: "Git keeps " },
      { kind: "removed", text: "every" },
      { kind: "added", text: "each" },
      { kind: "same", text: " version." },
    ]);
    expect(diffWords("same", "same")).toEqual([{ kind: "same", text: "same" }]);
    expect(diffWords("", "")).toEqual([]);
  });
});
