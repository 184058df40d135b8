import { Worker, type ResourceLimits } from "node:worker_threads";
import type { ByteSource } from "@byteos/forge/inspect/byte-source";
import { TaskThreads, type TaskLimits } from "../threads/task-thread.ts";
import type { LookResults, LookTask } from "./look-tasks.ts";

const limits: TaskLimits = { maxHeapMb: 192, timeoutMs: 15_000, mostThreads: 2 };

/** Looks inside files of repositories, in bounded time and memory: strangers made them. */
export interface LookInside {
  <Task extends LookTask>(
    task: Task,
    files: readonly ByteSource[],
  ): Promise<LookResults[Task["kind"]]>;
}

export function createLookInside(): LookInside & { close(): Promise<void> } {
  const threads = new TaskThreads(startLookThread, limits);
  const look: LookInside = async (task, files) => {
    // safe because the thread runs `look`, whose types these are
    return (await threads.run(task, files)) as LookResults[(typeof task)["kind"]];
  };
  return Object.assign(look, { close: () => threads.close() });
}

/** In these very words: the builder of an app knows by them that a thread begins here, and builds it too. */
export function startLookThread(resourceLimits: ResourceLimits): Worker {
  return new Worker(new URL("./look-thread.ts", import.meta.url), { env: {}, resourceLimits });
}
