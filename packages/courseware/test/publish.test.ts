import { createHash } from "node:crypto";
import type { Block } from "@byteos/contracts/block";
import { isAppError } from "@byteos/contracts/errors";
import { AssetId, BlockId } from "@byteos/contracts/ids";
import { PublishedCourse } from "@byteos/contracts/module-content";
import type { Question } from "@byteos/contracts/question";
import { PublicQuestion, Rubric } from "@byteos/contracts/question";
import { richText } from "@byteos/contracts/words";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../src/publish/canonical-json.ts";
import { checkPublishable } from "../src/publish/check-publishable.ts";
import { contentHash } from "../src/publish/content-hash.ts";
import { findMissingPictures, removeMissingPictures } from "../src/publish/missing-pictures.ts";
import { describePictures, findUndescribedPictures } from "../src/publish/picture-words.ts";
import { publishCourse } from "../src/publish/publish-course.ts";
import { splitQuestion } from "../src/publish/split-question.ts";
import {
  anyQuestion,
  contentOf,
  courseId,
  draftCourse,
  localId,
  moduleId,
  paragraph,
  questionOf,
} from "./course-arbitraries.ts";

/** The question with every secret text replaced by a word that cannot occur by chance. */
function withMarkedSecrets(question: Question): Question {
  const marked = {
    ...question,
    explanation: richText("SECRET-explanation"),
    hints: ["SECRET-hint"],
  };
  if (marked.kind !== "fill-in") return marked;
  return {
    ...marked,
    blanks: marked.blanks.map((blank) => ({ ...blank, accepted: ["SECRET-blank"] })),
  };
}

describe("splitting a question", () => {
  it("gives two halves that fit the contracts, and the public one holds no secret", () => {
    fc.assert(
      fc.property(anyQuestion, localId, (question, blockId) => {
        const { publicQuestion, rubric } = splitQuestion(withMarkedSecrets(question), blockId);
        expect(PublicQuestion.parse(publicQuestion)).toEqual(publicQuestion);
        expect(Rubric.parse(rubric)).toEqual(rubric);
        const shown = JSON.stringify(publicQuestion);
        expect(shown).not.toContain("SECRET");
        expect(shown).not.toMatch(/correct|accepted|answer|explanation|"hints"/);
        expect(publicQuestion.hintCount).toBe(1);
      }),
    );
  });

  it("shows steps in an order that does not follow from how the author wrote them", () => {
    const shownOrder = (question: Question, blockId: string) => {
      const { publicQuestion } = splitQuestion(question, blockId);
      return publicQuestion.kind === "order"
        ? publicQuestion.items.map((item) => JSON.stringify(item.content))
        : [];
    };
    fc.assert(
      fc.property(questionOf("order"), localId, (question, blockId) => {
        if (question.kind !== "order") throw new TypeError("An order question was asked for");
        const turned: Question = { ...question, items: question.items.toReversed() };
        const [one, other] = [shownOrder(question, blockId), shownOrder(turned, blockId)];
        const written = question.items.map((item) => JSON.stringify(item.content));
        // They differ only where one of them had come out right and was shuffled again.
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        const wasRight =
          JSON.stringify(other) === JSON.stringify(written) ||
          JSON.stringify(one) === JSON.stringify(written.toReversed());
        expect(isSame || wasRight).toBe(true);
      }),
    );
  });

  it("never shows three or more steps already in order", () => {
    fc.assert(
      fc.property(questionOf("order"), localId, (question, blockId) => {
        const { publicQuestion, rubric } = splitQuestion(question, blockId);
        if (publicQuestion.kind !== "order" || rubric.kind !== "order")
          throw new TypeError("An order question was asked for");
        fc.pre(publicQuestion.items.length >= 3);
        expect(publicQuestion.items.map((item) => item.id)).not.toEqual(rubric.orderedIds);
      }),
    );
  });

  it("hides which sides belong together when an editor gave both the same id", () => {
    const question: Question = {
      kind: "match",
      prompt: richText("Match"),
      pairs: ["aaaaaaaa", "bbbbbbbb", "cccccccc"].map((id) => ({
        leftId: id,
        left: richText(`left ${id}`),
        rightId: id,
        right: richText(`right ${id}`),
      })),
    };
    const { publicQuestion, rubric } = splitQuestion(question, "block-000001");
    if (publicQuestion.kind !== "match" || rubric.kind !== "match")
      throw new TypeError("A match question was asked for");
    const lefts = new Set(publicQuestion.lefts.map((left) => left.id));
    expect(publicQuestion.rights.some((right) => lefts.has(right.id))).toBe(false);
    expect(rubric.pairs).toHaveLength(3);
  });

  it("refuses an unanswered question", () => {
    const question: Question = { kind: "true-false", prompt: richText("Is it so?"), answer: null };
    const attempt = () => splitQuestion(question, "block-000001");
    expect(attempt).toThrow("Choose whether");
    try {
      attempt();
    } catch (error) {
      expect(isAppError(error) && error.code).toBe("question.incomplete");
    }
  });
});

