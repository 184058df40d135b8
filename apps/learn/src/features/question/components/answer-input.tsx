"use client";

import type { PublicQuestion, QuestionOption } from "@byteos/contracts/question";
import type { RichText } from "@byteos/contracts/rich-text";
import { RichTextView } from "@byteos/ui/patterns/blocks/rich-text-view";
import { FillIn } from "@byteos/ui/patterns/fill-in";
import { MatchList } from "@byteos/ui/patterns/match-list";
import { type ChoiceMark, OptionList } from "@byteos/ui/patterns/option-list";
import { OrderList } from "@byteos/ui/patterns/order-list";
import type { AttemptResult } from "@byteos/usecases/attempt/describe-attempt";
import type { ReactNode } from "react";
import { type AnswerDraft, draftOf, falseId, trueId } from "../answer-draft.ts";

export interface AnswerInputProps {
  name: string;
  question: PublicQuestion;
  draft: AnswerDraft;
  onDraftChange: (draft: AnswerDraft) => void;
  /** Set once graded. */
  result: AttemptResult | null;
  isLocked: boolean;
}

const shown = ({ id, content }: QuestionOption) => ({
  id,
  content: <RichTextView content={content} />,
});

/** The contract's own function would bring the parser of every contract into the browser. */
const wordsOf = (content: RichText) => content.map((span) => span.text).join("");

export function optionsOf(question: PublicQuestion): { id: string; content: ReactNode }[] {
  if (question.kind === "single" || question.kind === "multiple")
    return question.options.map(shown);
  if (question.kind === "true-false") {
    return [
      { id: trueId, content: "True" },
      { id: falseId, content: "False" },
    ];
  }
  return [];
}

function choiceMarks(draft: AnswerDraft, result: AttemptResult): Record<string, ChoiceMark> {
  if (draft.kind !== "choice") return {};
  const right = new Set<string>(result.isCorrect ? draft.ids : result.correctParts);
  const marks: Record<string, ChoiceMark> = {};
  for (const id of draft.ids) marks[id] = right.has(id) ? "correct" : "incorrect";
  const solution = result.solution === null ? null : draftOf(result.solution);
  if (solution?.kind === "choice") for (const id of solution.ids) marks[id] ??= "answer";
  return marks;
}

function partMarks(
  ids: readonly string[],
  result: AttemptResult,
): Record<string, "correct" | "incorrect"> {
  const right = new Set<string>(result.correctParts);
  return Object.fromEntries(ids.map((id) => [id, right.has(id) ? "correct" : "incorrect"]));
}

/** The part of a question that is answered, by its kind. */
export function AnswerInput({
  name,
  question,
  draft,
  onDraftChange,
  result,
  isLocked,
}: AnswerInputProps) {
  if (draft.kind === "choice") {
    return (
      <OptionList
        kind={question.kind === "multiple" ? "multiple" : "single"}
        name={name}
        labelledBy={`${name}-stem`}
        choices={optionsOf(question)}
        value={draft.ids}
        onValueChange={(ids) => onDraftChange({ kind: "choice", ids })}
        marks={result === null ? {} : choiceMarks(draft, result)}
        isLocked={isLocked}
      />
    );
  }
  if (draft.kind === "text" && question.kind === "fill-in") {
    const ids = question.segments.flatMap((part) => ("blankId" in part ? [part.blankId] : []));
    return (
      <FillIn
        name={name}
        parts={question.segments}
        value={draft.byBlank}
        onValueChange={(byBlank) => onDraftChange({ kind: "text", byBlank })}
        marks={result === null ? {} : partMarks(ids, result)}
        isLocked={isLocked}
      />
    );
  }
  if (draft.kind === "order" && question.kind === "order") {
    return (
      <OrderList
        label="Your order"
        items={question.items.map(shown)}
        value={draft.ids}
        onValueChange={(ids) => onDraftChange({ kind: "order", ids })}
        marks={result === null ? {} : partMarks(draft.ids, result)}
        isLocked={isLocked}
      />
    );
  }
  if (draft.kind === "match" && question.kind === "match") {
    return (
      <MatchList
        name={name}
        lefts={question.lefts.map((left) => ({ ...shown(left), label: wordsOf(left.content) }))}
        rights={question.rights.map(({ id, content }) => ({ id, label: wordsOf(content) }))}
        value={draft.rightByLeft}
        onValueChange={(rightByLeft) => onDraftChange({ kind: "match", rightByLeft })}
        marks={
          result === null
            ? {}
            : partMarks(
                question.lefts.map(({ id }) => id),
                result,
              )
        }
        isLocked={isLocked}
      />
    );
  }
  return null;
}
