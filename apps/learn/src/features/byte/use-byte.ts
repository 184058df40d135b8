import type { TutorCitation, TutorEvent, TutorLadder } from "@byteos/contracts/tutor";
import type { ThreadTurn } from "@byteos/usecases/tutor/load-thread";
import { useEffect, useRef, useState } from "react";
import { useLesson } from "../player/state/lesson-context.tsx";
import { readTurnStream } from "./read-turn-stream.ts";

export interface ShownTurn {
  readonly id: string;
  readonly message: string;
  readonly about: { readonly label: string; readonly givenAnswer: string | null } | null;
  readonly ladder: TutorLadder | null;
  readonly text: string;
  readonly citations: readonly TutorCitation[];
  readonly noted: string | null;
  readonly mode: "extractive" | "model";
  readonly state: "speaking" | "done" | "stopped";
  /** Why it could not be answered, in words to show. */
  readonly problem: string | null;
  readonly helpful: boolean | null;
}

export interface Byte {
  /** Null until the earlier turns are there. */
  readonly turns: readonly ShownTurn[] | null;
  readonly isBusy: boolean;
  readonly ask: (message: string, intent?: "ask" | "hint") => Promise<void>;
  readonly stop: () => void;
  readonly rate: (id: string, isHelpful: boolean) => void;
}

const fresh = (message: string): ShownTurn => ({
  id: "",
  message,
  about: null,
  ladder: null,
  text: "",
  citations: [],
  noted: null,
  mode: "extractive",
  state: "speaking",
  problem: null,
  helpful: null,
});

function withEvent(turn: ShownTurn, event: TutorEvent): ShownTurn {
  switch (event.type) {
    case "start":
      return { ...turn, id: event.interactionId };
    case "about":
      return { ...turn, about: { label: event.label, givenAnswer: event.givenAnswer } };
    case "ladder":
      return { ...turn, ladder: event.ladder };
    case "text":
      return { ...turn, text: turn.text + event.text };
    case "citation":
      return { ...turn, citations: [...turn.citations, event.citation] };
    case "noted":
      return { ...turn, noted: event.fact };
    case "end":
      return { ...turn, mode: event.mode, state: "done" };
  }
}

function post(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "same-origin",
    ...(signal === undefined ? {} : { signal }),
  });
}

async function problemOf(response: Response): Promise<string> {
  // safe because every route of ours answers an error in this form
  const body = (await response.json().catch(() => ({}))) as {
    error?: { message?: string; suggestion?: string };
  };
  const { message = "Byte cannot answer just now.", suggestion } = body.error ?? {};
  return suggestion === undefined ? message : `${message} ${suggestion}`;
}

/** The conversation of one course: earlier turns, and the one that is being said. */
export function useByte(): Byte {
  const { courseId, store } = useLesson();
  const [turns, setTurns] = useState<readonly ShownTurn[] | null>(null);
  const speaking = useRef<AbortController | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  useEffect(() => {
    const gone = new AbortController();
    post("/api/tutor/thread", { courseId }, gone.signal)
      // safe because the route answers with this use case's result
      .then(async (answer) =>
        answer.ok ? ((await answer.json()) as { turns: ThreadTurn[] }) : null,
      )
      .then((thread) =>
        setTurns((said) => [
          ...(thread?.turns ?? []).map(({ helpful, ...turn }): ShownTurn => ({
            ...fresh(turn.message),
            ...turn,
            helpful,
            state: "done",
          })),
          // A question may have been asked before the earlier turns were there.
          ...(said ?? []),
        ]),
      )
      .catch(() => {
        if (!gone.signal.aborted) setTurns((said) => said ?? []);
      });
    return () => gone.abort();
  }, [courseId]);
  useEffect(() => () => speaking.current?.abort(), []);

  const change = (update: (turn: ShownTurn) => ShownTurn) =>
    setTurns((all) => {
      const last = all?.at(-1);
      return all === null || last === undefined ? all : [...all.slice(0, -1), update(last)];
    });

  const ask = async (message: string, intent: "ask" | "hint" = "ask") => {
    if (speaking.current !== null) return;
    const controller = new AbortController();
    speaking.current = controller;
    setIsBusy(true);
    setTurns((all) => [...(all ?? []), fresh(intent === "hint" ? "" : message)]);
    try {
      const blockId = store.getState().currentBlockId;
      const body = { courseId, message, intent, blockId };
      const response = await post("/api/tutor/query", body, controller.signal);
      if (!response.ok || response.body === null) {
        const problem = await problemOf(response);
        change((turn) => ({ ...turn, state: "stopped", problem }));
        return;
      }
      for await (const event of readTurnStream(response.body)) {
        change((turn) => withEvent(turn, event));
      }
    } catch {
      const problem = controller.signal.aborted
        ? null
        : "Byte could not be reached. Your question is still here; ask again when you are online.";
      change((turn) => ({ ...turn, state: "stopped", problem }));
    } finally {
      speaking.current = null;
      setIsBusy(false);
    }
  };

  return {
    turns,
    isBusy,
    ask,
    stop: () => speaking.current?.abort(),
    rate: (id, isHelpful) => {
      setTurns((all) =>
        (all ?? []).map((turn) => (turn.id === id ? { ...turn, helpful: isHelpful } : turn)),
      );
      void post("/api/tutor/feedback", { interactionId: id, isHelpful }).catch(() => undefined);
    },
  };
}
