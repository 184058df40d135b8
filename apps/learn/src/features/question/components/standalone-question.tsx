"use client";

import type { BlockId, CourseId } from "@byteos/contracts/ids";
import type { PublicQuestion } from "@byteos/contracts/question";
import { AnswerFeedback } from "@byteos/ui/patterns/answer-feedback";
import { RichTextView } from "@byteos/ui/patterns/blocks/rich-text-view";
import { toggleChoice } from "@byteos/ui/patterns/option-list";
import { QuestionCard } from "@byteos/ui/patterns/question-card";
import type { AttemptResult } from "@byteos/usecases/attempt/describe-attempt";
import type { ReactNode } from "react";
import { useStandaloneQuestion } from "../use-standalone-question.ts";
import { AnswerInput, optionsOf } from "./answer-input.tsx";
import { Explanation, outcomeOf } from "./explanation.tsx";
import { HintList } from "./hint-list.tsx";

const notices = {
  "not-sent":
    "Your answer could not be sent. It is still here: check your connection and try again.",
  "no-hint": "Hints need a connection. Try again when you are online.",
  "no-answer": "The answer needs a connection. Try again when you are online.",
} as const;

export interface StandaloneQuestionProps {
  courseId: CourseId;
  blockId: BlockId;
  question: PublicQuestion;
  label: string;
  aside?: ReactNode;
  onGraded: (result: AttemptResult) => void;
  onContinue: () => void;
}

/** A question by itself, in a review or in practice. Give it a key of its own for each question. */
export function StandaloneQuestion({
  courseId,
  blockId,
  question,
  label,
  aside,
  onGraded,
  onContinue,
}: StandaloneQuestionProps) {
  const state = useStandaloneQuestion({ courseId, blockId, question, onGraded });
  const { draft, result, hints } = state;
  const outcome = result === null ? null : outcomeOf(result);
  const hasHint = hints.length < question.hintCount && result === null;
  return (
    <QuestionCard
      id={`question-${blockId}`}
      label={label}
      aside={aside ?? (question.kind === "multiple" ? "Choose all that apply" : undefined)}
      stem={<RichTextView content={question.prompt} />}
      outcome={outcome}
      isReady={state.isReady}
      isChecking={state.isChecking}
      onCheck={() => void state.check()}
      onRetry={state.retry}
      onContinue={onContinue}
      {...(hasHint
        ? {
            onHint: () => void state.askHint(),
            hintLabel: `Hint ${hints.length + 1} of ${question.hintCount}`,
          }
        : {})}
      onChooseIndex={(index) => {
        const option = optionsOf(question)[index];
        if (option === undefined || draft.kind !== "choice") return;
        const kind = question.kind === "multiple" ? "multiple" : "single";
        state.setDraft({ kind: "choice", ids: toggleChoice(kind, draft.ids, option.id) });
      }}
      isActive
      feedback={
        <div className="grid gap-3">
          {hints.length > 0 && result === null ? <HintList hints={hints} /> : null}
          <p role="status" className="text-muted text-sm empty:hidden">
            {state.notice === null ? "" : notices[state.notice]}
          </p>
          <AnswerFeedback outcome={outcome}>
            {result === null ? null : (
              <Explanation
                result={result}
                question={question}
                onReveal={() => void state.reveal()}
                isHere={false}
                courseId={courseId}
              />
            )}
          </AnswerFeedback>
        </div>
      }
    >
      <AnswerInput
        name={`question-${blockId}`}
        question={question}
        draft={draft}
        onDraftChange={state.setDraft}
        result={result}
        isLocked={result !== null || state.isChecking}
      />
    </QuestionCard>
  );
}
