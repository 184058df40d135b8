/** What one client may ask for. Rates and sizes are the hosted service's defaults where it has one. */
export const limits = {
  sockets: 10_000,
  channelsPerSocket: 100,
  changesPerChannel: 100,
  joinsPerSecond: 100,
  messagesPerSecond: 500,
  /** Changes of presence by one channel. */
  presenceChanges: { count: 5, windowMs: 30_000 },
  /** Of one broadcast or presence payload. */
  payloadBytes: 3_000 * 1_024,
  /** Of one frame from a client. */
  frameBytes: 3_100 * 1_024,
  /** What waits to be read by one client; beyond it the socket is dropped. */
  bufferedBytes: 8 * 1_024 * 1_024,
  /** Messages of one socket that wait for a join, and pushes of one channel that wait for the database. */
  waitingMessages: 500,
  waitingPushes: 200,
  /** Of all that waits of one socket. */
  waitingBytes: 16 * 1_024 * 1_024,
  /** A socket that says nothing for so long is gone: clients send a heartbeat at least every 30 s. */
  silenceMs: 60_000,
  messagesPerRequest: 1_000,
} as const;

/** Counts what happens in windows of a fixed length. */
export class RateWindow {
  readonly #count: number;
  readonly #windowMs: number;
  #startedAt = 0;
  #used = 0;

  constructor(count: number, windowMs = 1_000) {
    this.#count = count;
    this.#windowMs = windowMs;
  }

  /** False when the window has no room left. */
  take(nowMs: number): boolean {
    if (nowMs - this.#startedAt >= this.#windowMs) {
      this.#startedAt = nowMs;
      this.#used = 0;
    }
    this.#used += 1;
    return this.#used <= this.#count;
  }
}
