"use client";

import { useState } from "react";
import { AnswerFeedback, SourceQuote } from "../patterns/answer-feedback.tsx";
import { FillIn } from "../patterns/fill-in.tsx";
import { MatchList } from "../patterns/match-list.tsx";
import { OptionList } from "../patterns/option-list.tsx";
import { OrderList } from "../patterns/order-list.tsx";
import { QuestionCard } from "../patterns/question-card.tsx";
import { Button } from "../primitives/button.tsx";
import { Show, State } from "./showcase-parts.tsx";

const choices = [
  { id: "a", content: "git add" },
  { id: "b", content: "git commit" },
  { id: "c", content: "git push" },
];
const steps = [
  { id: "edit", content: "Change the file" },
  { id: "add", content: "Add it to the staging area" },
  { id: "commit", content: "Record a commit" },
  { id: "push", content: "Send it to the remote" },
];
const nothing = (): void => undefined;

export function Questions() {
  const [idle, setIdle] = useState<string[]>([]);
  const [chosen, setChosen] = useState<string[]>(["b"]);
  const [answer, setAnswer] = useState<string[]>([]);
  const [outcome, setOutcome] = useState<"correct" | "incorrect" | null>(null);
  const [gaps, setGaps] = useState<Record<string, string>>({ one: "staging area" });
  const [order, setOrder] = useState(["add", "edit", "commit", "push"]);
  const [pairs, setPairs] = useState<Record<string, string>>({ head: "current" });
  const check = (): void => setOutcome(answer[0] === "b" ? "correct" : "incorrect");
  return (
    <>
      <Show title="Question states" span="full">
        <div className="grid gap-6 sm:grid-cols-2 lg:grid-cols-4">
          <State caption="Idle, and hover" isRow={false}>
            <OptionList
              kind="single"
              name="q-idle"
              label="Idle"
              choices={choices}
              value={idle}
              onValueChange={setIdle}
            />
            <p className="text-muted mt-3 min-h-10">Keys 1 to 9 choose, Enter checks.</p>
            <Button size="lg" variant="primary" disabled className="mt-3">
              Check
            </Button>
          </State>
          <State caption="Chosen" isRow={false}>
            <OptionList
              kind="single"
              name="q-chosen"
              label="Chosen"
              choices={choices}
              value={chosen}
              onValueChange={setChosen}
            />
            <p className="text-muted mt-3 min-h-10">Nothing is graded until you check.</p>
            <Button size="lg" variant="primary" className="mt-3">
              Check
            </Button>
          </State>
          <State caption="Correct" isRow={false}>
            <OptionList
              kind="single"
              name="q-right"
              label="Correct"
              choices={choices}
              value={["b"]}
              onValueChange={nothing}
              marks={{ b: "correct" }}
              isLocked
            />
            <p className="text-muted mt-3 min-h-10">
              A commit records what is in the staging area.
            </p>
            <Button size="lg" variant="primary" className="mt-3">
              Continue
            </Button>
          </State>
          <State caption="Incorrect, several answers" isRow={false}>
            <OptionList
              kind="multiple"
              name="q-wrong"
              label="Incorrect"
              choices={choices}
              value={["c"]}
              onValueChange={nothing}
              marks={{ c: "incorrect", b: "answer" }}
              isLocked
            />
            <p className="text-muted mt-3 min-h-10">Pushing sends commits that exist already.</p>
            <Button size="lg" variant="primary" className="mt-3">
              Try again
            </Button>
          </State>
        </div>
      </Show>
      <Show title="A question in a lesson">
        <QuestionCard
          id="showcase-question"
          label="Question 1"
          aside="Skill: recording changes"
          stem="Which command records the staged changes with a message?"
          outcome={outcome}
          isReady={answer.length > 0}
          onCheck={check}
          onRetry={() => {
            setOutcome(null);
            setAnswer([]);
          }}
          onContinue={() => setOutcome(null)}
          onHint={nothing}
          onChooseIndex={(index) => setAnswer(choices[index] ? [choices[index].id] : answer)}
          feedback={
            <AnswerFeedback
              outcome={outcome}
              source={
                <SourceQuote place="¶ 4">“A commit is a snapshot of the staged files.”</SourceQuote>
              }
            >
              {outcome === "correct"
                ? "The message says why the change was made."
                : "That one works on files or remotes, not on the record."}
            </AnswerFeedback>
          }
        >
          <OptionList
            kind="single"
            name="showcase-answer"
            labelledBy="showcase-question-stem"
            choices={choices}
            value={answer}
            onValueChange={setAnswer}
            marks={outcome && answer[0] ? { [answer[0]]: outcome } : {}}
            isLocked={outcome !== null}
          />
        </QuestionCard>
      </Show>
      <Show title="Gaps, order and pairs">
        <FillIn
          name="showcase-gap"
          parts={[
            { text: "Changes wait in the " },
            { blankId: "one" },
            { text: " until a " },
            { blankId: "two" },
            { text: " records them." },
          ]}
          value={gaps}
          onValueChange={setGaps}
          marks={{ one: "correct" }}
        />
        <OrderList
          label="Steps, first to last"
          items={steps}
          value={order}
          onValueChange={setOrder}
        />
        <MatchList
          name="showcase-pairs"
          lefts={[
            { id: "head", content: "HEAD", label: "HEAD" },
            { id: "origin", content: "origin", label: "origin" },
          ]}
          rights={[
            { id: "current", label: "The commit you are on" },
            { id: "remote", label: "The usual name of the remote" },
          ]}
          value={pairs}
          onValueChange={setPairs}
        />
      </Show>
    </>
  );
}
