import type { Modality } from "@byteos/contracts/learning-event";
import type { SubmitAttemptInput, SubmittedAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { useSyncExternalStore } from "react";

export type QuestionPhase = "answering" | "checking" | "queued" | "wrong" | "right";

/** What the phone's bar and the keys need of the question on screen. */
export interface QuestionControls {
  readonly label: string;
  readonly phase: QuestionPhase;
  readonly isReady: boolean;
  readonly hasHint: boolean;
  readonly act: () => void;
  readonly hint: () => void;
}

export interface LessonState {
  readonly completed: ReadonlySet<string>;
  readonly currentBlockId: string | null;
  readonly questions: Readonly<Record<string, QuestionControls>>;
  readonly isCourseComplete: boolean;
  /** The form in which the module is studied. */
  readonly form: Modality;
  /** Attempts that were kept offline and have now been graded, by block. */
  readonly graded: Readonly<
    Record<string, { input: SubmitAttemptInput; attempt: SubmittedAttempt }>
  >;
  readonly complete: (blockId: string) => void;
  readonly moveTo: (blockId: string) => void;
  readonly setQuestion: (blockId: string, controls: QuestionControls) => void;
  readonly takeForm: (form: Modality) => void;
  readonly finishCourse: () => void;
  readonly receiveGrade: (input: SubmitAttemptInput, attempt: SubmittedAttempt) => void;
}

export interface LessonStore {
  readonly getState: () => LessonState;
  /** As the server rendered it. */
  readonly getInitialState: () => LessonState;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createLessonStore(initial: {
  completed: readonly string[];
  currentBlockId: string | null;
  isCourseComplete: boolean;
  form: Modality;
}): LessonStore {
  const listeners = new Set<() => void>();
  const set = (change: Partial<LessonState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  let state: LessonState = {
    completed: new Set(initial.completed),
    currentBlockId: initial.currentBlockId,
    questions: {},
    isCourseComplete: initial.isCourseComplete,
    form: initial.form,
    graded: {},
    complete: (blockId) => {
      if (state.completed.has(blockId)) return;
      set({ completed: new Set([...state.completed, blockId]) });
    },
    moveTo: (currentBlockId) => {
      if (currentBlockId !== state.currentBlockId) set({ currentBlockId });
    },
    setQuestion: (blockId, controls) =>
      set({ questions: { ...state.questions, [blockId]: controls } }),
    takeForm: (form) => set({ form }),
    finishCourse: () => set({ isCourseComplete: true }),
    receiveGrade: (input, attempt) =>
      set({ graded: { ...state.graded, [input.blockId]: { input, attempt } } }),
  };
  const first = state;
  return {
    getState: () => state,
    getInitialState: () => first,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * Parts that come to life late find the page as the server wrote it, whatever has changed since, and follow at
 * once. What `select` answers must be the same value until the state behind it changes.
 */
export function useLessonStore<T>(store: LessonStore, select: (state: LessonState) => T): T {
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.getState()),
    () => select(store.getInitialState()),
  );
}
