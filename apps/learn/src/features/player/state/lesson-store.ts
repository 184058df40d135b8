import type { SubmitAttemptInput, SubmittedAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { createStore } from "zustand/vanilla";

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
  /** Attempts that were kept offline and have now been graded, by block. */
  readonly graded: Readonly<
    Record<string, { input: SubmitAttemptInput; attempt: SubmittedAttempt }>
  >;
  readonly complete: (blockId: string) => void;
  readonly moveTo: (blockId: string) => void;
  readonly setQuestion: (blockId: string, controls: QuestionControls) => void;
  readonly finishCourse: () => void;
  readonly receiveGrade: (input: SubmitAttemptInput, attempt: SubmittedAttempt) => void;
}

export function createLessonStore(initial: {
  completed: readonly string[];
  currentBlockId: string | null;
  isCourseComplete: boolean;
}) {
  return createStore<LessonState>((set) => ({
    completed: new Set(initial.completed),
    currentBlockId: initial.currentBlockId,
    questions: {},
    isCourseComplete: initial.isCourseComplete,
    graded: {},
    complete: (blockId) =>
      set((state) =>
        state.completed.has(blockId)
          ? state
          : { completed: new Set([...state.completed, blockId]) },
      ),
    moveTo: (currentBlockId) => set({ currentBlockId }),
    setQuestion: (blockId, controls) =>
      set((state) => ({ questions: { ...state.questions, [blockId]: controls } })),
    finishCourse: () => set({ isCourseComplete: true }),
    receiveGrade: (input, attempt) =>
      set((state) => ({ graded: { ...state.graded, [input.blockId]: { input, attempt } } })),
  }));
}

export type LessonStore = ReturnType<typeof createLessonStore>;
