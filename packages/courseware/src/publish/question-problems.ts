import type { Question } from "@byteos/contracts/question";
import type { RichText } from "@byteos/contracts/rich-text";
import { plainText } from "@byteos/contracts/words";

export interface QuestionProblem {
  readonly code: string;
  readonly message: string;
}

const shown = (content: RichText) =>
  plainText(content).normalize("NFKC").replace(/\s+/g, " ").trim();

function hasDuplicates(texts: readonly string[]): boolean {
  return new Set(texts.map((text) => text.toLowerCase())).size < texts.length;
}

function choiceProblems(contents: readonly RichText[], noun: string): QuestionProblem[] {
  const texts = contents.map(shown);
  const problems: QuestionProblem[] = [];
  if (texts.length < 2) {
    problems.push({ code: "question.too-few-options", message: `Add at least two ${noun}.` });
  }
  if (texts.some((text) => text === "")) {
    problems.push({ code: "question.empty-option", message: `One of the ${noun} is empty.` });
  }
  if (hasDuplicates(texts.filter((text) => text !== ""))) {
    problems.push({ code: "question.duplicate-options", message: `Two ${noun} say the same.` });
  }
  return problems;
}

function idProblems(ids: readonly string[]): QuestionProblem[] {
  return new Set(ids).size < ids.length
    ? [
        {
          code: "question.repeated-id",
          message: "Two parts of this question share an id; remove one and add it again.",
        },
      ]
    : [];
}

const unanswered = (message: string): QuestionProblem => ({ code: "question.unanswered", message });

function kindProblems(question: Question): QuestionProblem[] {
  switch (question.kind) {
    case "single": {
      const problems = [
        ...choiceProblems(
          question.options.map((option) => option.content),
          "options",
        ),
        ...idProblems(question.options.map((option) => option.id)),
      ];
      if (!question.options.some((option) => option.id === question.correctId)) {
        problems.push(unanswered("Mark the right option."));
      }
      return problems;
    }
    case "multiple": {
      const problems = [
        ...choiceProblems(
          question.options.map((option) => option.content),
          "options",
        ),
        ...idProblems(question.options.map((option) => option.id)),
      ];
      const known = new Set(question.options.map((option) => option.id));
      if (question.correctIds.length === 0 || question.correctIds.some((id) => !known.has(id))) {
        problems.push(unanswered("Mark at least one right option."));
      }
      return problems;
    }
    case "true-false":
      return question.answer === null
        ? [unanswered("Choose whether the statement is true or false.")]
        : [];
    case "fill-in": {
      const placed = question.segments.flatMap((segment) =>
        "blankId" in segment ? [segment.blankId] : [],
      );
      const problems = idProblems(placed);
      if (placed.length === 0) {
        problems.push({ code: "question.no-blank", message: "Mark at least one word as a blank." });
      }
      const answered = new Set(
        question.blanks.flatMap((blank) =>
          blank.accepted.some((text) => text.trim() !== "") ? [blank.id] : [],
        ),
      );
      if (placed.some((id) => !answered.has(id))) {
        problems.push(unanswered("Give every blank at least one accepted answer."));
      }
      return problems;
    }
    case "order":
      return [
        ...choiceProblems(
          question.items.map((item) => item.content),
          "steps",
        ),
        ...idProblems(question.items.map((item) => item.id)),
      ];
    case "match":
      return [
        ...choiceProblems(
          question.pairs.map((pair) => pair.left),
          "left sides",
        ),
        ...choiceProblems(
          question.pairs.map((pair) => pair.right),
          "right sides",
        ),
        ...idProblems(question.pairs.map((pair) => pair.leftId)),
        ...idProblems(question.pairs.map((pair) => pair.rightId)),
      ];
  }
}

/** What keeps a question from being asked; empty when it is complete. */
export function findQuestionProblems(question: Question): QuestionProblem[] {
  const isAsked =
    shown(question.prompt) !== "" ||
    (question.kind === "fill-in" &&
      question.segments.some((segment) => "text" in segment && segment.text.trim() !== ""));
  return [
    ...(isAsked ? [] : [{ code: "question.no-prompt", message: "Write the question." }]),
    ...kindProblems(question),
  ];
}
