import type { FSRSAlgorithm } from "ts-fsrs";
import { clamp, logBucket, sigmoid } from "../mastery/numeric.ts";
import {
  type CardMemory,
  dayNumber,
  daysBetween,
  defaultAlgorithm,
  type LearnerTime,
  retrievability,
  type Review,
} from "./card-memory.ts";

/** One learner's correction of FSRS: how their recall differs from what the forgetting curve says. */
export interface RecallModel {
  version: 1;
  /** Weight and AdaGrad sum by feature name. */
  weights: Map<string, { weight: number; squares: number }>;
  surpriseSlow: number;
  surpriseMedium: number;
  surpriseFast: number;
  day: number;
  reviewsToday: number;
  surpriseToday: number;
  usualDurationMs: number;
}

/** Step of AdaGrad; chosen on the first half of one learner's log. */
const learningRate = 0.05;

export function createRecallModel(): RecallModel {
  return {
    version: 1,
    weights: new Map([["curve", { weight: 1, squares: 0 }]]),
    surpriseSlow: 0,
    surpriseMedium: 0,
    surpriseFast: 0,
    day: -1,
    reviewsToday: 0,
    surpriseToday: 0,
    usualDurationMs: 8_000,
  };
}

type Feature = readonly [name: string, value: number];

function featuresOf(
  model: RecallModel,
  memory: CardMemory,
  time: LearnerTime,
  curve: number,
): Feature[] {
  const { atMs, utcOffsetMins } = time;
  const logit = Math.log(curve / (1 - curve));
  const elapsed = Math.max(1e-3, daysBetween(memory.lastAtMs, atMs));
  const stability = Math.log(memory.stability);
  const difficulty = (memory.difficulty - 5) / 3;
  const scheduled = Math.max(0.5, memory.scheduledDays);
  const isToday = model.day === dayNumber(time);
  const reviewsToday = isToday ? model.reviewsToday : 0;
  const surpriseToday = isToday ? model.surpriseToday : 0;
  const successes = (memory.recalled + 1.7) / (memory.reviews - memory.recalled + 0.3);
  return [
    ["curve", logit],
    ["bias", 1],
    ["stability", stability / 3],
    ["difficulty", difficulty],
    ["elapsed", Math.log(elapsed) / 3],
    ["curve×stability", (logit * stability) / 6],
    ["curve×difficulty", logit * difficulty],
    ["form-slow", 3 * model.surpriseSlow],
    ["form-medium", 3 * model.surpriseMedium],
    ["form-fast", model.surpriseFast],
    ["form-today", surpriseToday / (1 + 0.2 * reviewsToday)],
    ["reviews", Math.log1p(memory.reviews) / 2],
    ["lapses", Math.log1p(memory.lapses)],
    ["surprise-slow", 2 * memory.surpriseSlow],
    ["surprise-fast", 2 * memory.surpriseFast],
    ["accuracy", Math.log(successes) - 1.7],
    ["pace", memory.pace],
    ["last-pace", memory.lastPace],
    ["overdue", clamp(Math.log(elapsed / scheduled), 2)],
    ["interval", Math.log(scheduled) / 3],
    ["age", Math.log1p(daysBetween(memory.firstAtMs, atMs)) / 4],
    [`recent:${memory.recentBits}`, 1],
    [`today:${logBucket(reviewsToday, 1, 8)}`, 1],
    [`hour:${Math.floor(((atMs + utcOffsetMins * 60_000) / 10_800_000) % 8)}`, 1],
    [`grade:${memory.lastGrade}`, 1],
    [`repeats:${Math.min(6, memory.sameDayRepeats)}`, 1],
    [`last-day:${memory.lastDayOutcome}`, 1],
  ];
}

function curveOf(memory: CardMemory, atMs: number, algorithm: FSRSAlgorithm): number {
  return Math.min(0.999, Math.max(0.01, retrievability(memory, atMs, algorithm)));
}

function score(model: RecallModel, features: readonly Feature[]): number {
  let z = 0;
  for (const [name, value] of features) z += (model.weights.get(name)?.weight ?? 0) * value;
  return sigmoid(z);
}

/** Probability that the learner recalls the card at that time: FSRS corrected by the learner's model. */
export function predictRecall(
  model: RecallModel,
  memory: CardMemory,
  time: LearnerTime,
  algorithm: FSRSAlgorithm = defaultAlgorithm,
): number {
  return score(model, featuresOf(model, memory, time, curveOf(memory, time.atMs, algorithm)));
}

