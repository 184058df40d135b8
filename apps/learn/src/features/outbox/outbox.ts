import type { LearningEventInput } from "@byteos/contracts/learning-event";
import type { SubmitAttemptInput, SubmittedAttempt } from "@byteos/usecases/attempt/submit-attempt";
import type { CourseProgress } from "@byteos/usecases/enrollment/count-progress";
import type { OutboxEntry, StoredEntry } from "./outbox-entry.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { OutboxTransport } from "./outbox-transport.ts";

export interface OutboxStatus {
  readonly state: "synced" | "sending" | "waiting" | "signed-out";
  /** Entries that the server has not confirmed. */
  readonly waiting: number;
}

export type AttemptOutcome =
  | { readonly outcome: "graded"; readonly attempt: SubmittedAttempt }
  /** Kept on this device and graded when there is a connection; `onGraded` tells then. */
  | { readonly outcome: "queued" }
  | { readonly outcome: "signed-out" }
  | { readonly outcome: "refused"; readonly code: string };

export interface OutboxListeners {
  readonly onStatus?: (status: OutboxStatus) => void;
  readonly onProgress?: (progress: readonly CourseProgress[]) => void;
  /** An attempt that had waited has been graded. */
  readonly onGraded?: (input: SubmitAttemptInput, attempt: SubmittedAttempt) => void;
}

export interface OutboxOptions {
  readonly name: string;
  readonly store: OutboxStore;
  readonly transport: OutboxTransport;
  readonly listeners?: OutboxListeners;
  /** Lets one tab send at a time; absent where the browser has no locks. */
  readonly locks?: Pick<LockManager, "request"> | undefined;
  readonly random?: () => number;
}

const batchSize = 50;
/** Browsers refuse larger bodies for requests that outlive the page. */
const keepAliveBatchSize = 40;
const gatherMs = 400;
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;

type Pass = "sent" | "later" | "signed-out";

