"use client";

import { PlayerBottomBar } from "@byteos/ui/patterns/player-frame";
import { Button } from "@byteos/ui/primitives/button";
import { IconButton } from "@byteos/ui/primitives/icon-button";
import Lightbulb from "lucide-react/icons/lightbulb";
import List from "lucide-react/icons/list";
import X from "lucide-react/icons/x";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { useLesson, useLessonState } from "../state/lesson-context.tsx";
import type { QuestionControls } from "../state/lesson-store.ts";

function wordsOf({ label, phase }: QuestionControls): string {
  const name = label.toLowerCase();
  switch (phase) {
    case "answering":
      return `Check ${name}`;
    case "checking":
      return "Checking…";
    case "queued":
      return "Waiting for a connection";
    case "wrong":
      return `Try ${name} again`;
    case "right":
      return "Continue";
  }
}

/** A press beside the sheet or on a link in it closes it. */
function useCloseOnLeave(sheet: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const dialog = sheet.current;
    const close = (event: MouseEvent) => {
      const target = event.target as Element;
      if (target === dialog || target.closest("a") !== null) dialog?.close();
    };
    dialog?.addEventListener("click", close);
    return () => dialog?.removeEventListener("click", close);
  }, [sheet]);
}

/** The one primary button of a phone: it names what is on screen. */
export function PhoneBar({
  outline,
  isCourseComplete,
}: {
  outline: ReactNode;
  isCourseComplete: boolean;
}) {
  const { goOn, courseId } = useLesson();
  const question = useLessonState((state) => state.questions[state.currentBlockId ?? ""]);
  const sheet = useRef<HTMLDialogElement>(null);
  useCloseOnLeave(sheet);
  const isWaiting =
    question !== undefined &&
    (question.phase === "checking" ||
      question.phase === "queued" ||
      (question.phase === "answering" && !question.isReady));
  return (
    <>
      <PlayerBottomBar
        start={
          <IconButton label="Course outline" size="lg" onClick={() => sheet.current?.showModal()}>
            <List aria-hidden />
          </IconButton>
        }
        end={
          question?.hasHint === true ? (
            <IconButton
              label={`Hint for ${question.label.toLowerCase()}`}
              size="lg"
              onClick={question.hint}
            >
              <Lightbulb aria-hidden />
            </IconButton>
          ) : undefined
        }
      >
        {question === undefined && isCourseComplete ? (
          <Button asChild variant="primary" size="lg">
            <a href={`/learn/${courseId}/finish`}>See your certificate</a>
          </Button>
        ) : (
          <Button
            variant="primary"
            size="lg"
            disabled={isWaiting}
            onClick={() => (question === undefined ? goOn() : question.act())}
          >
            {question === undefined ? "Continue" : wordsOf(question)}
          </Button>
        )}
      </PlayerBottomBar>
      <dialog
        ref={sheet}
        aria-label="Course outline"
        className="rounded-t-sheet bg-raised text-fg shadow-3 backdrop:bg-scrim fixed inset-x-0 top-auto bottom-0 m-0 max-h-[80dvh] w-full max-w-none overflow-y-auto p-4 pb-8"
      >
        <div className="flex justify-end">
          <IconButton label="Close" size="lg" onClick={() => sheet.current?.close()}>
            <X aria-hidden />
          </IconButton>
        </div>
        {outline}
      </dialog>
    </>
  );
}
