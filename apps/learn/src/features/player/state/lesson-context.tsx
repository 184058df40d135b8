"use client";

import type { CourseId, ModuleId } from "@byteos/contracts/ids";
import { createContext, use } from "react";
import { type LessonState, type LessonStore, useLessonStore } from "./lesson-store.ts";

export interface Lesson {
  readonly courseId: CourseId;
  readonly moduleId: ModuleId;
  readonly store: LessonStore;
  /** Shows a block: scrolls to it and puts the focus there. */
  readonly goTo: (blockId: string) => void;
  /** The next question or section after the block; the module's end after the last. */
  readonly goOn: () => void;
}

export const LessonContext = createContext<Lesson | null>(null);

export function useLesson(): Lesson {
  const lesson = use(LessonContext);
  if (lesson === null) throw new Error("useLesson outside a lesson");
  return lesson;
}

export function useLessonState<T>(select: (state: LessonState) => T): T {
  return useLessonStore(useLesson().store, select);
}