describe("publishing a course", () => {
  it("serialises without a single answer, whatever the course", () => {
    fc.assert(
      fc.property(draftCourse, (course) => {
        const modules = course.modules.map((module) => ({
          ...module,
          content: {
            ...module.content,
            blocks: module.content.blocks.map((block) =>
              block.type === "question"
                ? { ...block, question: withMarkedSecrets(block.question) }
                : block,
            ),
          },
        }));
        const publication = publishCourse({ ...course, modules });
        const serialised = JSON.stringify(publication.published);
        expect(serialised).not.toContain("SECRET");
        expect(serialised).not.toMatch(
          /"(correctId|correctIds|answer|accepted|blanks|pairs|orderedIds|explanation|hints)"/,
        );
        expect(PublishedCourse.parse(publication.published)).toEqual(publication.published);
        expect(publication.questionCount).toBe(publication.items.length);
        expect(publication.blockCount).toBe(
          modules.reduce((sum, module) => sum + module.content.blocks.length, 0),
        );
      }),
    );
  });

  it("gives the same hash for the same course and another for any other", () => {
    fc.assert(
      fc.property(draftCourse, (course) => {
        const { contentHash: hash } = publishCourse(course);
        expect(publishCourse(structuredClone(course)).contentHash).toBe(hash);
        expect(publishCourse({ ...course, title: `${course.title} again` }).contentHash).not.toBe(
          hash,
        );
        expect(hash).toMatch(/^[0-9a-f]{64}$/);
      }),
      { numRuns: 30 },
    );
  });

  it("refuses with every problem named", () => {
    const course = {
      id: courseId,
      title: " ",
      description: "",
      template: "classic",
      difficulty: "beginner" as const,
      modules: [{ id: moduleId(1), title: "Empty", content: contentOf([]) }],
    };
    try {
      publishCourse(course);
      expect.unreachable();
    } catch (error) {
      if (!isAppError(error)) throw error;
      expect(error.code).toBe("course.not-publishable");
      expect(error.details.problems).toMatchObject([
        { code: "course.untitled" },
        { code: "module.empty" },
      ]);
    }
  });
});

describe("canonical JSON", () => {
  it("does not depend on the order of keys and survives a round trip", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        if (value !== null && typeof value === "object" && !Array.isArray(value)) {
          expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(text);
        }
      }),
    );
  });

  it("hashes to the SHA-256 of its UTF-8 bytes", () => {
    expect(contentHash({ b: 1, a: ["é", null] })).toBe(
      createHash("sha256").update('{"a":["é",null],"b":1}', "utf8").digest("hex"),
    );
    expect(() => canonicalJson({ n: Number.NaN })).toThrow(TypeError);
  });
});

