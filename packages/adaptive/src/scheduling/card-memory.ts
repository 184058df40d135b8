import { default_w, FSRSAlgorithm, generatorParameters } from "ts-fsrs";

/** 1 again, 2 hard, 3 good, 4 easy. */
export type ReviewGrade = 1 | 2 | 3 | 4;

export interface Review {
  readonly cardId: string;
  readonly grade: ReviewGrade;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** Minutes by which the learner's clock is ahead of UTC: where their days begin. */
  readonly utcOffsetMins: number;
  /** Time the learner took, in milliseconds. */
  readonly durationMs: number;
  /** Interval the card was given after this review, in days. */
  readonly scheduledDays: number;
}

/** What is remembered of one card for one learner. Plain data. */
export interface CardMemory {
  stability: number;
  difficulty: number;
  firstAtMs: number;
  lastAtMs: number;
  /** The learner's day of the last review, as `dayNumber` counts it. */
  lastDay: number;
  /** Reviews at least a day apart, and how many of them succeeded or lapsed. */
  reviews: number;
  recalled: number;
  lapses: number;
  surpriseSlow: number;
  surpriseFast: number;
  /** The last three outcomes as bits behind a leading 1. */
  recentBits: number;
  lastGrade: ReviewGrade;
  scheduledDays: number;
  /** Log of the time taken against the learner's usual time: last, and averaged. */
  lastPace: number;
  pace: number;
  /** Repeats on the day of the last review, and how the last of them went. */
  sameDayRepeats: number;
  lastDayOutcome: "lapsed" | "recalled" | "repeated-lapsed" | "repeated-recalled";
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

export function daysBetween(fromMs: number, toMs: number): number {
  return (toMs - fromMs) / dayMs;
}

/** A moment of a learner. */
export type LearnerTime = Pick<Review, "atMs" | "utcOffsetMins">;

/** The day on the learner's calendar, counted from 1 January 1970. */
export function dayNumber({ atMs, utcOffsetMins }: LearnerTime): number {
  return Math.floor((atMs + utcOffsetMins * minuteMs) / dayMs);
}

/** When a day of the learner begins, in milliseconds since the epoch. */
export function dayStartMs(day: number, utcOffsetMins: number): number {
  return day * dayMs - utcOffsetMins * minuteMs;
}

/** FSRS-6 with its published default parameters (open-spaced-repetition, through ts-fsrs). */
export const defaultAlgorithm = new FSRSAlgorithm(generatorParameters({ w: [...default_w] }));

/** Probability of recall now by FSRS alone. */
export function retrievability(
  memory: CardMemory,
  atMs: number,
  algorithm: FSRSAlgorithm = defaultAlgorithm,
): number {
  return algorithm.forgetting_curve(daysBetween(memory.lastAtMs, atMs), memory.stability);
}
