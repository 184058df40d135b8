import { AppError, isAppError } from "@byteos/contracts/errors";
import type { Answer, PublicQuestion, Rubric } from "@byteos/contracts/question";
import { Grade } from "@byteos/contracts/question";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradeAnswer, solutionOf } from "../src/grading/grade-answer.ts";
import { isAcceptedText, isOneEditApart } from "../src/grading/match-text.ts";
import { splitQuestion } from "../src/publish/split-question.ts";
import { anyQuestion, localId, phrase } from "./course-arbitraries.ts";

const split = fc
  .record({ question: anyQuestion, blockId: localId })
  .map(({ question, blockId }) => splitQuestion(question, blockId));

function idsOf(question: PublicQuestion): string[] {
  if (question.kind === "single" || question.kind === "multiple")
    return question.options.map((option) => option.id);
  if (question.kind === "order") return question.items.map((item) => item.id);
  if (question.kind === "match") return question.lefts.map((left) => left.id);
  return [];
}

/** Any answer the interface could send to the question. */
function answerTo(question: PublicQuestion): fc.Arbitrary<Answer> {
  const ids = idsOf(question);
  switch (question.kind) {
    case "single":
      return fc.constantFrom(...ids).map((optionId) => ({ kind: "single", optionId }));
    case "multiple":
      return fc.subarray(ids).map((optionIds) => ({ kind: "multiple", optionIds }));
    case "true-false":
      return fc.boolean().map((value) => ({ kind: "true-false", value }));
    case "fill-in": {
      const blanks = question.segments.flatMap((part) => ("blankId" in part ? [part.blankId] : []));
      return fc
        .tuple(fc.subarray(blanks), fc.oneof(phrase, fc.string({ unit: "binary", maxLength: 40 })))
        .map(([chosen, text]) => ({ kind: "fill-in", blanks: chosen.map((id) => ({ id, text })) }));
    }
    case "order":
      return fc
        .shuffledSubarray(ids, { minLength: ids.length })
        .map((orderedIds) => ({ kind: "order", orderedIds }));
    case "match":
      return fc
        .tuple(
          fc.subarray(ids),
          fc.shuffledSubarray(
            question.rights.map((right) => right.id),
            { minLength: ids.length },
          ),
        )
        .map(([lefts, rights]) => ({
          kind: "match",
          pairs: lefts.map((leftId, index) => ({ leftId, rightId: rights[index] ?? "" })),
        }));
  }
}

const graded = split.chain((both) =>
  answerTo(both.publicQuestion).map((answer) => ({ ...both, answer })),
);

