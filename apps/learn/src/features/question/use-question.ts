import type { BlockId, CourseId } from "@byteos/contracts/ids";
import type { PublicQuestion } from "@byteos/contracts/question";
import type { AttemptResult } from "@byteos/usecases/attempt/describe-attempt";
import type { SubmitAttemptInput } from "@byteos/usecases/attempt/submit-attempt";
import type { AnsweredQuestion } from "@byteos/usecases/enrollment/load-player";
import { useEffect, useRef, useState } from "react";
import { makeClientId } from "../outbox/outbox-entry.ts";
import { useOutbox } from "../outbox/use-outbox.tsx";
import { useLesson, useLessonState } from "../player/state/lesson-context.tsx";
import type { QuestionPhase } from "../player/state/lesson-store.ts";
import { type AnswerDraft, answerOf, draftForRetry, draftOf, emptyDraft } from "./answer-draft.ts";
import { fetchAnswer, fetchHint } from "./question-requests.ts";

type QuestionNotice = "queued" | "signed-out" | "refused" | "no-hint" | "no-answer";

export interface QuestionState {
  readonly phase: QuestionPhase;
  readonly draft: AnswerDraft;
  readonly setDraft: (draft: AnswerDraft) => void;
  readonly isReady: boolean;
  readonly result: AttemptResult | null;
  readonly hints: readonly string[];
  readonly notice: QuestionNotice | null;
  readonly check: () => Promise<void>;
  readonly retry: () => void;
  readonly askHint: () => Promise<void>;
  readonly reveal: () => Promise<void>;
}

const phaseOf = (result: AttemptResult): QuestionPhase => (result.isCorrect ? "right" : "wrong");

/** One question from the first choice to its grade: the answer is locked at once and graded by the server. */
export function useQuestion({
  blockId,
  courseId,
  question,
  answered,
}: {
  blockId: BlockId;
  courseId: CourseId;
  question: PublicQuestion;
  answered: AnsweredQuestion | null;
}): QuestionState {
  const { ready } = useOutbox();
  const { store } = useLesson();
  const earlier = answered?.attempt ?? null;
  const [phase, setPhase] = useState<QuestionPhase>(
    earlier === null ? "answering" : phaseOf(earlier),
  );
  const [result, setResult] = useState(earlier);
  const [draft, setDraft] = useState<AnswerDraft>(() =>
    earlier === null ? emptyDraft(question) : draftOf(earlier.answer),
  );
  const [hints, setHints] = useState<readonly string[]>([]);
  const [notice, setNotice] = useState<QuestionNotice | null>(null);
  const openedAt = useRef(0);
  const isAsking = useRef(false);
  const graded = useLessonState((state) => state.graded[blockId]);

  const show = (next: AttemptResult) => {
    setResult(next);
    setDraft(draftOf(next.answer));
    setPhase(phaseOf(next));
    setNotice(null);
    store.getState().complete(blockId);
  };

  // An answer given on an earlier visit without a connection is still waiting.
  useEffect(() => {
    openedAt.current = Date.now();
    let isGone = false;
    void ready
      .then((outbox) => outbox.listQueuedAttempts())
      .then((attempts) => {
        const waiting = attempts.findLast((attempt) => attempt.blockId === blockId);
        if (isGone || waiting === undefined) return;
        setDraft(draftOf(waiting.answer));
        setPhase("queued");
        setNotice("queued");
      });
    return () => {
      isGone = true;
    };
  }, [ready, blockId]);

  const [shownGrade, setShownGrade] = useState(graded);
  if (graded !== undefined && graded !== shownGrade) {
    setShownGrade(graded);
    setResult(graded.attempt.result);
    setDraft(draftOf(graded.attempt.result.answer));
    setPhase(phaseOf(graded.attempt.result));
    setNotice(null);
  }

  const answer = answerOf(question, draft);
  return {
    phase,
    draft,
    setDraft,
    isReady: answer !== null && phase === "answering",
    result,
    hints,
    notice,
    check: async () => {
      if (answer === null || phase !== "answering") return;
      setPhase("checking");
      setNotice(null);
      const input: SubmitAttemptInput = {
        clientId: makeClientId(),
        courseId,
        blockId,
        answer,
        durationSecs: Math.min(Math.round((Date.now() - openedAt.current) / 1000), 3_600),
        modality: store.getState().form,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      };
      const outbox = await ready;
      const sent = await outbox.submit(input);
      if (sent.outcome === "graded") show(sent.attempt.result);
      else if (sent.outcome === "refused") {
        setPhase("answering");
        setNotice("refused");
      } else {
        setPhase("queued");
        setNotice(sent.outcome);
      }
    },
    retry: () => {
      openedAt.current = Date.now();
      setDraft(draftForRetry(question, draft));
      setPhase("answering");
      setNotice(null);
    },
    askHint: async () => {
      if (isAsking.current || hints.length >= question.hintCount) return;
      isAsking.current = true;
      const hint = await fetchHint({ courseId, blockId, number: hints.length + 1 });
      isAsking.current = false;
      if (hint === null) setNotice("no-hint");
      else {
        setHints([...hints, hint.text]);
        setNotice(null);
      }
    },
    reveal: async () => {
      const told = await fetchAnswer({ courseId, blockId });
      if (told === null) setNotice("no-answer");
      else show(told);
    },
  };
}
