import { Question } from "@byteos/contracts/question";
import { findQuestionProblems } from "@byteos/courseware/publish/question-problems";
import { expect, test } from "vitest";
import {
  changeKind,
  fillInSource,
  newQuestion,
  parseFillIn,
  questionKindNames,
} from "./new-question.ts";

const kinds = Object.keys(questionKindNames) as Question["kind"][];

test.each(kinds)("a new %s is a valid draft that cannot be published yet", (kind) => {
  const question = newQuestion(kind);
  expect(Question.parse(question)).toEqual(question);
  expect(findQuestionProblems(question)).not.toEqual([]);
});

test.each(kinds.flatMap((from) => kinds.map((to) => [from, to] as const)))(
  "%s becomes %s and keeps what it asks",
  (from, to) => {
    const asked = {
      prompt: [{ text: "Why?" }],
      hints: ["Think"],
      explanation: [{ text: "Because" }],
    };
    const changed = changeKind({ ...newQuestion(from), ...asked }, to);
    expect(Question.parse(changed)).toMatchObject({ kind: to, ...asked });
  },
);

test("a fill-in reads back as it was written, and its blanks keep their ids", () => {
  const empty = newQuestion("fill-in");
  if (empty.kind !== "fill-in") throw new Error("not a fill-in");
  const source = "Water boils at [100 | one hundred] degrees and freezes at [0].";
  const first = parseFillIn(empty, source);
  expect(fillInSource(first)).toBe(source);
  expect(first.blanks.map((blank) => blank.accepted)).toEqual([["100", "one hundred"], ["0"]]);
  const second = parseFillIn(first, source.replace("Water", "Pure water"));
  expect(second.blanks.map((blank) => blank.id)).toEqual(first.blanks.map((blank) => blank.id));
});
