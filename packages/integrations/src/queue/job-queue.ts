/** Jobs that some process of ours does later. Data is small: ids, never documents. */
export interface JobData {
  readonly [key: string]: string;
}

export interface WorkOptions {
  /** Jobs of this name at once in this process; default 1. */
  readonly concurrency?: number;
}

/** Throws AppError `internal`/`queue.failed`. */
export interface JobQueue {
  enqueue(name: string, data: JobData): Promise<void>;
  /** A handler that throws lets the job run again, three times at most; `signal` ends with the process. */
  work(
    name: string,
    handler: (data: JobData, signal: AbortSignal) => Promise<void>,
    options?: WorkOptions,
  ): Promise<void>;
  /** Takes no more jobs, lets running ones end within `graceMs`, then aborts their signals. */
  stop(graceMs: number): Promise<void>;
}
