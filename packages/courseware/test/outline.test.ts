import type { CourseOutline } from "@byteos/contracts/outline";
import { CourseOutline as CourseOutlineSchema } from "@byteos/contracts/outline";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  mergeWithNext,
  moveModule,
  renameModule,
  renameOutline,
  setModuleIncluded,
  splitAtSection,
} from "../src/outline/outline-edits.ts";
import { proposeOutline } from "../src/outline/propose-outline.ts";
import { documentFrom, documentIdOf } from "./document-builder.ts";

const words = (count: number) => `${"word ".repeat(count).trim()}.`;

const markup = fc
  .array(
    fc.oneof(
      fc
        .record({
          level: fc.integer({ min: 1, max: 4 }),
          title: fc.constantFrom("Budget", "Contents", "Index", "Plan 2", "Why now?"),
        })
        .map(({ level, title }) => `${"#".repeat(level)} ${title}`),
      fc.integer({ min: 1, max: 900 }).map(words),
      fc.constant("- one\n- two"),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((blocks) => blocks.join("\n\n"));
const sources = fc
  .array(markup, { minLength: 1, maxLength: 4 })
  .map((each) => each.map((text, index) => documentFrom(text, index + 1, `File ${index + 1}`)));

/** Every element of every document, as the outline's sections give them. */
function elementsIn(outline: CourseOutline): string[] {
  return outline.modules.flatMap((module) =>
    module.sections.flatMap((section) =>
      Array.from(
        { length: section.endElement - section.firstElement },
        (_, index) => `${section.documentId}:${section.firstElement + index}`,
      ),
    ),
  );
}

describe("proposing an outline", () => {
  it("puts every element in exactly one section, in order, within the contract", () => {
    fc.assert(
      fc.property(sources, (documents) => {
        const outline = proposeOutline(documents);
        expect(CourseOutlineSchema.parse(outline)).toEqual(outline);
        expect(elementsIn(outline)).toEqual(
          documents.flatMap((source) =>
            source.document.elements.map((_, index) => `${source.id}:${index}`),
          ),
        );
        const ids = outline.modules.map((module) => module.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(proposeOutline(documents)).toEqual(outline);
      }),
      { numRuns: 150 },
    );
  });

  it("makes chapters modules and joins what is too short to stand alone", () => {
    const outline = proposeOutline([
      documentFrom(
        `# Handbook\n\n${words(40)}\n\n## One\n\n${words(800)}\n\n## Two\n\n${words(30)}\n\n## Three\n\n${words(900)}`,
        1,
        "Handbook",
      ),
    ]);
    expect(outline.modules.map((module) => module.title)).toEqual(["Handbook", "Three"]);
    expect(outline.modules[0]?.sections.map((section) => section.title)).toEqual([
      "Handbook",
      "One",
      "Two",
    ]);
  });

  it("splits what is too long at its own headings, and by size where there are none", () => {
    const long = proposeOutline([
      documentFrom(
        `# Part A\n\n${words(100)}\n\n## A1\n\n${words(2_000)}\n\n## A2\n\n${words(2_000)}\n\n# Part B\n\n${words(400)}`,
      ),
    ]);
    expect(long.modules.map((module) => module.title)).toEqual(["Part A", "A2", "Part B"]);
    const flat = proposeOutline([
      documentFrom(Array.from({ length: 10 }, () => words(600)).join("\n\n")),
    ]);
    expect(flat.modules.length).toBeGreaterThan(2);
  });

  it("leaves contents, legal notices and indexes out and says why", () => {
    const outline = proposeOutline([
      documentFrom(
        `# Contents\n\n- Plans 3\n- Money 9\n\n# Plans\n\n${words(1_300)}\n\n# Copyright\n\n${words(200)}\n\n# Index\n\n${words(200)}`,
      ),
    ]);
    expect(outline.modules.map((module) => [module.title, module.isIncluded])).toEqual([
      ["Contents", false],
      ["Plans", true],
      ["Copyright", false],
      ["Index", false],
    ]);
    expect(outline.modules[0]?.note).toContain("contents");
  });

  it("gives each file its module and short ones to the file after them", () => {
    const outline = proposeOutline([
      documentFrom(words(20), 1, "Index page"),
      documentFrom(`# Guide\n\n${words(700)}`, 2, "Guide"),
      documentFrom(words(400), 3, "Notes"),
    ]);
    expect(outline.modules.map((module) => module.title)).toEqual(["Guide", "Notes"]);
    expect(outline.modules[0]?.sections[0]?.documentId).toBe(documentIdOf(1));
  });
});

describe("editing an outline", () => {
  const outline = sources.map((documents) => proposeOutline(documents));
  type Edit = (outline: CourseOutline, pick: (ids: readonly string[]) => string) => CourseOutline;
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.constant<Edit>((each, pick) =>
      mergeWithNext(each, pick(each.modules.map((module) => module.id))),
    ),
    fc.constant<Edit>((each, pick) => {
      const moduleId = pick(each.modules.map((module) => module.id));
      const sections =
        each.modules
          .find((module) => module.id === moduleId)
          ?.sections.map((section) => section.id) ?? [];
      return splitAtSection(each, moduleId, pick(sections));
    }),
    fc
      .string({ maxLength: 400 })
      .map<Edit>(
        (title) => (each, pick) =>
          renameModule(each, pick(each.modules.map((module) => module.id)), title),
      ),
    fc
      .boolean()
      .map<Edit>(
        (isIncluded) => (each, pick) =>
          setModuleIncluded(each, pick(each.modules.map((module) => module.id)), isIncluded),
      ),
    fc
      .oneof(fc.integer({ min: -5, max: 50 }), fc.constant(Number.NaN))
      .map<Edit>(
        (to) => (each, pick) => moveModule(each, pick(each.modules.map((module) => module.id)), to),
      ),
  );

  it("never loses or repeats a section, whatever is done", () => {
    fc.assert(
      fc.property(
        outline,
        fc.array(fc.tuple(edit, fc.nat()), { maxLength: 15 }),
        (start, edits) => {
          let current = start;
          for (const [apply, choice] of edits) {
            current = apply(current, (ids) => ids[choice % (ids.length + 1)] ?? "no-such-id");
            expect(CourseOutlineSchema.parse(current)).toEqual(current);
          }
          const sections = (each: CourseOutline) =>
            each.modules.flatMap((module) => module.sections.map((section) => section.id)).sort();
          expect(sections(current)).toEqual(sections(start));
          const ids = current.modules.map((module) => module.id);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("splits and merges back to the same sections", () => {
    const start = proposeOutline([
      documentFrom(`# A\n\n${words(200)}\n\n## B\n\n${words(100)}\n\n## C\n\n${words(100)}`),
    ]);
    const [module] = start.modules;
    const split = splitAtSection(start, module?.id ?? "", module?.sections[1]?.id ?? "");
    expect(split.modules.map((each) => each.title)).toEqual(["A", "B"]);
    expect(mergeWithNext(split, module?.id ?? "")).toEqual(start);
    expect(moveModule(split, module?.id ?? "", 9).modules.map((each) => each.title)).toEqual([
      "B",
      "A",
    ]);
    expect(renameOutline(start, "  ").title).toBe(start.title);
    expect(splitAtSection(start, module?.id ?? "", module?.sections[0]?.id ?? "")).toBe(start);
  });
});
