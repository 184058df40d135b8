/** Does one thing after the other. What needs no waiting is done at once. */
export class SerialQueue {
  readonly #waiting: (() => void | Promise<void>)[] = [];
  readonly #onError: (error: unknown) => void;
  #isBusy = false;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get length(): number {
    return this.#waiting.length;
  }

  add(work: () => void | Promise<void>): void {
    this.#waiting.push(work);
    if (!this.#isBusy) this.#drain();
  }

  /** Resolves when all that was added before is done. */
  settle(): Promise<void> {
    return new Promise((resolve) => this.add(resolve));
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  #drain(): void {
    for (let work = this.#waiting.shift(); work; work = this.#waiting.shift()) {
      try {
        const pending = work();
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
