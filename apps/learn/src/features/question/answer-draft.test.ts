import type { Answer, PublicQuestion } from "@byteos/contracts/question";
import { richText } from "@byteos/contracts/words";
import { describe, expect, it } from "vitest";
import { type AnswerDraft, answerOf, draftForRetry, draftOf, emptyDraft } from "./answer-draft.ts";

const option = (id: string) => ({ id, content: richText(id) });
const asked = { prompt: richText("?"), hintCount: 0 };
const questions: Record<PublicQuestion["kind"], PublicQuestion> = {
  single: { kind: "single", ...asked, options: [option("optionaa"), option("optionbb")] },
  multiple: { kind: "multiple", ...asked, options: [option("optionaa"), option("optionbb")] },
  "true-false": { kind: "true-false", ...asked },
  "fill-in": { kind: "fill-in", ...asked, segments: [{ text: "a " }, { blankId: "blank001" }] },
  order: { kind: "order", ...asked, items: [option("optionbb"), option("optionaa")] },
  match: { kind: "match", ...asked, lefts: [option("left0001")], rights: [option("right001")] },
};
const answers: Record<PublicQuestion["kind"], Answer> = {
  single: { kind: "single", optionId: "optionbb" },
  multiple: { kind: "multiple", optionIds: ["optionaa", "optionbb"] },
  "true-false": { kind: "true-false", value: false },
  "fill-in": { kind: "fill-in", blanks: [{ id: "blank001", text: "lag" }] },
  order: { kind: "order", orderedIds: ["optionaa", "optionbb"] },
  match: { kind: "match", pairs: [{ leftId: "left0001", rightId: "right001" }] },
};
const kinds = Object.keys(questions) as PublicQuestion["kind"][];

describe("an answer in the making", () => {
  it.each(kinds)("goes from draft to answer and back: %s", (kind) => {
    expect(answerOf(questions[kind], draftOf(answers[kind]))).toEqual(answers[kind]);
  });

  it.each(kinds.filter((kind) => kind !== "order"))("is not ready while empty: %s", (kind) => {
    expect(answerOf(questions[kind], emptyDraft(questions[kind]))).toBeNull();
  });

  it("is ready as shown where things are put in order", () => {
    const { order } = questions;
    expect(answerOf(order, emptyDraft(order))).toEqual({
      kind: "order",
      orderedIds: ["optionbb", "optionaa"],
    });
  });

  it("needs words in every blank", () => {
    const blank: AnswerDraft = { kind: "text", byBlank: { blank001: "   " } };
    expect(answerOf(questions["fill-in"], blank)).toBeNull();
  });

  it("clears choices for another try and keeps what was written", () => {
    expect(draftForRetry(questions.single, draftOf(answers.single))).toEqual({
      kind: "choice",
      ids: [],
    });
    const written = draftOf(answers["fill-in"]);
    expect(draftForRetry(questions["fill-in"], written)).toEqual(written);
  });
});