describe("checking what blocks publishing", () => {
  const check = (blocks: readonly unknown[], options?: Parameters<typeof checkPublishable>[1]) =>
    checkPublishable(
      {
        title: "Course",
        modules: [
          { id: moduleId(1), title: "One", content: contentOf(blocks as readonly Block[]) },
        ],
      },
      options,
    );
  const codes = (blocks: readonly unknown[]) =>
    check(blocks).problems.map((problem) => problem.code);
  const text = paragraph("block-text-1", "Something to read");
  const asking = (question: Question) => [
    text,
    { type: "question", id: "block-question", question },
  ];
  const options = (...labels: string[]) =>
    labels.map((label, index) => ({ id: `option-${index}`, content: richText(label) }));

  it("finds nothing in a complete course", () => {
    fc.assert(
      fc.property(draftCourse, (course) => {
        expect(checkPublishable(course).problems).toEqual([]);
      }),
    );
  });

  it.each([
    [
      "no options",
      { kind: "single", options: [], correctId: null },
      ["question.too-few-options", "question.unanswered"],
    ],
    [
      "nothing marked",
      { kind: "single", options: options("a", "b"), correctId: null },
      ["question.unanswered"],
    ],
    [
      "a removed answer",
      { kind: "single", options: options("a", "b"), correctId: "option-9" },
      ["question.unanswered"],
    ],
    [
      "twins",
      { kind: "single", options: options("Same ", "same"), correctId: "option-1" },
      ["question.duplicate-options"],
    ],
    [
      "an empty option",
      { kind: "multiple", options: options("a", " "), correctIds: ["option-0"] },
      ["question.empty-option"],
    ],
    [
      "none right",
      { kind: "multiple", options: options("a", "b"), correctIds: [] },
      ["question.unanswered"],
    ],
    ["undecided", { kind: "true-false", answer: null }, ["question.unanswered"]],
    [
      "no blank",
      { kind: "fill-in", segments: [{ text: "Words" }], blanks: [] },
      ["question.no-blank"],
    ],
    [
      "a blank without answer",
      { kind: "fill-in", segments: [{ blankId: "blank-001" }], blanks: [] },
      ["question.unanswered"],
    ],
    ["one step", { kind: "order", items: options("a") }, ["question.too-few-options"]],
    [
      "no pairs",
      { kind: "match", pairs: [] },
      ["question.too-few-options", "question.too-few-options"],
    ],
  ])("names a question with %s", (_name, body, expected) => {
    expect(codes(asking({ prompt: richText("Which?"), ...body } as Question))).toEqual(expected);
  });

  it("asks for a prompt", () => {
    expect(codes(asking({ kind: "true-false", prompt: richText("  "), answer: true }))).toEqual([
      "question.no-prompt",
    ]);
  });

  it("asks for picture and alternative text, also inside a call-out", () => {
    const image = {
      type: "image",
      id: "block-image-1",
      assetId: null,
      alternativeText: null,
      isDecorative: false,
    };
    expect(codes([text, image])).toEqual(["image.no-picture", "image.no-alternative-text"]);
    expect(codes([text, { ...image, isDecorative: true }])).toEqual(["image.no-picture"]);
    const callout = { type: "callout", id: "block-callout", variant: "note", children: [image] };
    expect(check([text, callout]).problems.map((problem) => problem.blockId)).toEqual([
      "block-callout",
      "block-callout",
    ]);
  });

  it("tells a link that leads nowhere from one that does", () => {
    const linking = (href: string) => ({ ...text, content: [{ text: "here", href }] });
    expect(codes([linking("https://example.org/a")])).toEqual([]);
    expect(codes([linking("#block-text-1")])).toEqual([]);
    expect(codes([linking("#block-gone-1")])).toEqual(["link.broken"]);
    expect(codes([linking("https://")])).toEqual(["link.broken"]);
    expect(codes([linking("mailto:nobody")])).toEqual(["link.broken"]);
  });

  it("warns of stale sources, long modules and courses without questions", () => {
    const documentId = "00000000-0000-4000-8300-000000000001";
    const sourced = { ...text, sources: [{ documentId, documentHash: "old", start: 0, end: 4 }] };
    const { problems, warnings } = check([sourced], {
      documentHashes: new Map([[documentId, "new"]]),
    });
    expect(problems).toEqual([]);
    expect(warnings.map((warning) => warning.code)).toEqual([
      "source.stale",
      "module.no-questions",
      "course.no-questions",
    ]);
    const long = check([paragraph("block-long-1", "word ".repeat(4_100))]);
    expect(long.warnings.map((warning) => warning.code)).toContain("module.long");
  });

  it("finds the same block in two modules", () => {
    const module = (index: number) => ({
      id: moduleId(index),
      title: "M",
      content: contentOf([text]),
    });
    expect(
      checkPublishable({ title: "C", modules: [module(1), module(2)] }).problems,
    ).toMatchObject([{ code: "block.repeated-id", moduleId: moduleId(2) }]);
  });
});

