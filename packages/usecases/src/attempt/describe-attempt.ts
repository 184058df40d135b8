import type { PublicBlock } from "@byteos/contracts/block";
import { Answer, Grade, Rubric } from "@byteos/contracts/question";
import { RichText } from "@byteos/contracts/rich-text";
import type { SourceRange } from "@byteos/contracts/source";
import { plainTextOfBlock } from "@byteos/courseware/blocks/plain-text";
import { gradeAnswer } from "@byteos/courseware/grading/grade-answer";
import { z } from "zod";
import type { PublishedVersion } from "../enrollment/published-version.ts";

/** Where in the course the answer is explained. */
export const AttemptSource = z.strictObject({
  moduleId: z.string(),
  moduleTitle: z.string(),
  blockId: z.string(),
  /** Page of the document the words came from. */
  page: z.number().nullable(),
  /** The words themselves; null until the answer may be known. */
  quote: z.string().nullable(),
});
export type AttemptSource = z.infer<typeof AttemptSource>;

/** What a learner is told of an attempt. The answer comes with it once it was right or was asked for. */
export const AttemptResult = z.strictObject({
  answer: Answer,
  /** 0 to 1. */
  score: z.number(),
  isCorrect: z.boolean(),
  correctParts: Grade.shape.correctParts,
  isRevealed: z.boolean(),
  solution: Answer.nullable(),
  explanation: RichText.nullable(),
  source: AttemptSource.nullable(),
});
export type AttemptResult = z.infer<typeof AttemptResult>;

const quoteLength = 320;

/** Grades a stored answer again and says as much of the outcome as the learner may know. */
export function describeAttempt({
  version,
  rubric: storedRubric,
  answer: storedAnswer,
  isRevealed,
}: {
  version: PublishedVersion;
  rubric: unknown;
  answer: unknown;
  isRevealed: boolean;
}): AttemptResult {
  const rubric = Rubric.parse(storedRubric);
  const answer = Answer.parse(storedAnswer);
  const grade = gradeAnswer(rubric, answer);
  const isTold = grade.isCorrect || isRevealed;
  return {
    answer,
    score: grade.score,
    isCorrect: grade.isCorrect,
    correctParts: grade.correctParts,
    isRevealed,
    solution: isTold ? grade.solution : null,
    explanation: isTold ? (grade.explanation ?? null) : null,
    source: findSource(version, rubric.sources ?? [], isTold),
  };
}

function sharedLength(first: SourceRange, second: SourceRange): number {
  if (first.documentId !== second.documentId || first.documentHash !== second.documentHash)
    return 0;
  return Math.min(first.end, second.end) - Math.max(first.start, second.start);
}

/** The block whose own source shares most with the question's. */
function findSource(
  version: PublishedVersion,
  sources: readonly SourceRange[],
  isTold: boolean,
): AttemptSource | null {
  let best: { block: PublicBlock; module: { id: string; title: string }; shared: number } | null =
    null;
  for (const module of version.course.modules) {
    for (const block of module.blocks) {
      if (block.type === "question" || block.type === "heading") continue;
      for (const range of block.sources ?? []) {
        for (const source of sources) {
          const shared = sharedLength(range, source);
          if (shared > (best?.shared ?? 0)) best = { block, module, shared };
        }
      }
    }
  }
  if (best === null) return null;
  const words = plainTextOfBlock(best.block).replace(/\s+/g, " ").trim();
  const quote = words.length > quoteLength ? `${words.slice(0, quoteLength).trimEnd()}…` : words;
  return {
    moduleId: best.module.id,
    moduleTitle: best.module.title,
    blockId: best.block.id,
    page: sources.find((source) => source.page !== undefined)?.page ?? null,
    quote: isTold && quote !== "" ? quote : null,
  };
}