/**
 * Takes a review into account and returns the card's memory after it. Reviews on a later day than
 * the last one are predicted first (`predicted`, else null) and teach the correction; repeats on
 * the same day move the memory alone.
 */
export function observeReview(
  model: RecallModel,
  memory: CardMemory | null,
  review: Review,
  algorithm: FSRSAlgorithm = defaultAlgorithm,
): { memory: CardMemory; predicted: number | null } {
  const isRecalled = review.grade > 1;
  const pace = Math.log(Math.max(500, review.durationMs) / model.usualDurationMs);
  model.usualDurationMs *= Math.exp(0.01 * Math.sign(review.durationMs - model.usualDurationMs));
  if (memory === null) {
    return { memory: firstMemory(review, isRecalled, pace, algorithm), predicted: null };
  }
  const day = dayNumber(review);
  const isNewDay = day > memory.lastDay;
  const state = algorithm.next_state(
    { stability: memory.stability, difficulty: memory.difficulty },
    isNewDay ? daysBetween(memory.lastAtMs, review.atMs) : 0,
    review.grade,
  );
  const next: CardMemory = {
    ...memory,
    stability: state.stability,
    difficulty: state.difficulty,
    lastAtMs: review.atMs,
    lastDay: day,
    scheduledDays: review.scheduledDays,
    lastPace: pace,
    pace: memory.pace + 0.3 * (pace - memory.pace),
  };
  if (!isNewDay) {
    next.sameDayRepeats += 1;
    next.lastDayOutcome = isRecalled ? "repeated-recalled" : "repeated-lapsed";
    return { memory: next, predicted: null };
  }
  const predicted = learnFrom(model, memory, review, isRecalled, algorithm);
  const surprise = (isRecalled ? 1 : 0) - curveOf(memory, review.atMs, algorithm);
  next.surpriseSlow += 0.3 * (surprise - memory.surpriseSlow);
  next.surpriseFast += 0.6 * (surprise - memory.surpriseFast);
  next.reviews += 1;
  next.recalled += isRecalled ? 1 : 0;
  next.lapses += isRecalled ? 0 : 1;
  const bits = (memory.recentBits << 1) | (isRecalled ? 1 : 0);
  next.recentBits = bits >= 16 ? (bits & 7) | 8 : bits;
  next.lastGrade = review.grade;
  next.sameDayRepeats = 0;
  next.lastDayOutcome = isRecalled ? "recalled" : "lapsed";
  return { memory: next, predicted };
}

function firstMemory(
  review: Review,
  isRecalled: boolean,
  pace: number,
  algorithm: FSRSAlgorithm,
): CardMemory {
  const { stability, difficulty } = algorithm.next_state(null, 0, review.grade);
  return {
    stability,
    difficulty,
    firstAtMs: review.atMs,
    lastAtMs: review.atMs,
    lastDay: dayNumber(review),
    reviews: 0,
    recalled: 0,
    lapses: 0,
    surpriseSlow: 0,
    surpriseFast: 0,
    recentBits: 1,
    lastGrade: review.grade,
    scheduledDays: review.scheduledDays,
    lastPace: pace,
    pace,
    sameDayRepeats: 0,
    lastDayOutcome: isRecalled ? "recalled" : "lapsed",
  };
}

function learnFrom(
  model: RecallModel,
  memory: CardMemory,
  review: Review,
  isRecalled: boolean,
  algorithm: FSRSAlgorithm,
): number {
  const day = dayNumber(review);
  if (model.day !== day) {
    model.day = day;
    model.reviewsToday = 0;
    model.surpriseToday = 0;
  }
  const curve = curveOf(memory, review.atMs, algorithm);
  const features = featuresOf(model, memory, review, curve);
  const predicted = score(model, features);
  const error = predicted - (isRecalled ? 1 : 0);
  for (const [name, value] of features) {
    const entry = model.weights.get(name) ?? { weight: 0, squares: 0 };
    const gradient = error * value;
    entry.squares += gradient * gradient;
    entry.weight -= (learningRate * gradient) / Math.sqrt(1 + entry.squares);
    model.weights.set(name, entry);
  }
  const surprise = (isRecalled ? 1 : 0) - curve;
  model.surpriseSlow += 0.02 * (surprise - model.surpriseSlow);
  model.surpriseMedium += 0.1 * (surprise - model.surpriseMedium);
  model.surpriseFast += 0.3 * (surprise - model.surpriseFast);
  model.reviewsToday += 1;
  model.surpriseToday += surprise;
  return predicted;
}
