import { parentPort } from "node:worker_threads";
import { AppError } from "@byteos/contracts/errors";
import type { ByteSource } from "@byteos/forge/inspect/byte-source";
import type { FromThread, ToThread } from "./task-thread.ts";
import { describeFailure, tellStarter, toAppError } from "./thread-messages.ts";

/** The other side of `TaskThreads`: does the tasks that it is sent, one after the other. */
export function serveTasks(
  work: (task: unknown, files: readonly ByteSource[]) => Promise<unknown>,
): void {
  const answers: ((message: ToThread) => void)[] = [];
  // One after the other, so that answers come in the order of the questions.
  let reading: Promise<unknown> = Promise.resolve();
  const tell = (message: FromThread): void => tellStarter(message);

  function read(file: number, start: number, end: number): Promise<Uint8Array> {
    const part = reading.then(() => {
      return new Promise<Uint8Array>((resolve, reject) => {
        answers.push((message) => {
          if (message.kind === "bytes") resolve(message.bytes);
          else reject(toError(message));
        });
        tell({ kind: "read", file, start, end });
      });
    });
    reading = part.catch(() => undefined);
    return part;
  }

  parentPort?.on("message", (message: ToThread) => {
    if (message.kind !== "task") {
      answers.shift()?.(message);
      return;
    }
    const files = message.sizes.map((size, file): ByteSource => {
      return { size, read: (start, end) => read(file, start, end) };
    });
    work(message.task, files).then(
      (result) => tell({ kind: "result", result }),
      (error: unknown) => tell(toFromThread(describeFailure(error))),
    );
  });
}

function toFromThread(failure: ReturnType<typeof describeFailure>): FromThread {
  if (failure.kind === "refused" || failure.kind === "broken") return failure;
  return { kind: "broken", reason: "unknown" };
}

function toError(message: ToThread): Error {
  if (message.kind === "unreadable" && message.error !== null) return toAppError(message.error);
  return new AppError("internal", "thread.unreadable", "The file cannot be read at the moment.");
}
