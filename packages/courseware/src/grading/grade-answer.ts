import { AppError } from "@byteos/contracts/errors";
import type { Answer, Grade, PublicQuestion, Rubric } from "@byteos/contracts/question";
import { isAcceptedText } from "./match-text.ts";

type Scored = Pick<Grade, "score" | "correctParts">;
type AnswerOf<K extends Answer["kind"]> = Extract<Answer, { kind: K }>;
type RubricOf<K extends Rubric["kind"]> = Extract<Rubric, { kind: K }>;
type QuestionOf<K extends PublicQuestion["kind"]> = Extract<PublicQuestion, { kind: K }>;

function misfit(reason: string): never {
  throw new AppError(
    "validation",
    "attempt.answer-misfit",
    "This answer does not belong to this question.",
    {
      suggestion: "Reload the page and answer again.",
      details: { reason },
    },
  );
}

function requireDistinct(ids: readonly string[]): void {
  if (new Set(ids).size < ids.length) misfit("repeated id");
}

function requireKnown(ids: readonly string[], known: Iterable<string>): void {
  const set = new Set(known);
  if (ids.some((id) => !set.has(id))) misfit("unknown id");
}

/** 1 for the right option, else 0. */
function scoreSingle(rubric: RubricOf<"single">, answer: AnswerOf<"single">): Scored {
  const isRight = answer.optionId === rubric.correctId;
  return { score: isRight ? 1 : 0, correctParts: isRight ? [answer.optionId] : [] };
}

/** max(0, (right chosen - wrong chosen) / right in all): choosing everything earns nothing extra. */
function scoreMultiple(rubric: RubricOf<"multiple">, answer: AnswerOf<"multiple">): Scored {
  requireDistinct(answer.optionIds);
  const right = new Set(rubric.correctIds);
  const correctParts = answer.optionIds.filter((id) => right.has(id));
  const wrong = answer.optionIds.length - correctParts.length;
  return { score: Math.max(0, (correctParts.length - wrong) / right.size), correctParts };
}

/** Share of the blanks filled rightly; a blank left out is wrong. */
function scoreFillIn(rubric: RubricOf<"fill-in">, answer: AnswerOf<"fill-in">): Scored {
  requireDistinct(answer.blanks.map((blank) => blank.id));
  requireKnown(
    answer.blanks.map((blank) => blank.id),
    rubric.blanks.map((blank) => blank.id),
  );
  const typed = new Map(answer.blanks.map((blank) => [blank.id, blank.text]));
  const correctParts = rubric.blanks
    .filter((blank) => isAcceptedText(typed.get(blank.id) ?? "", blank))
    .map((blank) => blank.id);
  return { score: correctParts.length / rubric.blanks.length, correctParts };
}

/** Kendall's tau, not below 0: (pairs in the right order - pairs reversed) / all pairs. */
function scoreOrder(rubric: RubricOf<"order">, answer: AnswerOf<"order">): Scored {
  requireDistinct(answer.orderedIds);
  requireKnown(answer.orderedIds, rubric.orderedIds);
  if (answer.orderedIds.length !== rubric.orderedIds.length) misfit("missing id");
  const rank = new Map(rubric.orderedIds.map((id, index) => [id, index]));
  const ranks = answer.orderedIds.map((id) => rank.get(id) ?? 0);
  let concordant = 0;
  ranks.forEach((first, index) => {
    for (const second of ranks.slice(index + 1)) concordant += first < second ? 1 : 0;
  });
  const pairs = (ranks.length * (ranks.length - 1)) / 2;
  return {
    score: Math.max(0, (2 * concordant - pairs) / pairs),
    correctParts: answer.orderedIds.filter((id, index) => rubric.orderedIds[index] === id),
  };
}

/** Share of left sides given their own right side. */
function scoreMatch(rubric: RubricOf<"match">, answer: AnswerOf<"match">): Scored {
  requireDistinct(answer.pairs.map((pair) => pair.leftId));
  const rightOf = new Map(rubric.pairs.map((pair) => [pair.leftId, pair.rightId]));
  requireKnown(
    answer.pairs.map((pair) => pair.leftId),
    rightOf.keys(),
  );
  requireKnown(
    answer.pairs.map((pair) => pair.rightId),
    rightOf.values(),
  );
  const correctParts = answer.pairs
    .filter((pair) => rightOf.get(pair.leftId) === pair.rightId)
    .map((pair) => pair.leftId);
  return { score: correctParts.length / rubric.pairs.length, correctParts };
}

function requireOptions(question: QuestionOf<"single" | "multiple">, ids: readonly string[]): void {
  requireKnown(
    ids,
    question.options.map((option) => option.id),
  );
}

/** The right answer in the shape of an answer; a blank shows its first accepted text. */
export function solutionOf(rubric: Rubric): Answer {
  switch (rubric.kind) {
    case "single":
      return { kind: "single", optionId: rubric.correctId };
    case "multiple":
      return { kind: "multiple", optionIds: rubric.correctIds };
    case "true-false":
      return { kind: "true-false", value: rubric.answer };
    case "fill-in":
      return {
        kind: "fill-in",
        blanks: rubric.blanks.map(({ id, accepted }) => ({ id, text: accepted[0] ?? "" })),
      };
    case "order":
      return { kind: "order", orderedIds: rubric.orderedIds };
    case "match":
      return { kind: "match", pairs: rubric.pairs };
  }
}

function scoreOf(rubric: Rubric, answer: Answer, question: PublicQuestion | undefined): Scored {
  if (rubric.kind === "single" && answer.kind === "single") {
    if (question?.kind === "single") requireOptions(question, [answer.optionId]);
    return scoreSingle(rubric, answer);
  }
  if (rubric.kind === "multiple" && answer.kind === "multiple") {
    if (question?.kind === "multiple") requireOptions(question, answer.optionIds);
    return scoreMultiple(rubric, answer);
  }
  if (rubric.kind === "true-false" && answer.kind === "true-false") {
    return { score: answer.value === rubric.answer ? 1 : 0, correctParts: [] };
  }
  if (rubric.kind === "fill-in" && answer.kind === "fill-in") return scoreFillIn(rubric, answer);
  if (rubric.kind === "order" && answer.kind === "order") return scoreOrder(rubric, answer);
  if (rubric.kind === "match" && answer.kind === "match") return scoreMatch(rubric, answer);
  return misfit("kind");
}

/**
 * Grades one answer; the formula of each kind stands above its function. Give the public question too, so that
 * ids of options that never were are refused. Throws AppError validation `attempt.answer-misfit`.
 */
export function gradeAnswer(rubric: Rubric, answer: Answer, question?: PublicQuestion): Grade {
  if (question !== undefined && question.kind !== rubric.kind) misfit("kind");
  const { score, correctParts } = scoreOf(rubric, answer, question);
  return {
    score,
    isCorrect: score === 1,
    correctParts,
    solution: solutionOf(rubric),
    ...(rubric.explanation ? { explanation: rubric.explanation } : {}),
  };
}
