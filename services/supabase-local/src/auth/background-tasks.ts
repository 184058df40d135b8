import type { WriteLog } from "../instance/log.ts";

/**
 * Work that an answer must not wait for: whether an address is known would show in the time taken.
 */
export class BackgroundTasks {
  readonly #running = new Set<Promise<void>>();
  readonly #log: WriteLog;

  constructor(log: WriteLog) {
    this.#log = log;
  }

  run(name: string, work: () => Promise<void>): void {
    const task = work()
      .catch((error: unknown) => {
        const kind = error instanceof Error ? error.name : "unknown";
        const code = error instanceof Error && "code" in error ? String(error.code) : null;
        this.#log("task.failed", { name, kind, code });
      })
      .finally(() => this.#running.delete(task));
    this.#running.add(task);
  }

  /** Resolves when all that has been started is done. */
  async drain(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