/**
 * Writes what a learner does to this device first, then sends it: one tab at a time, in order, until the server
 * confirms each entry. Entries carry ids, so sending one twice changes nothing.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #random: () => number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<Pass> | null = null;
  #failures = 0;
  #retryAfterMs = 0;
  #isClosed = false;
  #status: OutboxStatus = { state: "synced", waiting: 0 };

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
  }

  get status(): OutboxStatus {
    return this.#status;
  }

  /** Sends what an earlier page left behind. */
  async start(): Promise<void> {
    const waiting = await this.#options.store.count();
    this.#setStatus(waiting > 0 ? "sending" : "synced", waiting);
    if (waiting > 0) this.#schedule(0);
  }

  /** Resolves when the event is safe on this device; it is sent soon after. */
  async record(event: LearningEventInput): Promise<void> {
    await this.#options.store.add({ kind: "event", event });
    this.#setStatus(
      this.#status.state === "synced" ? "sending" : this.#status.state,
      this.#status.waiting + 1,
    );
    if (this.#failures === 0) this.#schedule(gatherMs);
  }

  /** Keeps the answer on this device, then asks the server to grade it. */
  async submit(input: SubmitAttemptInput): Promise<AttemptOutcome> {
    const stored = await this.#options.store.add({ kind: "attempt", attempt: input });
    this.#setStatus("sending", this.#status.waiting + 1);
    const sent = await this.#options.transport.sendAttempt(input);
    if (sent.outcome === "done") {
      await this.#forget([stored.key]);
      this.#options.listeners?.onProgress?.([sent.value.progress]);
      this.#failures = 0;
      if (this.#status.waiting > 0) this.#schedule(gatherMs);
      return { outcome: "graded", attempt: sent.value };
    }
    if (sent.outcome === "refused") {
      await this.#forget([stored.key]);
      return sent;
    }
    if (sent.outcome === "signed-out") {
      this.#setStatus("signed-out", this.#status.waiting);
      return sent;
    }
    this.#fail(sent.afterMs);
    return { outcome: "queued" };
  }

  /** Answers that wait on this device to be graded. */
  async listQueuedAttempts(): Promise<SubmitAttemptInput[]> {
    const stored = await this.#options.store.list(1_000);
    return stored.flatMap(({ entry }) => (entry.kind === "attempt" ? [entry.attempt] : []));
  }

  /** Sends now. True when nothing is left. */
  async flush(): Promise<boolean> {
    if (this.#isClosed) return false;
    this.#clearTimer();
    // A pass that began earlier may have read the store before the latest entry.
    if (this.#running !== null) await this.#running;
    const pass = await this.#pass();
    return pass === "sent" && (await this.#options.store.count()) === 0;
  }

  /** The page is going away: whatever the browser lets out goes now, and stays stored until confirmed. */
  async flushOnLeave(): Promise<void> {
    if (this.#isClosed || this.#status.waiting === 0) return;
    const stored = await this.#options.store.list(keepAliveBatchSize);
    const events = stored.flatMap(({ entry }) => (entry.kind === "event" ? [entry.event] : []));
    if (events.length === 0) return;
    const sent = await this.#options.transport.sendEvents(events, { keepAlive: true });
    if (sent.outcome === "done") await this.#forget(keysOf(stored, "event"));
  }

  close(): void {
    this.#isClosed = true;
    this.#clearTimer();
    this.#options.store.close();
  }

  #schedule(delayMs: number): void {
    if (this.#isClosed || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#pass();
    }, delayMs);
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #pass(): Promise<Pass> {
    this.#running ??= this.#withLock(() => this.#sendAll()).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #withLock(send: () => Promise<Pass>): Promise<Pass> {
    const { locks, name } = this.#options;
    if (locks === undefined) return send();
    return locks.request(name, send);
  }

  async #sendAll(): Promise<Pass> {
    for (;;) {
      if (this.#isClosed) return "later";
      const stored = await this.#options.store.list(batchSize);
      if (stored.length === 0) break;
      this.#setStatus("sending", Math.max(this.#status.waiting, stored.length));
      const pass = await this.#sendSome(stored);
      if (pass !== "sent") return pass;
      this.#failures = 0;
    }
    this.#setStatus("synced", 0);
    return "sent";
  }

  /** Sends the events of a run together and each attempt by itself. */
  async #sendSome(stored: readonly StoredEntry[]): Promise<Pass> {
    const events = stored.filter(({ entry }) => entry.kind === "event");
    if (events.length > 0) {
      const sent = await this.#options.transport.sendEvents(events.flatMap(eventOf));
      if (sent.outcome === "signed-out") return this.#endSession();
      if (sent.outcome === "later") return this.#fail(sent.afterMs);
      // A refused batch would be refused for ever: its events are malformed, and keeping them blocks the rest.
      await this.#forget(events.map(({ key }) => key));
      if (sent.outcome === "done") this.#options.listeners?.onProgress?.(sent.value.progress);
    }
    for (const { key, entry } of stored) {
      if (entry.kind !== "attempt") continue;
      const sent = await this.#options.transport.sendAttempt(entry.attempt);
      if (sent.outcome === "signed-out") return this.#endSession();
      if (sent.outcome === "later") return this.#fail(sent.afterMs);
      await this.#forget([key]);
      if (sent.outcome === "done") {
        this.#options.listeners?.onProgress?.([sent.value.progress]);
        this.#options.listeners?.onGraded?.(entry.attempt, sent.value);
      }
    }
    return "sent";
  }

  #endSession(): Pass {
    this.#setStatus("signed-out", this.#status.waiting);
    return "signed-out";
  }

  /** Waits twice as long each time, at most a minute, at a random point of the second half. */
  #fail(afterMs = 0): Pass {
    this.#retryAfterMs = Math.min(firstRetryMs * 2 ** this.#failures, longestRetryMs);
    this.#failures += 1;
    this.#setStatus("waiting", this.#status.waiting);
    const delayMs = Math.max(this.#retryAfterMs * (0.5 + this.#random() / 2), afterMs);
    this.#clearTimer();
    this.#schedule(delayMs);
    return "later";
  }

  async #forget(keys: readonly number[]): Promise<void> {
    await this.#options.store.remove(keys);
    const waiting = await this.#options.store.count();
    this.#setStatus(waiting === 0 ? "synced" : this.#status.state, waiting);
  }

  #setStatus(state: OutboxStatus["state"], waiting: number): void {
    if (this.#status.state === state && this.#status.waiting === waiting) return;
    this.#status = { state, waiting };
    this.#options.listeners?.onStatus?.(this.#status);
  }
}

function eventOf({ entry }: { entry: OutboxEntry }): LearningEventInput[] {
  return entry.kind === "event" ? [entry.event] : [];
}

function keysOf(stored: readonly StoredEntry[], kind: OutboxEntry["kind"]): number[] {
  return stored.flatMap(({ key, entry }) => (entry.kind === kind ? [key] : []));
}
