import type { CourseDraftInput, CourseDrafter } from "@byteos/usecases/import/course-drafter";
import { runInThread, type ThreadLimits } from "./run-in-thread.ts";

export type DraftTask = Omit<CourseDraftInput, "onModule" | "signal">;

/** Drafts courses in threads of their own, so that this one goes on giving signs of life. */
export function createCourseDrafter(limits: ThreadLimits): CourseDrafter {
  return ({ onModule, signal, ...task }) =>
    runInThread({
      file: new URL("draft-thread.ts", import.meta.url),
      task,
      limits,
      signal,
      onProgress: onModule,
    });
}
