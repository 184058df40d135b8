import type { Answer, PublicQuestion, Question, QuestionOption } from "@byteos/contracts/question";
import { plainText } from "@byteos/contracts/words";
import { makeDemoModules } from "./demo-course.ts";

const textOf = ({ content }: QuestionOption) => plainText(content);

/** The demo course's questions by the words they ask with: published ids are not the author's. */
function authoredQuestions(): Map<string, Question> {
  const questions = makeDemoModules()
    .flatMap((module) => module.blocks)
    .flatMap((block) => (block.type === "question" ? [block.question] : []));
  return new Map(questions.map((question) => [plainText(question.prompt), question]));
}

const authored = authoredQuestions();

/** A right answer to a question of the demo course. Throws when the course asks something else. */
export function rightAnswer(asked: PublicQuestion): Answer {
  const known = authored.get(plainText(asked.prompt));
  if (asked.kind === "single" && known?.kind === "single") {
    return {
      kind: "single",
      optionId: matching(asked.options, known.options, [known.correctId])[0] ?? "",
    };
  }
  if (asked.kind === "multiple" && known?.kind === "multiple") {
    return {
      kind: "multiple",
      optionIds: matching(asked.options, known.options, known.correctIds),
    };
  }
  if (asked.kind === "true-false" && known?.kind === "true-false") {
    return { kind: "true-false", value: known.answer === true };
  }
  if (asked.kind === "fill-in" && known?.kind === "fill-in") {
    const ids = asked.segments.flatMap((segment) =>
      "blankId" in segment ? [segment.blankId] : [],
    );
    const blanks = ids.map((id, index) => ({ id, text: known.blanks[index]?.accepted[0] ?? "" }));
    return { kind: "fill-in", blanks };
  }
  if (asked.kind === "order" && known?.kind === "order") {
    return {
      kind: "order",
      orderedIds: matching(
        asked.items,
        known.items,
        known.items.map(({ id }) => id),
      ),
    };
  }
  if (asked.kind === "match" && known?.kind === "match") {
    const pairs = known.pairs.map(({ left, right }) => ({
      leftId: asked.lefts.find((option) => textOf(option) === plainText(left))?.id ?? "",
      rightId: asked.rights.find((option) => textOf(option) === plainText(right))?.id ?? "",
    }));
    return { kind: "match", pairs };
  }
  throw new Error(`The demo course has no such question: ${plainText(asked.prompt)}`);
}

/** A first guess that is plausible and mostly wrong. */
export function guess(asked: PublicQuestion): Answer {
  const right = rightAnswer(asked);
  if (right.kind === "true-false") return { kind: "true-false", value: !right.value };
  if (right.kind === "single" && asked.kind === "single") {
    return {
      kind: "single",
      optionId: asked.options.find(({ id }) => id !== right.optionId)?.id ?? "",
    };
  }
  if (right.kind === "multiple") return { ...right, optionIds: right.optionIds.slice(1) };
  if (right.kind === "order") return { ...right, orderedIds: right.orderedIds.toReversed() };
  if (right.kind === "fill-in") {
    return { ...right, blanks: right.blanks.map((blank) => ({ ...blank, text: "practice" })) };
  }
  return right;
}

/** Ids in the published question of the author's options with these ids, in their order. */
function matching(
  shown: readonly QuestionOption[],
  known: readonly QuestionOption[],
  ids: readonly (string | null)[],
): string[] {
  return ids.map((id) => {
    const option = known.find((one) => one.id === id);
    return shown.find((one) => option !== undefined && textOf(one) === textOf(option))?.id ?? "";
  });
}