describe("grading", () => {
  it("scores any answer between 0 and 1, correct exactly at 1, in the shape of the contract", () => {
    fc.assert(
      fc.property(graded, ({ rubric, publicQuestion, answer }) => {
        const grade = gradeAnswer(rubric, answer, publicQuestion);
        expect(Number.isNaN(grade.score)).toBe(false);
        expect(Grade.parse(grade)).toEqual(grade);
        expect(grade.isCorrect).toBe(grade.score === 1);
      }),
      { numRuns: 500 },
    );
  });

  it("gives the right answer full marks and says which it was", () => {
    fc.assert(
      fc.property(split, ({ rubric, publicQuestion }) => {
        const grade = gradeAnswer(rubric, solutionOf(rubric), publicQuestion);
        expect(grade.score).toBe(1);
        expect(grade.solution).toEqual(solutionOf(rubric));
        expect(grade.explanation).toEqual(rubric.explanation);
      }),
    );
  });

  it("does not mind the order in which parts of an answer arrive", () => {
    fc.assert(
      fc.property(graded, ({ rubric, publicQuestion, answer }) => {
        const reversed: Answer =
          answer.kind === "multiple"
            ? { ...answer, optionIds: answer.optionIds.toReversed() }
            : answer.kind === "match"
              ? { ...answer, pairs: answer.pairs.toReversed() }
              : answer.kind === "fill-in"
                ? { ...answer, blanks: answer.blanks.toReversed() }
                : answer;
        expect(gradeAnswer(rubric, reversed, publicQuestion).score).toBe(
          gradeAnswer(rubric, answer, publicQuestion).score,
        );
      }),
    );
  });

  it("refuses an answer of another kind or with ids of another question", () => {
    fc.assert(
      fc.property(graded, split, ({ answer }, other) => {
        const fits = answer.kind === other.rubric.kind;
        const empty =
          "optionIds" in answer
            ? answer.optionIds.length === 0
            : "pairs" in answer
              ? answer.pairs.length === 0
              : "blanks" in answer && answer.blanks.length === 0;
        fc.pre(!(fits && (answer.kind === "true-false" || empty)));
        try {
          gradeAnswer(other.rubric, answer, other.publicQuestion);
          expect.unreachable();
        } catch (error) {
          expect(isAppError(error) && error.code).toBe("attempt.answer-misfit");
        }
      }),
    );
  });

  const multiple: Rubric = { kind: "multiple", correctIds: ["right-01", "right-02"] };
  it.each([
    [["right-01"], 0.5],
    [["right-01", "wrong-01"], 0],
    [["right-01", "right-02", "wrong-01"], 0.5],
    [["wrong-01", "wrong-02"], 0],
    [[], 0],
  ])("multiple %j scores %d", (optionIds, score) => {
    expect(gradeAnswer(multiple, { kind: "multiple", optionIds }).score).toBe(score);
  });

  const order: Rubric = { kind: "order", orderedIds: ["step-001", "step-002", "step-003"] };
  it.each([
    [["step-002", "step-001", "step-003"], 1 / 3],
    [["step-003", "step-002", "step-001"], 0],
    [["step-002", "step-003", "step-001"], 0],
  ])("order %j scores %d", (orderedIds, score) => {
    expect(gradeAnswer(order, { kind: "order", orderedIds }).score).toBeCloseTo(score, 12);
  });

  it("refuses repeated ids", () => {
    expect(() =>
      gradeAnswer(multiple, { kind: "multiple", optionIds: ["right-01", "right-01"] }),
    ).toThrow(AppError);
    expect(() =>
      gradeAnswer(order, { kind: "order", orderedIds: ["step-001", "step-001", "step-002"] }),
    ).toThrow(AppError);
  });
});

describe("accepting typed text", () => {
  const accepts = (given: string, accepted: string, isCaseSensitive = false) =>
    isAcceptedText(given, { accepted: [accepted], isCaseSensitive });

  it("accepts the accepted text however it is cased and spaced", () => {
    fc.assert(
      fc.property(phrase, (text) => {
        expect(accepts(text, text)).toBe(true);
        expect(accepts(`  ${text.toUpperCase().replaceAll(" ", "   ")} . `, text)).toBe(true);
      }),
    );
  });

  it.each([
    ["staging area", "staging area", true],
    ["stagin area", "staging area", true],
    ["satging area", "staging area", true],
    ["stging are", "staging area", false],
    ["resume", "résumé", true],
    ["ﬁle system", "file system", true],
    ["don’t", "don't", true],
    ["git-novice", "git‐novice", true],
    ["commit.", "commit", true],
    ["atypical", "typical", false],
    ["cat", "car", false],
    ["1,000", "1000", true],
    ["1000.0", "1000", true],
    ["1001", "1000", false],
    ["100000", "1000000", false],
    ["version 2", "version 3", false],
    ["", "x", false],
    ["..", "x", false],
    ["東京都知事", "東京都議事", false],
  ])("%j for %j is %s", (given, accepted, expected) => {
    expect(accepts(given, accepted)).toBe(expected);
  });

  it("asks for exact case and spelling where the blank says so", () => {
    expect(accepts("HEAD", "HEAD", true)).toBe(true);
    expect(accepts("head", "HEAD", true)).toBe(false);
    expect(accepts("repositry", "repository", true)).toBe(false);
  });

  it("never accepts a typo in anything with a digit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100_000, max: 999_999_999 }),
        fc.integer({ min: 1, max: 9 }),
        (number, step) => {
          expect(accepts(String(number + step), String(number))).toBe(false);
        },
      ),
    );
  });

  it("knows one edit from none and from two", () => {
    expect(isOneEditApart("abcd", "abcd")).toBe(false);
    expect(isOneEditApart("abcd", "abd")).toBe(true);
    expect(isOneEditApart("abcd", "acbd")).toBe(true);
    expect(isOneEditApart("abcd", "abxd")).toBe(true);
    expect(isOneEditApart("abcd", "badc")).toBe(false);
    expect(isOneEditApart("", "a")).toBe(true);
  });
});
