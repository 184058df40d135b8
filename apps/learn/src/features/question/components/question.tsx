"use client";

import type { BlockId, CourseId } from "@byteos/contracts/ids";
import type { PublicQuestion } from "@byteos/contracts/question";
import { blockElementId } from "@byteos/ui/logic/block-element-id";
import { AnswerFeedback, SourceQuote } from "@byteos/ui/patterns/answer-feedback";
import { RichTextView } from "@byteos/ui/patterns/blocks/rich-text-view";
import { toggleChoice } from "@byteos/ui/patterns/option-list";
import { QuestionCard } from "@byteos/ui/patterns/question-card";
import { Button } from "@byteos/ui/primitives/button";
import type { AttemptResult } from "@byteos/usecases/attempt/describe-attempt";
import type { AnsweredQuestion } from "@byteos/usecases/enrollment/load-player";
import { useEffect } from "react";
import { useLesson, useLessonState } from "../../player/state/lesson-context.tsx";
import { useQuestion } from "../use-question.ts";
import { AnswerInput, optionsOf } from "./answer-input.tsx";
import { ShownAnswer } from "./shown-answer.tsx";

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
          {hints.length > 0 && !isGraded ? (
            <ol className="grid gap-2" aria-label="Hints">
              {hints.map((text, index) => (
                <li key={index} className="bg-surface rounded-option px-3 py-2 text-sm">
                  <span className="text-muted me-2 font-medium">Hint {index + 1}</span>
                  {text}
                </li>
              ))}
            </ol>
          ) : null}
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

function outcomeOf(result: AttemptResult): "correct" | "partly" | "incorrect" {
  if (result.isCorrect) return "correct";
  return result.score > 0 ? "partly" : "incorrect";
}

function Explanation({
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
