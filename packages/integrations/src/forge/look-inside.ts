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
  const threads = new TaskThreads("@byteos/integrations/forge/look-thread", limits);
  const look: LookInside = async (task, files) => {
    // safe because the thread runs `look`, whose types these are
    return (await threads.run(task, files)) as LookResults[(typeof task)["kind"]];
  };
  return Object.assign(look, { close: () => threads.close() });
}
