import { useEffect } from "react";
import { useLesson } from "../player/state/lesson-context.tsx";
import { type Nudging, useNudge } from "./use-nudge.ts";

const longLookMs = 181_000;
/** After a grade the learner reads first. */
const afterGradeMs = 2_500;

/** Asks whether something is worth saying after a wrong answer, and after a long look at an open question. */
export function useLessonNudge({ isQuiet }: { isQuiet: boolean }): Nudging {
  const { courseId, store } = useLesson();
  const nudging = useNudge();
  const { check } = nudging;
  useEffect(() => {
    if (isQuiet) return undefined;
    const read = () => {
      const { currentBlockId, questions } = store.getState();
      const phase = questions[currentBlockId ?? ""]?.phase;
      return { blockId: currentBlockId, phase };
    };
    let here = read();
    let since = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (delayMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const { blockId } = here;
        if (blockId === null || document.visibilityState !== "visible") return;
        const secondsOnBlock = Math.min(Math.round((Date.now() - since) / 1_000), 3_600);
        void check({ courseId, blockId, secondsOnBlock });
      }, delayMs);
    };
    const follow = () => {
      const now = read();
      if (now.blockId === here.blockId && now.phase === here.phase) return;
      if (now.blockId !== here.blockId) since = Date.now();
      const isGraded = now.phase === "wrong" && here.phase === "checking";
      here = now;
      if (isGraded) ask(afterGradeMs);
      else if (now.phase === "answering") ask(longLookMs);
      else if (now.phase !== "wrong") clearTimeout(timer);
    };
    if (here.phase === "answering") ask(longLookMs);
    const stop = store.subscribe(follow);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [isQuiet, courseId, store, check]);
  return nudging;
}
