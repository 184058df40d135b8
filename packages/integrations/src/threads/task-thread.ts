import type { ResourceLimits, Worker } from "node:worker_threads";
import { AppError, isAppError } from "@byteos/contracts/errors";
import type { ByteSource } from "@byteos/forge/inspect/byte-source";
import { describeFailure, toAppError, type SentError } from "./thread-messages.ts";

export interface TaskLimits {
  /** JavaScript heap of a thread. */
  readonly maxHeapMb: number;
  readonly timeoutMs: number;
  /** Threads at work at once; further tasks wait their turn. */
  readonly mostThreads: number;
}

/** What a thread is asked: a task, and the files it may read by their place in the list. */
export interface ThreadTask {
  readonly task: unknown;
  readonly sizes: readonly number[];
}

export type FromThread =
  | { readonly kind: "read"; readonly file: number; readonly start: number; readonly end: number }
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "refused"; readonly error: SentError }
  | { readonly kind: "broken"; readonly reason: string };

export type ToThread =
  | ({ readonly kind: "task" } & ThreadTask)
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "unreadable"; readonly error: SentError | null };

const idleMs = 60_000;

/**
 * Does tasks that read files which strangers made, each in a thread that is ended when it takes too long or too
 * much memory. A thread that did well is used again. The files are read by this side, range by range.
 */
export class TaskThreads {
  readonly #start: (resourceLimits: ResourceLimits) => Worker;
  readonly #limits: TaskLimits;
  readonly #idle: { thread: Worker; timer: NodeJS.Timeout }[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  /** `start` begins a thread that ends in `serveTasks`. */
  constructor(start: (resourceLimits: ResourceLimits) => Worker, limits: TaskLimits) {
    this.#start = start;
    this.#limits = limits;
  }

  /** Throws what the task threw, `thread.too-slow` or `thread.too-heavy`. The caller parses what comes back. */
  async run(task: unknown, files: readonly ByteSource[]): Promise<unknown> {
    if (this.#busy >= this.#limits.mostThreads) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#busy += 1;
    const thread = this.#takeThread();
    let isReusable = false;
    try {
      const result = await this.#converse(thread, task, files);
      isReusable = true;
      return result;
    } catch (error) {
      isReusable = isAppError(error) && !error.code.startsWith("thread.");
      throw error;
    } finally {
      if (isReusable) this.#keep(thread);
      else void thread.terminate();
      this.#busy -= 1;
      this.#waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    for (const { thread, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      await thread.terminate();
    }
  }

  #takeThread(): Worker {
    const kept = this.#idle.pop();
    if (kept !== undefined) {
      clearTimeout(kept.timer);
      forget(kept.thread);
      kept.thread.ref();
      return kept.thread;
    }
    return this.#start({
      maxOldGenerationSizeMb: this.#limits.maxHeapMb,
      maxYoungGenerationSizeMb: 32,
      stackSizeMb: 4,
    });
  }

  #keep(thread: Worker): void {
    forget(thread);
    thread.unref();
    const drop = (): void => {
      const at = this.#idle.findIndex((idle) => idle.thread === thread);
      if (at !== -1) this.#idle.splice(at, 1);
      void thread.terminate();
    };
    thread.on("error", drop);
    this.#idle.push({ thread, timer: setTimeout(drop, idleMs).unref() });
  }

  #converse(thread: Worker, task: unknown, files: readonly ByteSource[]): Promise<unknown> {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin; the rule is for windows
    const tell = (message: ToThread): void => thread.postMessage(message);
    let unreadable: unknown;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(tooSlow()), this.#limits.timeoutMs);
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        forget(thread);
        end();
      };
      thread.on("message", (message: FromThread) => {
        if (message.kind === "read") {
          readPart(files, message).then(tell, (cause: unknown) => {
            unreadable = cause;
            tell({ kind: "unreadable", error: null });
          });
        } else if (message.kind === "result") settle(() => resolve(message.result));
        else if (message.kind === "refused") {
          // Why a file could not be read is known on this side alone.
          const isOurs = message.error.code === "thread.unreadable" && unreadable !== undefined;
          settle(() => reject(isOurs ? asError(unreadable) : toAppError(message.error)));
        } else settle(() => reject(new Error(`The thread failed: ${message.reason}`)));
      });
      thread.on("error", (error) => {
        const isMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
        settle(() => reject(isMemory ? tooHeavy(error) : error));
      });
      thread.on("exit", (code) => settle(() => reject(new Error(`The thread ended with ${code}`))));
      tell({ kind: "task", task, sizes: files.map(({ size }) => size) });
    });
  }
}

/** What this class listens to; node has listeners of its own on a thread, which must stay. */
function forget(thread: Worker): void {
  for (const event of ["message", "error", "exit"]) thread.removeAllListeners(event);
}

async function readPart(
  files: readonly ByteSource[],
  { file, start, end }: { readonly file: number; readonly start: number; readonly end: number },
): Promise<ToThread> {
  try {
    const bytes = await files[file]?.read(start, end);
    // A copy: sending a view sends all the memory behind it.
    return bytes === undefined
      ? { kind: "unreadable", error: null }
      : { kind: "bytes", bytes: new Uint8Array(bytes) };
  } catch (error) {
    const failure = describeFailure(error);
    if (failure.kind === "refused") return { kind: "unreadable", error: failure.error };
    throw error;
  }
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error("A file could not be read", { cause });
}

function tooSlow(): AppError {
  return new AppError("limit", "thread.too-slow", "Reading this file took too long.", {
    suggestion: "Clone the repository and open the file on your machine.",
  });
}

function tooHeavy(cause: unknown): AppError {
  return new AppError("limit", "thread.too-heavy", "Reading this file needs too much memory.", {
    cause,
    suggestion: "Clone the repository and open the file on your machine.",
  });
}
