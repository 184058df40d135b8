"use client";

import { useHotkeys } from "@byteos/ui/hooks/use-hotkeys";
import { countInWords } from "@byteos/ui/logic/count-in-words";
import { Button } from "@byteos/ui/primitives/button";
import { Progress } from "@byteos/ui/primitives/progress";
import type { ReviewEntry } from "@byteos/usecases/review/load-review";
import Undo2 from "lucide-react/icons/undo-2";
import { useEffect, useRef, useState } from "react";
import { StandaloneQuestion } from "../../question/components/standalone-question.tsx";
import { sendUndo } from "../review-requests.ts";
import { ReviewCard } from "./review-card.tsx";

interface Step {
  readonly entry: ReviewEntry;
  /** Once more in this sitting, because it was not recalled. */
  readonly turn: number;
}
interface LastReview {
  readonly clientId: string;
  readonly cameBack: boolean;
}

/** One card or question after the other; what was not recalled comes back at the end. */
export function ReviewSession({ entries }: { entries: readonly ReviewEntry[] }) {
  const [steps, setSteps] = useState<readonly Step[]>(() =>
    entries.map((entry) => ({ entry, turn: 0 })),
  );
  const [index, setIndex] = useState(0);
  const [recalled, setRecalled] = useState(0);
  const [last, setLast] = useState<LastReview | null>(null);
  const [notice, setNotice] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  const step = steps[index];

  useEffect(() => {
    if (index > 0) heading.current?.focus();
  }, [index]);

  const goOn = () => setIndex(index + 1);
  const takeBack = async () => {
    if (last === null || index === 0) return;
    const undone = await sendUndo(last.clientId);
    setLast(null);
    if (undone === null) {
      setNotice("That review could not be taken back.");
      return;
    }
    setNotice("Taken back. Grade it again.");
    if (last.cameBack) setSteps(steps.slice(0, -1));
    else setRecalled(recalled - 1);
    setIndex(index - 1);
  };
  useHotkeys({ u: () => void takeBack() });

  if (step === undefined) {
    return (
      <section className="rounded-card bg-surface grid gap-2 p-6 max-md:p-4">
        <h2 ref={heading} tabIndex={-1} className="text-xl font-semibold outline-none">
          Done for now
        </h2>
        <p className="text-muted text-sm">
          {countInWords(recalled, "was known", "were known")} at once. What was not comes back
          tomorrow or in ten minutes.
        </p>
        <UndoRow last={last} onUndo={takeBack} notice={notice} />
      </section>
    );
  }
  const { entry, turn } = step;
  return (
    <div className="grid gap-4">
      <div className="flex items-baseline justify-between gap-4">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 text-sm font-medium outline-none">
          <span className="sr-only">
            {index + 1} of {steps.length}.{" "}
          </span>
          {entry.courseTitle}
          <span className="text-muted font-normal"> · {entry.moduleTitle}</span>
        </h2>
        <p aria-hidden className="text-muted shrink-0 text-sm tabular-nums">
          {index + 1} of {steps.length}
        </p>
      </div>
      <Progress value={(index / steps.length) * 100} label="Progress of this review" />
      {entry.kind === "card" ? (
        <ReviewCard
          key={`${entry.id}-${turn}-${index}`}
          entry={entry}
          isRepeat={turn > 0}
          onGraded={(grade, clientId) => {
            const cameBack = grade === 1;
            if (cameBack) setSteps([...steps, { entry, turn: turn + 1 }]);
            else setRecalled(recalled + 1);
            setLast({ clientId, cameBack });
            setNotice("");
            goOn();
          }}
        />
      ) : (
        <StandaloneQuestion
          key={`${entry.id}-${turn}`}
          courseId={entry.courseId}
          blockId={entry.blockId}
          question={entry.question}
          label="Question"
          onGraded={(result) => {
            if (result.isCorrect) setRecalled(recalled + 1);
            setLast(null);
            setNotice("");
          }}
          onContinue={goOn}
        />
      )}
      <UndoRow last={last} onUndo={takeBack} notice={notice} />
    </div>
  );
}

function UndoRow({
  last,
  onUndo,
  notice,
}: {
  last: LastReview | null;
  onUndo: () => Promise<void>;
  notice: string;
}) {
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3">
      {last === null ? null : (
        <Button variant="ghost" hang="start" onClick={() => void onUndo()}>
          <Undo2 aria-hidden />
          Take the last one back
        </Button>
      )}
      <p role="status" className="text-muted text-sm">
        {notice}
      </p>
    </div>
  );
}
