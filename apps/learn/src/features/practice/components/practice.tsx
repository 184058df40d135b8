"use client";

import { countInWords } from "@byteos/ui/logic/count-in-words";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { Estimate } from "@byteos/ui/patterns/estimate";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Button } from "@byteos/ui/primitives/button";
import { Card } from "@byteos/ui/primitives/card";
import type { PracticeStep } from "@byteos/usecases/practice/choose-question";
import Target from "lucide-react/icons/target";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { postJson } from "../../../lib/post-json.ts";
import { StandaloneQuestion } from "../../question/components/standalone-question.tsx";

/** Questions in a sitting before it asks whether to go on. */
const sitting = 10;

const percent = (share: number) => `${Math.round(share * 100)}%`;

/** Practice that follows the learner: each question is chosen after the answer to the one before. */
export function Practice({ skillId, first }: { skillId: string | null; first: PracticeStep }) {
  const [step, setStep] = useState(first);
  const [asked, setAsked] = useState<readonly string[]>([]);
  const [right, setRight] = useState(0);
  const [isLoading, setIsLoading] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const [isResting, setIsResting] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const { question, skill } = step;
  const count = asked.length;

  useEffect(() => {
    if (count > 0) heading.current?.focus();
  }, [count, isResting]);

  const goOn = async (asking: readonly string[]) => {
    setIsLoading(true);
    setHasFailed(false);
    const next = await postJson<PracticeStep>("/api/practice", { skillId, asked: asking });
    setIsLoading(false);
    if (next === null) {
      setHasFailed(true);
      return;
    }
    setStep(next);
    setAsked(asking);
    setIsResting(asking.length > 0 && asking.length % sitting === 0);
  };

  return (
    <div className="mx-auto w-full max-w-180">
      <PageHeader
        title={skill === null ? "Practice" : `Practise ${skill.name}`}
        description="Each question follows from your last answer, so that you succeed about four times in five."
      />
      {skill === null ? null : (
        <Card kind="well" padding="sm" className="mb-5">
          <Estimate
            label="Where you are"
            value={skill.proficiency}
            low={skill.low}
            high={skill.high}
          />
        </Card>
      )}
      {question === null ? (
        <EmptyState
          icon={<Target aria-hidden />}
          title="Nothing to practise yet"
          action={
            <Button asChild variant="primary">
              <Link href="/">Go to your courses</Link>
            </Button>
          }
        >
          Questions join as soon as you begin a module that asks some.
        </EmptyState>
      ) : isResting ? (
        <section className="rounded-card bg-surface grid gap-4 p-6 max-md:p-4">
          <div>
            <h2 ref={heading} tabIndex={-1} className="text-xl font-semibold outline-none">
              {right} of {count} right
            </h2>
            <p className="text-muted text-sm">
              {first.skill !== null && skill !== null
                ? `${skill.name}: ${percent(first.skill.proficiency)} when you began, ${percent(skill.proficiency)} now.`
                : "A good place to rest. What you practised is kept."}
            </p>
          </div>
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" size="lg" onClick={() => setIsResting(false)}>
              Go on
            </Button>
            <Button asChild variant="ghost" size="lg">
              <Link href="/">That is enough</Link>
            </Button>
          </div>
        </section>
      ) : (
        <div className="grid gap-3">
          <h2 ref={heading} tabIndex={-1} className="text-sm font-medium outline-none">
            <span className="sr-only">Question {count + 1}. </span>
            {question.skillName}
            <span className="text-muted font-normal"> · {question.courseTitle}</span>
          </h2>
          <StandaloneQuestion
            key={`${count}-${question.blockId}`}
            courseId={question.courseId}
            blockId={question.blockId}
            question={question.question}
            label={`Question ${count + 1}`}
            aside={`${percent(question.predicted)} likely right`}
            onGraded={(result) => {
              if (result.isCorrect) setRight(right + 1);
            }}
            onContinue={() => {
              if (!isLoading) void goOn([...asked, question.blockId].slice(-200));
            }}
          />
          <p role="status" className="text-muted min-h-5 text-sm">
            {isLoading
              ? "Choosing the next question…"
              : hasFailed
                ? "The next question needs a connection. Press Continue to try again."
                : count > 0
                  ? `${countInWords(right, "right answer", "right answers")} of ${count} so far.`
                  : ""}
          </p>
        </div>
      )}
    </div>
  );
}