describe("pictures without words", () => {
  const picture = (id: string, more: Partial<Extract<Block, { type: "image" }>> = {}) =>
    ({
      type: "image",
      id: BlockId.parse(id),
      assetId: AssetId.parse("00000000-0000-4000-8000-000000000001"),
      alternativeText: null,
      isDecorative: false,
      ...more,
    }) as const;
  const content = contentOf([
    picture("picture-01", { caption: richText("Figure 1") }),
    picture("picture-02", { alternativeText: "A knot" }),
    picture("picture-03", { isDecorative: true }),
    picture("picture-04", { assetId: null }),
    {
      type: "callout",
      id: BlockId.parse("callout-01"),
      variant: "note",
      children: [picture("picture-05", { alternativeText: " " })],
    },
  ]);
  const module = { id: moduleId(1), title: "Knots", content };

  it("are found in reading order, and each of them blocks publishing", () => {
    const found = findUndescribedPictures([module]);
    expect(found.map(({ blockId, caption }) => [blockId, caption])).toEqual([
      ["picture-01", "Figure 1"],
      ["picture-05", ""],
    ]);
    const { problems } = checkPublishable({ title: "Knots", modules: [module] });
    expect(problems.map(({ blockId, code }) => [blockId, code])).toEqual([
      ["picture-01", "image.no-alternative-text"],
      ["picture-04", "image.no-picture"],
      ["picture-04", "image.no-alternative-text"],
      ["callout-01", "image.no-alternative-text"],
    ]);
  });

  it("are told from places whose picture never came, which can be taken out", () => {
    const words = { type: "paragraph", content: richText("Stays") } as const;
    const places = contentOf([
      ...content.blocks,
      {
        type: "callout",
        id: BlockId.parse("callout-02"),
        variant: "tip",
        children: [picture("picture-06", { assetId: null, caption: richText("Figure 6") })],
      },
      {
        type: "callout",
        id: BlockId.parse("callout-03"),
        variant: "tip",
        children: [
          { ...words, id: BlockId.parse("paragraph-1") },
          picture("picture-07", { assetId: null }),
        ],
      },
    ]);
    const missing = findMissingPictures([{ ...module, content: places }]);
    expect(missing.map(({ blockId, words }) => [blockId, words])).toEqual([
      ["picture-04", ""],
      ["picture-06", "Figure 6"],
      ["picture-07", ""],
    ]);
    const ids = new Set(missing.map(({ blockId }) => blockId));
    const mended = removeMissingPictures(places, new Set([...ids, "picture-01"]));
    expect(mended.blocks.map(({ id }) => id)).toEqual([
      "picture-01",
      "picture-02",
      "picture-03",
      "callout-01",
      "callout-03",
    ]);
    expect(mended.blocks[4]).toMatchObject({ children: [{ id: "paragraph-1" }] });
    expect(findMissingPictures([{ ...module, content: mended }])).toEqual([]);
    expect(removeMissingPictures(mended, ids)).toBe(mended);
  });

  it("names what a missing picture would show", () => {
    const { problems } = checkPublishable({
      title: "Knots",
      modules: [
        {
          ...module,
          content: contentOf([
            picture("picture-08", { assetId: null, alternativeText: "A bowline, ".repeat(20) }),
          ]),
        },
      ],
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/^The image “A bowline, .{60,70}…” has no picture yet\.$/);
  });

  it("are described by id; those that have words keep them", () => {
    const words = { isDecorative: false, alternativeText: "New words" } as const;
    const all = new Map(
      ["picture-01", "picture-02", "picture-03", "picture-05"].map((id) => [id, words]),
    );
    const described = describePictures(content, all);
    expect(findUndescribedPictures([{ ...module, content: described }])).toEqual([]);
    expect(described.blocks[0]).toMatchObject(words);
    expect(described.blocks.slice(1, 4)).toEqual(content.blocks.slice(1, 4));
    expect(described.blocks[4]).toMatchObject({ children: [words] });
    expect(describePictures(described, all)).toBe(described);
  });
});
