"use client";

import type { BlockId, CourseId } from "@byteos/contracts/ids";
import type { PublicQuestion } from "@byteos/contracts/question";
import { AnswerFeedback } from "@byteos/ui/patterns/answer-feedback";
import { RichTextView } from "@byteos/ui/patterns/blocks/rich-text-view";
import { toggleChoice } from "@byteos/ui/patterns/option-list";
import { QuestionCard } from "@byteos/ui/patterns/question-card";
import type { AnsweredQuestion } from "@byteos/usecases/enrollment/load-player";
import { useEffect } from "react";
import { useLesson, useLessonState } from "../../player/state/lesson-context.tsx";
import { useQuestion } from "../use-question.ts";
import { AnswerInput, optionsOf } from "./answer-input.tsx";
import { Explanation, outcomeOf } from "./explanation.tsx";
import { HintList } from "./hint-list.tsx";

interface QuestionProps {
  blockId: BlockId;
  courseId: CourseId;
  /** 1 for the first question of the module. */
  number: number;
  question: PublicQuestion;
  answered: AnsweredQuestion | null;
}

const notices = {
  queued: "Your answer is kept on this device. It is graded as soon as there is a connection.",
  "signed-out":
    "You are signed out. Your answer is kept on this device; sign in to have it graded.",
  refused: "This answer could not be graded. Reload the page and try again.",
  "no-hint": "Hints need a connection. Try again when you are online.",
  "no-answer": "The answer needs a connection. Try again when you are online.",
} as const;

export function Question({ blockId, courseId, number, question, answered }: QuestionProps) {
  const lesson = useLesson();
  const state = useQuestion({ blockId, courseId, question, answered });
  const { phase, result, draft, hints } = state;
  const isActive = useLessonState((each) => each.currentBlockId === blockId);
  const label = `Question ${number}`;
  const isGraded = phase === "right" || phase === "wrong";
  const hasHint = hints.length < question.hintCount && !isGraded;
  const act = () => {
    if (phase === "answering" && state.isReady) void state.check();
    else if (phase === "wrong") state.retry();
    else if (phase === "right") lesson.goOn();
  };
  const hint = () => void state.askHint();

  useEffect(() => {
    lesson.store.getState().setQuestion(blockId, {
      label,
      phase,
      isReady: state.isReady,
      hasHint,
      act,
      hint,
    });
    // What act and hint do follows from these alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [lesson.store, blockId, label, phase, state.isReady, hasHint, draft, hints.length]);

  const chooseIndex = (index: number) => {
    const option = optionsOf(question)[index];
    if (option === undefined || draft.kind !== "choice") return;
    const kind = question.kind === "multiple" ? "multiple" : "single";
    state.setDraft({ kind: "choice", ids: toggleChoice(kind, draft.ids, option.id) });
  };
  const outcome = !isGraded || result === null ? null : outcomeOf(result);

  return (
    <QuestionCard
      id={`question-${blockId}`}
      label={label}
      aside={question.kind === "multiple" ? "Choose all that apply" : undefined}
      stem={<RichTextView content={question.prompt} />}
      outcome={outcome}
      isReady={state.isReady}
      isChecking={phase === "checking" || phase === "queued"}
      onCheck={() => void state.check()}
      onRetry={state.retry}
      onContinue={lesson.goOn}
      {...(hasHint
        ? { onHint: hint, hintLabel: `Hint ${hints.length + 1} of ${question.hintCount}` }
        : {})}
      onChooseIndex={chooseIndex}
      isActive={isActive}
      hasPhoneActions={false}
      feedback={
        <div className="grid gap-3">
          {hints.length > 0 && !isGraded ? <HintList hints={hints} /> : null}
          <p role="status" className="text-muted text-sm empty:hidden">
            {state.notice === null ? "" : notices[state.notice]}
          </p>
          <AnswerFeedback outcome={outcome}>
            {result === null || !isGraded ? null : (
              <Explanation
                result={result}
                question={question}
                onReveal={() => void state.reveal()}
                isHere={result.source?.moduleId === lesson.moduleId}
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
        result={isGraded ? result : null}
        isLocked={phase !== "answering"}
      />
    </QuestionCard>
  );
}
