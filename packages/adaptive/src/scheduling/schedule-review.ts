import type { FSRSAlgorithm } from "ts-fsrs";
import {
  type CardMemory,
  dayNumber,
  daysBetween,
  dayStartMs,
  defaultAlgorithm,
  type LearnerTime,
  type ReviewGrade,
} from "./card-memory.ts";

/** A card that was not recalled comes back within the sitting. */
const relearnMs = 10 * 60_000;
const longestDays = 365;
/** Lapses after which a card is a leech: it costs more than it gives, and wants another way in. */
const leechLapses = 6;

export interface Schedule {
  /** 0 for a card that comes back today. */
  readonly scheduledDays: number;
  readonly dueAtMs: number;
}

/** Days, as `dayNumber` counts them, between which a review may be placed; both included. */
export function dueWindow(idealDays: number, time: LearnerTime): { first: number; last: number } {
  const today = dayNumber(time);
  const slack = idealDays < 3 ? 0 : Math.max(1, Math.round(idealDays * 0.08));
  return { first: today + Math.max(1, idealDays - slack), last: today + idealDays + slack };
}

/** Days until recall falls to 90%, at least one. */
export function idealInterval(
  memory: Pick<CardMemory, "stability">,
  algorithm: FSRSAlgorithm = defaultAlgorithm,
): number {
  return Math.min(longestDays, Math.max(1, algorithm.next_interval(memory.stability, 0)));
}

/**
 * When a card comes next: after its ideal interval, moved within a narrow window to the day with the fewest
 * reviews, so that busy days even out; due when that day begins for the learner. `loadOf` gives the reviews already due on a day.
 */
export function scheduleReview(
  { grade, idealDays, ...time }: LearnerTime & { grade: ReviewGrade; idealDays: number },
  loadOf: (day: number) => number,
): Schedule {
  if (grade === 1) return { scheduledDays: 0, dueAtMs: time.atMs + relearnMs };
  const today = dayNumber(time);
  const { first, last } = dueWindow(idealDays, time);
  let best = today + idealDays;
  for (let day = first; day <= last; day++) {
    const isLighter = loadOf(day) < loadOf(best);
    const isCloser =
      loadOf(day) === loadOf(best) &&
      Math.abs(day - today - idealDays) < Math.abs(best - today - idealDays);
    if (isLighter || isCloser) best = day;
  }
  return { scheduledDays: best - today, dueAtMs: dayStartMs(best, time.utcOffsetMins) };
}

/** Days until the next review after each grade, hard to easy; for the buttons to show. */
export function previewIntervals(
  memory: CardMemory | null,
  time: LearnerTime,
  algorithm: FSRSAlgorithm = defaultAlgorithm,
): readonly [hard: number, good: number, easy: number] {
  const elapsed =
    memory === null || memory.lastDay >= dayNumber(time)
      ? 0
      : daysBetween(memory.lastAtMs, time.atMs);
  const after = (grade: ReviewGrade) =>
    idealInterval(algorithm.next_state(memory, elapsed, grade), algorithm);
  return [after(2), after(3), after(4)];
}

/** Whether a card keeps being forgotten: at six lapses, and again at every third after. */
export function isLeech({ lapses }: Pick<CardMemory, "lapses">): boolean {
  return lapses >= leechLapses && (lapses - leechLapses) % 3 === 0;
}

/** How a graded answer counts as a review. Never easy by itself: the learner has not said so. */
export function gradeOfAnswer({
  isCorrect,
  hintsUsed,
  isSlow,
}: {
  isCorrect: boolean;
  hintsUsed: number;
  isSlow: boolean;
}): ReviewGrade {
  if (!isCorrect) return 1;
  return hintsUsed > 0 || isSlow ? 2 : 3;
}
