"use client";

import { Button } from "@byteos/ui/primitives/button";
import CircleCheck from "lucide-react/icons/circle-check";
import Lock from "lucide-react/icons/lock";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useOutbox } from "../../outbox/use-outbox.tsx";
import { moduleEndId } from "../state/element-ids.ts";
import { useLesson, useLessonState } from "../state/lesson-context.tsx";
import { PlayerLink, SavedFirstLink } from "./player-link.tsx";

export interface ModuleEndProps {
  title: string;
  /** Blocks that count, in order. */
  countedIds: readonly string[];
  questionIds: readonly string[];
  next: {
    readonly id: string;
    readonly title: string;
    readonly minutes: number;
    /** It opens only when this module is finished. */
    readonly isAfterThis: boolean;
  } | null;
}

const patienceMs = 4_000;

/** The end of a module: what is left of it, and the way on. */
export function ModuleEnd({ title, countedIds, questionIds, next }: ModuleEndProps) {
  const { courseId, goTo } = useLesson();
  const completed = useLessonState((state) => state.completed);
  const left = countedIds.filter((id) => !completed.has(id));
  const leftQuestions = left.filter((id) => questionIds.includes(id));
  const Onward = next?.isAfterThis === true ? SavedFirstLink : PlayerLink;
  const [firstLeft] = leftQuestions.length > 0 ? leftQuestions : left;
  return (
    <section
      id={moduleEndId}
      aria-labelledby="module-end-title"
      className="border-line mt-14 scroll-mt-24 border-t pt-8 font-sans outline-none"
    >
      <h2 id="module-end-title" className="flex items-center gap-3 text-xl font-semibold">
        {left.length === 0 ? <CircleCheck aria-hidden className="text-correct" /> : null}
        {left.length === 0 ? `You have finished “${title}”` : "The end of this module"}
      </h2>
      {firstLeft === undefined ? null : (
        <p className="text-muted mt-2 text-base">
          {leftQuestions.length > 0
            ? `${leftQuestions.length === 1 ? "1 question is" : `${leftQuestions.length} questions are`} not answered yet. `
            : `${left.length === 1 ? "1 part has" : `${left.length} parts have`} not been read yet. `}
          <button type="button" className="link" onClick={() => goTo(firstLeft)}>
            {leftQuestions.length > 0 ? "Go to the first" : "Go there"}
          </button>
        </p>
      )}
      <div className="mt-6">
        {next === null ? (
          <FinishButton courseId={courseId} />
        ) : next.isAfterThis && left.length > 0 ? (
          <p className="text-muted icon-16 flex items-start gap-2 text-sm">
            <Lock aria-hidden className="mt-0.5" />
            <span>“{next.title}” opens when you have finished this module.</span>
          </p>
        ) : (
          <Button
            asChild
            variant={left.length === 0 ? "primary" : "secondary"}
            size="lg"
            className="max-w-full"
          >
            <Onward href={`/learn/${courseId}/${next.id}`}>
              <span className="truncate">Next: {next.title}</span>
            </Onward>
          </Button>
        )}
        {next === null ? null : (
          <p className="text-muted mt-2 text-sm">
            {next.minutes === 1 ? "1 minute" : `${next.minutes} minutes`}
          </p>
        )}
      </div>
    </section>
  );
}

/** Waits until the last steps are saved, since they decide whether the course is complete. */
function FinishButton({ courseId }: { courseId: string }) {
  const { ready } = useOutbox();
  const router = useRouter();
  const [state, setState] = useState<"idle" | "saving" | "offline">("idle");
  const finish = async () => {
    setState("saving");
    const patience = new Promise<boolean>((resolve) =>
      setTimeout(() => resolve(false), patienceMs),
    );
    const isSaved = await Promise.race([ready.then((outbox) => outbox.flush()), patience]);
    if (isSaved || navigator.onLine) router.push(`/learn/${courseId}/finish`);
    else setState("offline");
  };
  return (
    <>
      <Button variant="primary" size="lg" busy={state === "saving"} onClick={() => void finish()}>
        Finish course
      </Button>
      <p role="status" className="text-muted mt-2 text-sm">
        {state === "offline"
          ? "You are offline. Your last steps are kept on this device and the course is completed when there is a connection."
          : ""}
      </p>
    </>
  );
}
