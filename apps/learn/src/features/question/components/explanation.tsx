"use client";

import type { PublicQuestion } from "@byteos/contracts/question";
import { blockElementId } from "@byteos/ui/logic/block-element-id";
import { SourceQuote } from "@byteos/ui/patterns/answer-feedback";
import { RichTextView } from "@byteos/ui/patterns/blocks/rich-text-view";
import { Button } from "@byteos/ui/primitives/button";
import type { AttemptResult } from "@byteos/usecases/attempt/describe-attempt";
import { ShownAnswer } from "./shown-answer.tsx";

export function outcomeOf(result: AttemptResult): "correct" | "partly" | "incorrect" {
  if (result.isCorrect) return "correct";
  return result.score > 0 ? "partly" : "incorrect";
}

/** What follows a grade: the answer where it may be told, why, and where the course says so. */
export function Explanation({
  result,
  question,
  onReveal,
  isHere,
  courseId,
}: {
  result: AttemptResult;
  question: PublicQuestion;
  onReveal: () => void;
  isHere: boolean;
  courseId: string;
}) {
  const { source, explanation, solution } = result;
  const href =
    source === null
      ? ""
      : `${isHere ? "" : `/learn/${courseId}/${source.moduleId}`}#${blockElementId(source.blockId)}`;
  return (
    <div className="grid gap-3">
      {solution !== null && !result.isCorrect ? (
        <ShownAnswer question={question} solution={solution} />
      ) : null}
      {explanation !== null && explanation.length > 0 ? (
        <p>
          <RichTextView content={explanation} />
        </p>
      ) : null}
      {source?.quote ? (
        <SourceQuote place={source.page === null ? "Source" : `p. ${source.page}`} href={href}>
          “{source.quote}”
        </SourceQuote>
      ) : null}
      {solution === null ? (
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
          {source === null ? null : (
            <a className="link text-sm" href={href}>
              Read it again
            </a>
          )}
          <Button
            variant="ghost"
            size="sm"
            hang={source === null ? "start" : "none"}
            onClick={onReveal}
          >
            Show the answer
          </Button>
        </p>
      ) : null}
    </div>
  );
}
