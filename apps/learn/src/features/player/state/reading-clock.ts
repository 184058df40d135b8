const idleAfterMs = 60_000;

/** Seconds spent reading: while the page is visible and its reader did something within the last minute. */
export class ReadingClock {
  #since: number;
  #lastSign: number;
  #isVisible = true;
  #countedMs = 0;

  constructor(now: number) {
    this.#since = now;
    this.#lastSign = now;
  }

  /** The reader scrolled, pressed a key or touched. */
  sign(now: number): void {
    this.#count(now);
    this.#lastSign = now;
  }

  setVisible(isVisible: boolean, now: number): void {
    this.#count(now);
    this.#isVisible = isVisible;
    if (isVisible) this.#lastSign = now;
  }

  /** Seconds since the last call, one decimal. */
  take(now: number): number {
    this.#count(now);
    const seconds = Math.round(this.#countedMs / 100) / 10;
    this.#countedMs = 0;
    return seconds;
  }

  #count(now: number): void {
    const until = Math.min(now, this.#lastSign + idleAfterMs);
    if (this.#isVisible && until > this.#since) this.#countedMs += until - this.#since;
    this.#since = now;
  }
}
