import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CardMemory,
  dayNumber,
  dayStartMs,
  retrievability,
  type Review,
  type ReviewGrade,
} from "../src/scheduling/card-memory.ts";
import { createRecallModel, observeReview, predictRecall } from "../src/scheduling/recall-model.ts";
import { createRandom } from "./simulated-learners.ts";

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 0, 5, 9);
const at = (atMs: number) => ({ atMs, utcOffsetMins: 0 });

function replay(reviews: readonly Review[]) {
  const model = createRecallModel();
  const memories = new Map<string, CardMemory>();
  const predictions = reviews.map((review) => {
    const result = observeReview(model, memories.get(review.cardId) ?? null, review);
    memories.set(review.cardId, result.memory);
    return result.predicted;
  });
  return { model, memories, predictions };
}

const reviews = fc
  .array(
    fc.record({
      card: fc.integer({ min: 0, max: 5 }),
      grade: fc.constantFrom<ReviewGrade>(1, 2, 3, 4),
      gapHours: fc.integer({ min: 0, max: 24 * 40 }),
      durationMs: fc.integer({ min: 0, max: 120_000 }),
      scheduledDays: fc.integer({ min: 0, max: 400 }),
    }),
    { maxLength: 50 },
  )
  .map((steps) => {
    let atMs = startMs;
    return steps.map(({ card, gapHours, ...rest }): Review => {
      atMs += gapHours * 3_600_000;
      return { cardId: `card-${card}`, atMs, utcOffsetMins: 0, ...rest };
    });
  });

describe("the recall model", () => {
  it("predicts probabilities, only for reviews on a later day, and nothing before a first review", () => {
    fc.assert(
      fc.property(reviews, (log) => {
        const { predictions } = replay(log);
        predictions.forEach((p, index) => {
          const review = log[index];
          const earlier = log.slice(0, index).findLast((r) => r.cardId === review?.cardId);
          const isLaterDay =
            earlier !== undefined &&
            review !== undefined &&
            Math.floor(review.atMs / dayMs) > Math.floor(earlier.atMs / dayMs);
          expect(p !== null).toBe(isLaterDay);
          expect(p === null || (p > 0 && p < 1)).toBe(true);
        });
      }),
    );
  });

  it("never lets a grade reach a prediction made before it", () => {
    fc.assert(
      fc.property(reviews, fc.nat(), (log, at) => {
        fc.pre(log.length > 0);
        const index = at % log.length;
        const flipped = log.map((review, i): Review =>
          i === index ? { ...review, grade: review.grade === 1 ? 3 : 1 } : review,
        );
        expect(replay(flipped).predictions.slice(0, index + 1)).toEqual(
          replay(log).predictions.slice(0, index + 1),
        );
      }),
    );
  });

  it("forgets with time: recall falls the longer a card rests", () => {
    const first: Review = {
      cardId: "a",
      grade: 3,
      atMs: startMs,
      utcOffsetMins: 0,
      durationMs: 4_000,
      scheduledDays: 3,
    };
    const { memory } = observeReview(createRecallModel(), null, first);
    const after = [1, 5, 30, 300].map((days) => retrievability(memory, startMs + days * dayMs));
    expect(after).toEqual(after.toSorted((a, b) => b - a));
    expect(predictRecall(createRecallModel(), memory, at(startMs + 300 * dayMs))).toBeLessThan(
      predictRecall(createRecallModel(), memory, at(startMs + dayMs)),
    );
  });

  it("learns a learner who forgets more than the curve says", () => {
    const random = createRandom(4);
    const log = Array.from({ length: 600 }, (_review, index): Review => ({
      cardId: `card-${index % 40}`,
      grade: random() < 0.5 ? 1 : 3,
      atMs: startMs + Math.floor(index / 40) * 2 * dayMs + index * 1_000,
      utcOffsetMins: 0,
      durationMs: 5_000,
      scheduledDays: 2,
    }));
    const late = replay(log).predictions.slice(400);
    const mean = late.reduce<number>((sum, p) => sum + (p ?? 0), 0) / late.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.1);
  });

  it("counts days from the learner's midnight, wherever that is", () => {
    const offsets = fc.integer({ min: -720, max: 840 });
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
    fc.assert(
      fc.property(offsets, minutes, minutes, fc.nat(3), (utcOffsetMins, from, to, later) => {
        const midnight = dayStartMs(20_000, utcOffsetMins);
        const review = (mins: number, days: number): Review => ({
          cardId: "a",
          grade: 3,
          atMs: midnight + mins * 60_000 + days * dayMs,
          utcOffsetMins,
          durationMs: 4_000,
          scheduledDays: 1,
        });
        const [first, second] = [Math.min(from, to), Math.max(from, to)];
        const { predictions } = replay([review(first, 0), review(second, later)]);
        expect(predictions[1] === null).toBe(later === 0);
        expect(dayNumber(review(from, 0))).toBe(20_000);
      }),
    );
  });
});
