import { AppError } from "@byteos/contracts/errors";
import type { PublicQuestion, Question, Rubric } from "@byteos/contracts/question";
import { orderByHash, stableId } from "../random/stable-hash.ts";
import { findQuestionProblems } from "./question-problems.ts";

export interface SplitQuestion {
  readonly publicQuestion: PublicQuestion;
  readonly rubric: Rubric;
}

/**
 * Shuffled by hashes of ids, so nothing of the author's order can be worked back from what is shown.
 * Three or more that happen to come out in the right order are shuffled again.
 */
function shuffleAway<T extends { readonly id: string }>(items: readonly T[], seed: string): T[] {
  for (let round = 0; round < 16; round++) {
    const shuffled = orderByHash(items, `${seed}:${round}`);
    const isRightOrder = shuffled.every((item, index) => item.id === items[index]?.id);
    if (items.length < 3 || !isRightOrder) return shuffled;
  }
  return orderByHash(items, seed);
}

/**
 * Parts a complete question into what a browser may see and what stays on the server. Options get public ids
 * that follow from the block and their own id, stable from version to version, so an author's id never tells.
 * Throws AppError precondition `question.incomplete`.
 */
export function splitQuestion(question: Question, blockId: string): SplitQuestion {
  const [problem] = findQuestionProblems(question);
  if (problem) {
    throw new AppError("precondition", "question.incomplete", problem.message, {
      details: { blockId, problem: problem.code },
    });
  }
  const publicId = (id: string) => stableId("option", blockId, id);
  const publish = <T extends { readonly id: string }>(part: T): T => ({
    ...part,
    id: publicId(part.id),
  });
  const shown = { prompt: question.prompt, hintCount: question.hints?.length ?? 0 };
  const kept = {
    ...(question.explanation ? { explanation: question.explanation } : {}),
    ...(question.hints ? { hints: question.hints } : {}),
  };
  switch (question.kind) {
    case "single":
      return {
        publicQuestion: { kind: "single", ...shown, options: question.options.map(publish) },
        rubric: { kind: "single", ...kept, correctId: publicId(question.correctId ?? "") },
      };
    case "multiple":
      return {
        publicQuestion: { kind: "multiple", ...shown, options: question.options.map(publish) },
        rubric: {
          kind: "multiple",
          ...kept,
          correctIds: [...new Set(question.correctIds)].map(publicId),
        },
      };
    case "true-false":
      return {
        publicQuestion: { kind: "true-false", ...shown },
        rubric: { kind: "true-false", ...kept, answer: question.answer === true },
      };
    case "fill-in": {
      const placed = new Set(
        question.segments.flatMap((part) => ("blankId" in part ? [part.blankId] : [])),
      );
      return {
        publicQuestion: { kind: "fill-in", ...shown, segments: question.segments },
        rubric: {
          kind: "fill-in",
          ...kept,
          blanks: question.blanks
            .filter((blank) => placed.has(blank.id))
            .map((blank) => ({
              ...blank,
              accepted: blank.accepted.filter((text) => text.trim() !== ""),
            })),
        },
      };
    }
    case "order": {
      const items = question.items.map(publish);
      return {
        publicQuestion: { kind: "order", ...shown, items: shuffleAway(items, blockId) },
        rubric: { kind: "order", ...kept, orderedIds: items.map((item) => item.id) },
      };
    }
    case "match": {
      const lefts = question.pairs.map((pair) => ({
        id: publicId(pair.leftId),
        content: pair.left,
      }));
      // Own salt: an editor may give both sides of a pair the same id.
      const rightId = (id: string) => stableId("right", blockId, id);
      const rights = question.pairs.map((pair) => ({
        id: rightId(pair.rightId),
        content: pair.right,
      }));
      return {
        publicQuestion: {
          kind: "match",
          ...shown,
          lefts: orderByHash(lefts, blockId),
          rights: orderByHash(rights, blockId),
        },
        rubric: {
          kind: "match",
          ...kept,
          pairs: question.pairs.map((pair) => ({
            leftId: publicId(pair.leftId),
            rightId: rightId(pair.rightId),
          })),
        },
      };
    }
  }
}
