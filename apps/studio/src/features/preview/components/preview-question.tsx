"use client";

import type { Question } from "@byteos/contracts/question";
import type { RichText } from "@byteos/contracts/rich-text";
import { plainText } from "@byteos/contracts/words";
import { RichTextView } from "@byteos/ui/patterns/blocks/rich-text-view";
import { FillIn } from "@byteos/ui/patterns/fill-in";
import { MatchList } from "@byteos/ui/patterns/match-list";
import { OptionList } from "@byteos/ui/patterns/option-list";
import { OrderList } from "@byteos/ui/patterns/order-list";
import { Badge } from "@byteos/ui/primitives/badge";
import { useState } from "react";
import type { ReactNode } from "react";

/** Unfinished parts of a draft still have a name. */
const text = (content: RichText): ReactNode =>
  content.length === 0 ? "Not written yet" : <RichTextView content={content} />;

function Answer({ id, question }: { id: string; question: Question }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [words, setWords] = useState<Readonly<Record<string, string>>>({});
  const labelledBy = `${id}-stem`;
  switch (question.kind) {
    case "single":
    case "multiple":
      return (
        <OptionList
          kind={question.kind}
          name={id}
          labelledBy={labelledBy}
          choices={question.options.map((option) => ({
            id: option.id,
            content: text(option.content),
          }))}
          value={[...chosen]}
          onValueChange={setChosen}
        />
      );
    case "true-false":
      return (
        <OptionList
          kind="single"
          name={id}
          labelledBy={labelledBy}
          choices={[
            { id: "true", content: "True" },
            { id: "false", content: "False" },
          ]}
          value={[...chosen]}
          onValueChange={setChosen}
        />
      );
    case "fill-in":
      return <FillIn name={id} parts={question.segments} value={words} onValueChange={setWords} />;
    case "order":
      return (
        <OrderList
          label="Steps"
          items={question.items.map((item) => ({ id: item.id, content: text(item.content) }))}
          value={
            chosen.length > 0 ? [...chosen] : question.items.map((item) => item.id).toReversed()
          }
          onValueChange={setChosen}
        />
      );
    case "match":
      return (
        <MatchList
          name={id}
          lefts={question.pairs.map((pair) => ({
            id: pair.leftId,
            content: text(pair.left),
            label: plainText(pair.left),
          }))}
          rights={question.pairs
            .map((pair) => ({ id: pair.rightId, label: plainText(pair.right) }))
            .toSorted((left, right) => left.label.localeCompare(right.label))}
          value={words}
          onValueChange={setWords}
        />
      );
  }
}

/** A question as a learner meets it. It can be tried; only Learn grades. */
export function PreviewQuestion({ id, question }: { id: string; question: Question }) {
  return (
    <section
      aria-label={`Question: ${plainText(question.prompt)}`}
      className="border-line-strong rounded-card border p-6 font-sans max-sm:p-4"
    >
      <div className="text-muted flex items-center justify-between text-xs font-medium">
        Question
        <Badge>Graded in Learn</Badge>
      </div>
      <p id={`${id}-stem`} className="text-stem mt-2 mb-5 font-medium">
        {question.prompt.length === 0 && question.kind !== "fill-in" ? (
          "Not written yet"
        ) : (
          <RichTextView content={question.prompt} />
        )}
      </p>
      <Answer id={id} question={question} />
    </section>
  );
}
