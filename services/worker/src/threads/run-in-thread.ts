import { Worker } from "node:worker_threads";
import { AppError } from "@byteos/contracts/errors";
import { type ThreadMessage, toAppError } from "@byteos/integrations/threads/thread-messages";

export interface ThreadLimits {
  /** JavaScript heap of the thread. */
  readonly maxHeapMb: number;
  readonly timeoutMs: number;
}

export interface ThreadRun<Progress> {
  readonly file: URL;
  readonly task: unknown;
  readonly limits: ThreadLimits;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

const tooHeavy = (cause: unknown) =>
  new AppError(
    "limit",
    "import.too-complex",
    "This document needs more memory than an import may use.",
    {
      cause,
      suggestion: "Split the document and import the parts.",
    },
  );
const tooSlow = () =>
  new AppError("limit", "import.too-slow", "Reading this document took too long.", {
    suggestion: "Split the document and import the parts.",
  });

/** Runs a task apart from this thread, which is ended at once on abort, on time-out and on too much memory. */
export function runInThread<Progress, Result>(run: ThreadRun<Progress>): Promise<Result> {
  const { file, task, limits, signal, onProgress } = run;
  return new Promise<Result>((resolve, reject) => {
    signal.throwIfAborted();
    const thread = new Worker(file, {
      workerData: task,
      env: {},
      resourceLimits: {
        maxOldGenerationSizeMb: limits.maxHeapMb,
        maxYoungGenerationSizeMb: 64,
        stackSizeMb: 4,
      },
      stdout: true,
      stderr: true,
    });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      void thread.terminate();
      settle();
    };
    const onAbort = (): void =>
      end(() => reject(signal.reason instanceof Error ? signal.reason : new Error("aborted")));
    const timer = setTimeout(() => end(() => reject(tooSlow())), limits.timeoutMs);
    signal.addEventListener("abort", onAbort, { once: true });
    thread.on("message", (message: ThreadMessage<Progress, Result>) => {
      if (message.kind === "progress") onProgress(message.progress);
      else if (message.kind === "result") end(() => resolve(message.result));
      else if (message.kind === "refused") end(() => reject(toAppError(message.error)));
      else end(() => reject(new Error(`The thread failed: ${message.reason}`)));
    });
    thread.on("error", (error) => {
      const isMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
      end(() => reject(isMemory ? tooHeavy(error) : error));
    });
    thread.on("exit", (code) => end(() => reject(new Error(`The thread ended with ${code}`))));
  });
}
