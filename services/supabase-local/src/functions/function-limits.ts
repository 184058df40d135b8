export interface FunctionLimits {
  /** Until the function listens. */
  bootMs: number;
  /** Until an answer begins. */
  answerMs: number;
  /** Until an answer has ended. */
  wallClockMs: number;
  /** How long its event loop may stand still; the hosted platform counts processor time instead. */
  blockedMs: number;
  heapMegabytes: number;
  /** Of the whole process, buffers and Deno itself included. */
  residentMegabytes: number;
  /** Without requests and background work; then the process ends and its memory is free again. */
  idleMs: number;
  /** Functions that run at once. */
  processes: number;
}

/** The hosted platform's figures where it has them. */
export const defaultLimits: FunctionLimits = {
  bootMs: 20_000,
  answerMs: 150_000,
  wallClockMs: 400_000,
  blockedMs: 5_000,
  heapMegabytes: 256,
  residentMegabytes: 384,
  idleMs: 120_000,
  processes: 8,
};
