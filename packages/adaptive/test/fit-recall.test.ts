import fc from "fast-check";
import { checkParameters } from "ts-fsrs";
import { describe, expect, it } from "vitest";
import type { Review, ReviewGrade } from "../src/scheduling/card-memory.ts";
import {
  algorithmWith,
  defaultRecallWeights,
  fitRecall,
  isFitDue,
  type RecallWeights,
  refitRecall,
} from "../src/scheduling/fit-recall.ts";
import { createRecallModel, observeReview } from "../src/scheduling/recall-model.ts";
import { replayReviews } from "../src/scheduling/replay-reviews.ts";
import { serialiseRecallModel } from "../src/scheduling/stored-recall.ts";
import { createRandom } from "./simulated-learners.ts";

const dayMs = 86_400_000;

function finish<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Someone whose recall follows FSRS under `truth`, asked at intervals that know nothing of it. */
function simulateReviews(truth: RecallWeights, cards: number, seed: number): Review[] {
  const random = createRandom(seed);
  const algorithm = algorithmWith(truth);
  const reviews: Review[] = [];
  for (let card = 0; card < cards; card++) {
    let memory: { stability: number; difficulty: number } | null = null;
    let day = Math.floor(random() * 60);
    for (let turn = 0; turn < 8; turn++) {
      const elapsed: number = turn === 0 ? 0 : 1 + Math.floor(random() * 3 * turn);
      day += elapsed;
      const recall: number =
        memory === null ? random() : algorithm.forgetting_curve(elapsed, memory.stability);
      const grade: ReviewGrade = random() < recall ? 3 : 1;
      memory = algorithm.next_state(memory, elapsed, grade);
      reviews.push({
        cardId: `card-${card}`,
        grade,
        atMs: day * dayMs + card,
        utcOffsetMins: 0,
        durationMs: 5_000,
        scheduledDays: elapsed,
      });
    }
  }
  return reviews.toSorted((a, b) => a.atMs - b.atMs);
}

/** Forgets far sooner than most. */
const forgetful = defaultRecallWeights.map((weight, index) =>
  index < 4 ? weight * 0.2 : index === 8 ? weight * 0.5 : index === 20 ? 0.4 : weight,
);

describe("a learner's own weights of FSRS", () => {
  it("are better on reviews held out where a learner forgets in another way", () => {
    const fit = finish(refitRecall(simulateReviews(forgetful, 160, 1), defaultRecallWeights));
    expect(fit.isBetter).toBe(true);
    expect(fit.after).toBeLessThan(fit.before);
    expect(fit.weights[2]).toBeLessThan(defaultRecallWeights[2] ?? 0);
  });

  it("are seldom taken where the published ones are true", () => {
    const taken = [1, 2, 3, 4, 5, 6].filter(
      (seed) =>
        finish(refitRecall(simulateReviews(defaultRecallWeights, 80, seed), defaultRecallWeights))
          .isBetter,
    );
    expect(taken.length).toBeLessThanOrEqual(2);
  });

  it("stay within the bounds of FSRS and make the reviews no less likely, whatever they are", () => {
    const review = fc.record({
      cardId: fc.constantFrom("a", "b", "c"),
      grade: fc.constantFrom<ReviewGrade>(1, 2, 3, 4),
      day: fc.nat({ max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(review, { maxLength: 40 }), (drawn) => {
        const reviews = drawn
          .map(({ day, ...rest }) => ({
            ...rest,
            atMs: day * dayMs,
            utcOffsetMins: 0,
            durationMs: 1_000,
            scheduledDays: 0,
          }))
          .toSorted((a, b) => a.atMs - b.atMs);
        const weights = finish(fitRecall(reviews));
        expect(weights).toHaveLength(21);
        expect(() => checkParameters([...weights])).not.toThrow();
        expect(weights.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it("are the published ones where there is nothing to fit to", () => {
    expect(finish(fitRecall([]))).toEqual(defaultRecallWeights);
    expect(finish(refitRecall([], defaultRecallWeights)).isBetter).toBe(false);
  });

  it("are looked for at 400 spaced reviews and again when there are half as many more", () => {
    expect(isFitDue({ spaced: 399, fitted: 0 })).toBe(false);
    expect(isFitDue({ spaced: 400, fitted: 0 })).toBe(true);
    expect(isFitDue({ spaced: 599, fitted: 400 })).toBe(false);
    expect(isFitDue({ spaced: 600, fitted: 400 })).toBe(true);
  });
});

describe("a replay of reviews", () => {
  it("gives what reviewing one by one had given, to the last digit", () => {
    const reviews = simulateReviews(forgetful, 20, 4);
    const algorithm = algorithmWith(forgetful);
    const model = createRecallModel();
    const memories = new Map<string, ReturnType<typeof observeReview>["memory"]>();
    for (const review of reviews) {
      const known = memories.get(review.cardId) ?? null;
      memories.set(review.cardId, observeReview(model, known, review, algorithm).memory);
    }
    const replayed = replayReviews(reviews, algorithm);
    expect(replayed.memories).toEqual(memories);
    expect(serialiseRecallModel(replayed.model)).toBe(serialiseRecallModel(model));
    expect(replayed.spaced).toBe(reviews.length - 20);
  });
});
