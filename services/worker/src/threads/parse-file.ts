import type { ParseFile } from "@byteos/usecases/import/import-means";
import { runInThread, type ThreadLimits } from "./run-in-thread.ts";

export interface ParseTask {
  readonly filePath: string;
  readonly fileName: string;
}

/** Reads documents in threads of their own. */
export function createParseFile(limits: ThreadLimits): ParseFile {
  return ({ filePath, fileName, onProgress, signal }) => {
    const task: ParseTask = { filePath, fileName };
    return runInThread({
      file: new URL("parse-thread.ts", import.meta.url),
      task,
      limits,
      signal,
      onProgress,
    });
  };
}
