"use client";

import type { Answer, PublicQuestion, QuestionOption } from "@byteos/contracts/question";
import { RichTextView } from "@byteos/ui/patterns/blocks/rich-text-view";

const find = (options: readonly QuestionOption[], id: string) =>
  options.find((option) => option.id === id)?.content ?? [];

/** The right answer in words, for the kinds whose answer cannot be marked in place. */
export function ShownAnswer({
  question,
  solution,
}: {
  question: PublicQuestion;
  solution: Answer;
}) {
  if (question.kind === "fill-in" && solution.kind === "fill-in") {
    const typed = new Map<string, string>(solution.blanks.map(({ id, text }) => [id, text]));
    return (
      <p>
        {question.segments.map((part, index) =>
          "text" in part ? (
            <span key={index}>{part.text}</span>
          ) : (
            <strong key={index} className="font-semibold">
              {typed.get(part.blankId)}
            </strong>
          ),
        )}
      </p>
    );
  }
  if (question.kind === "order" && solution.kind === "order") {
    return (
      <ol className="marker:text-muted list-decimal space-y-1 ps-6 marker:tabular-nums">
        {solution.orderedIds.map((id) => (
          <li key={id}>
            <RichTextView content={find(question.items, id)} />
          </li>
        ))}
      </ol>
    );
  }
  if (question.kind === "match" && solution.kind === "match") {
    return (
      <ul className="space-y-1">
        {solution.pairs.map(({ leftId, rightId }) => (
          <li key={leftId}>
            <strong className="font-medium">
              <RichTextView content={find(question.lefts, leftId)} />
            </strong>
            <span className="text-muted">{": "}</span>
            <RichTextView content={find(question.rights, rightId)} />
          </li>
        ))}
      </ul>
    );
  }
  return null;
}
