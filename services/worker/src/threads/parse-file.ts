import type { LocalPicture, ParseFile } from "@byteos/usecases/import/import-means";
import { runInThread, type ThreadLimits } from "./run-in-thread.ts";

export interface ParseTask {
  readonly filePath: string;
  readonly fileName: string;
  readonly documentPath: string;
  readonly pictures: readonly LocalPicture[];
}

/** Reads documents in threads of their own. */
export function createParseFile(limits: ThreadLimits): ParseFile {
  return ({ onProgress, signal, ...task }) =>
    runInThread({
      file: new URL("parse-thread.ts", import.meta.url),
      // What a thread is started with has to be plain data, and of this type.
      task: task satisfies ParseTask,
      limits,
      signal,
      onProgress,
    });
}
