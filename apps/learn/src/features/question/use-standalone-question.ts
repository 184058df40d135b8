import type { BlockId, CourseId } from "@byteos/contracts/ids";
import type { PublicQuestion } from "@byteos/contracts/question";
import type { AttemptResult } from "@byteos/usecases/attempt/describe-attempt";
import { useEffect, useRef, useState } from "react";
import { makeClientId } from "../outbox/outbox-entry.ts";
import { type AnswerDraft, answerOf, draftForRetry, draftOf, emptyDraft } from "./answer-draft.ts";
import { fetchAnswer, fetchHint, sendAttempt } from "./question-requests.ts";

export type StandaloneNotice = "not-sent" | "no-hint" | "no-answer";

/** One question outside a lesson: in a review or in practice. It needs a connection. */
export function useStandaloneQuestion({
  courseId,
  blockId,
  question,
  onGraded,
}: {
  courseId: CourseId;
  blockId: BlockId;
  question: PublicQuestion;
  /** After the first grade; later tries at the same question do not count. */
  onGraded: (result: AttemptResult) => void;
}) {
  const [draft, setDraft] = useState<AnswerDraft>(() => emptyDraft(question));
  const [result, setResult] = useState<AttemptResult | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  const [hints, setHints] = useState<readonly string[]>([]);
  const [notice, setNotice] = useState<StandaloneNotice | null>(null);
  const openedAt = useRef(0);
  const hasBeenGraded = useRef(false);
  const sending = useRef<{ readonly draft: AnswerDraft; readonly clientId: string } | null>(null);

  useEffect(() => {
    openedAt.current = Date.now();
  }, []);

  const answer = answerOf(question, draft);
  const show = (next: AttemptResult) => {
    setResult(next);
    setDraft(draftOf(next.answer));
    setNotice(null);
  };

  return {
    draft,
    setDraft,
    result,
    hints,
    notice,
    isChecking,
    isReady: answer !== null && result === null && !isChecking,
    check: async () => {
      if (answer === null || result !== null || isChecking) return;
      setIsChecking(true);
      setNotice(null);
      // The same answer sent again after a failure is the same attempt.
      if (sending.current?.draft !== draft) sending.current = { draft, clientId: makeClientId() };
      const sent = await sendAttempt({
        clientId: sending.current.clientId,
        courseId,
        blockId,
        answer,
        durationSecs: Math.min(Math.round((Date.now() - openedAt.current) / 1000), 3_600),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        isPractice: true,
      });
      setIsChecking(false);
      if (sent === null) {
        setNotice("not-sent");
        return;
      }
      sending.current = null;
      show(sent.result);
      if (!hasBeenGraded.current) onGraded(sent.result);
      hasBeenGraded.current = true;
    },
    retry: () => {
      openedAt.current = Date.now();
      setDraft(draftForRetry(question, draft));
      setResult(null);
    },
    askHint: async () => {
      if (hints.length >= question.hintCount) return;
      const hint = await fetchHint({ courseId, blockId, number: hints.length + 1 });
      if (hint === null) setNotice("no-hint");
      else setHints([...hints, hint.text]);
    },
    reveal: async () => {
      const told = await fetchAnswer({ courseId, blockId });
      if (told === null) setNotice("no-answer");
      else show(told);
    },
  };
}
