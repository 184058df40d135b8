import type { PublicBlock } from "@byteos/contracts/block";
import { Answer, type Grade, Rubric } from "@byteos/contracts/question";
import type { RichText } from "@byteos/contracts/rich-text";
import type { SourceRange } from "@byteos/contracts/source";
import { plainTextOfBlock } from "@byteos/courseware/blocks/plain-text";
import { gradeAnswer } from "@byteos/courseware/grading/grade-answer";
import type { PublishedVersion } from "../enrollment/published-version.ts";

/** Where in the course the answer is explained. */
export interface AttemptSource {
  readonly moduleId: string;
  readonly moduleTitle: string;
  readonly blockId: string;
  /** Page of the document the words came from. */
  readonly page: number | null;
  /** The words themselves; null until the answer may be known. */
  readonly quote: string | null;
}

/** What a learner is told of an attempt. The answer comes with it once it was right or was asked for. */
export interface AttemptResult {
  readonly answer: Answer;
  readonly score: number;
  readonly isCorrect: boolean;
  readonly correctParts: Grade["correctParts"];
  readonly isRevealed: boolean;
  readonly solution: Answer | null;
  readonly explanation: RichText | null;
  readonly source: AttemptSource | null;
}

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
