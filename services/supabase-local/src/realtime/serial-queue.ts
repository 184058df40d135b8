/** How much waits in several queues together, in bytes. */
export interface Backlog {
  bytes: number;
}

interface Waiting {
  work: () => void | Promise<void>;
  bytes: number;
}

/** Does one thing after the other. What needs no waiting is done at once. */
export class SerialQueue {
  readonly #waiting: Waiting[] = [];
  readonly #onError: (error: unknown) => void;
  readonly #backlog: Backlog;
  #isBusy = false;

  constructor(onError: (error: unknown) => void, backlog: Backlog = { bytes: 0 }) {
    this.#onError = onError;
    this.#backlog = backlog;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** `bytes` counts towards the backlog until the work begins. */
  add(work: () => void | Promise<void>, bytes = 0): void {
    this.#waiting.push({ work, bytes });
    this.#backlog.bytes += bytes;
    if (!this.#isBusy) this.#drain();
  }

  /** Resolves when all that was added before is done. */
  settle(): Promise<void> {
    return new Promise((resolve) => this.add(resolve));
  }

  clear(): void {
    while (this.#take());
  }

  #take(): Waiting | undefined {
    const next = this.#waiting.shift();
    if (next) this.#backlog.bytes -= next.bytes;
    return next;
  }

  #drain(): void {
    for (let next = this.#take(); next; next = this.#take()) {
      try {
        const pending = next.work();
        if (pending === undefined) continue;
        this.#isBusy = true;
        void pending.catch(this.#onError).finally(() => {
          this.#isBusy = false;
          this.#drain();
        });
        return;
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
