import type { DocumentElement } from "@byteos/contracts/imported-document";
import { PublishedCourse } from "@byteos/contracts/module-content";
import { richText } from "@byteos/contracts/words";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passagesOfCourse, textOfPublishedBlock } from "../src/passages/course-passages.ts";
import { passagesOfDocument } from "../src/passages/document-passages.ts";
import { countPassageWords, mostWords } from "../src/passages/passage.ts";

const word = fc.oneof(
  fc.stringMatching(/^[a-zé]{1,9}$/),
  fc.constantFrom("学", "🙂", "3.5", "e.g.", "ﬁn", "x".repeat(300)),
);
const sentence = fc
  .array(word, { minLength: 1, maxLength: 40 })
  .map((words) => `${words.join(" ")}.`);
const prose = fc
  .array(sentence, { minLength: 1, maxLength: 14 })
  .map((sentences) => sentences.join(" "));
const part = fc.oneof(
  fc.record({
    kind: fc.constant("heading" as const),
    text: fc.stringMatching(/^[A-Z][a-z ]{0,20}$/),
    level: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    kind: fc.constant("paragraph" as const),
    text: prose,
    page: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({
    kind: fc.constant("code" as const),
    text: fc.array(sentence, { minLength: 1, maxLength: 6 }).map((lines) => lines.join("\n")),
  }),
);

const document = fc.array(part, { maxLength: 20 }).map((parts) => {
  let text = "";
  const elements: DocumentElement[] = [];
  for (const each of parts) {
    if (text !== "") text += "\n\n";
    const start = text.length;
    text += each.text;
    const place = { start, end: text.length };
    if (each.kind === "heading")
      elements.push({ kind: "heading", level: each.level, content: richText(each.text), ...place });
    else if (each.kind === "code") elements.push({ kind: "code", code: each.text, ...place });
    else
      elements.push({ kind: "paragraph", content: richText(each.text), page: each.page, ...place });
  }
  return { text, elements };
});

describe("passages of a document", () => {
  it("are exact, in order, apart, of bounded length and cover every word outside headings", () => {
    fc.assert(
      fc.property(document, ({ text, elements }) => {
        const passages = passagesOfDocument({ text, elements });
        let end = 0;
        passages.forEach((passage, index) => {
          expect(passage.ordinal).toBe(index);
          expect(passage.text).toBe(text.slice(passage.start, passage.end));
          expect(passage.text.trim()).toBe(passage.text);
          expect(passage.start).toBeGreaterThanOrEqual(end);
          expect(countPassageWords(passage.text)).toBeLessThanOrEqual(mostWords);
          expect(passage.text.isWellFormed()).toBe(true);
          ({ end } = passage);
        });
        const bare = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, "");
        const taught = elements
          .filter((element) => element.kind !== "heading")
          .map((element) => bare(text.slice(element.start, element.end)));
        expect(passages.map((passage) => bare(passage.text)).join("")).toBe(taught.join(""));
        for (const heading of elements.filter((element) => element.kind === "heading")) {
          expect(
            passages.some(
              (passage) =>
                passage.start < heading.end &&
                heading.start < passage.end &&
                heading.end > heading.start,
            ),
          ).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("join short paragraphs under one heading, with the trail of headings and the page", () => {
    const texts = [
      "Budgeting",
      "Principles",
      "A short paragraph of six words.",
      "Another one, also short.",
    ];
    let text = "";
    const places = texts.map((each) => {
      if (text !== "") text += "\n\n";
      const start = text.length;
      text += each;
      return { start, end: text.length };
    });
    const at = (index: number) => places[index] ?? { start: 0, end: 0 };
    const passages = passagesOfDocument({
      text,
      elements: [
        { kind: "heading", level: 1, content: richText("Budgeting"), ...at(0) },
        { kind: "heading", level: 2, content: richText("Principles"), ...at(1) },
        { kind: "paragraph", content: richText(texts[2] ?? ""), page: 3, ...at(2) },
        { kind: "paragraph", content: richText(texts[3] ?? ""), page: 4, ...at(3) },
      ],
    });
    expect(passages).toEqual([
      {
        ordinal: 0,
        heading: "Budgeting › Principles",
        text: `${texts[2]}\n\n${texts[3]}`,
        start: at(2).start,
        end: at(3).end,
        page: 3,
      },
    ]);
  });

  it("are none for an empty document", () => {
    expect(passagesOfDocument({ text: "", elements: [] })).toEqual([]);
  });
});

describe("passages of a published course", () => {
  it("lie within their blocks, word for word, and leave questions out", () => {
    fc.assert(
      fc.property(fc.array(prose, { minLength: 1, maxLength: 6 }), (texts) => {
        const course = PublishedCourse.parse({
          version: 1,
          courseId: "00000000-0000-4000-8000-000000000001",
          title: "Course",
          description: "",
          template: "classic",
          difficulty: "beginner",
          estimatedMinutes: 1,
          modules: [
            {
              id: "00000000-0000-4000-8000-000000000002",
              title: "Module",
              estimatedMinutes: 1,
              objectives: [],
              terms: [],
              cards: [],
              blocks: [
                { type: "heading", id: "heading-1", level: 2, content: richText("Part") },
                ...texts.map((each, index) => ({
                  type: "paragraph",
                  id: `paragraph-${index}`,
                  content: richText(each),
                })),
                {
                  type: "question",
                  id: "question-1",
                  question: { kind: "true-false", prompt: richText("Is it?"), hintCount: 0 },
                },
              ],
            },
          ],
        });
        const blocks = new Map(
          course.modules.flatMap((each) => each.blocks.map((block) => [block.id, block])),
        );
        const passages = passagesOfCourse(course);
        // A paragraph of signs alone states nothing.
        const stating = texts.filter((each) => /[\p{L}\p{N}]/u.test(each));
        expect(passages.length).toBeGreaterThanOrEqual(stating.length);
        for (const passage of passages) {
          const block = blocks.get(passage.blockId);
          expect(block?.type).toBe("paragraph");
          expect(block && textOfPublishedBlock(block).slice(passage.start, passage.end)).toBe(
            passage.text,
          );
          expect(passage.heading).toBe("Module › Part");
        }
      }),
      { numRuns: 50 },
    );
  });
});
