import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFeatureVector } from "../src/mastery/features.ts";
import { fitMasteryModel } from "../src/mastery/fit-model.ts";
import type { ItemResponse } from "../src/mastery/item-response.ts";
import { createLearnerState, maxItemStates } from "../src/mastery/learner-state.ts";
import { createMasteryModel, type MasteryModel } from "../src/mastery/mastery-model.ts";
import { frozen, observeResponse, online } from "../src/mastery/observe.ts";
import { predictSuccess } from "../src/mastery/predict.ts";
import { parseLearnerState, serialiseLearnerState } from "../src/mastery/stored-state.ts";
import { areaUnderCurve, calibrationError, logLoss } from "../src/measures/prediction-measures.ts";
import { createRandom, simulateHistories } from "./simulated-learners.ts";

function replay(
  model: MasteryModel,
  histories: readonly (readonly ItemResponse[])[],
  learning = frozen,
) {
  const vector = createFeatureVector();
  const predicted: number[] = [];
  const outcomes: number[] = [];
  for (const history of histories) {
    const learner = createLearnerState();
    for (const response of history) {
      predicted.push(observeResponse(model, learner, response, learning, vector));
      outcomes.push(response.score);
    }
  }
  return { predicted: Float64Array.from(predicted), outcomes: Uint8Array.from(outcomes) };
}

describe("the mastery model", () => {
  it("predicts simulated learners better than their items' easiness alone could", () => {
    const model = fitMasteryModel(simulateHistories(150, 60, 1));
    const { predicted, outcomes } = replay(model, simulateHistories(60, 60, 1).slice(0, 60));
    expect(areaUnderCurve(predicted, outcomes)).toBeGreaterThan(0.72);
    expect(calibrationError(predicted, outcomes)).toBeLessThan(0.05);
  });

  it("finds nothing in shuffled answers", () => {
    const random = createRandom(9);
    const noise = simulateHistories(200, 100, 2).map((history) =>
      history.map((response) => ({ ...response, score: random() < 0.5 ? 1 : 0 })),
    );
    const model = fitMasteryModel(noise.slice(0, 100));
    const { predicted, outcomes } = replay(model, noise.slice(100));
    expect(Math.abs(areaUnderCurve(predicted, outcomes) - 0.5)).toBeLessThan(0.02);
  });

  it("never lets an answer reach a prediction made before it", () => {
    const [history = []] = simulateHistories(1, 80, 3);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: history.length - 1 }), (flippedAt) => {
        const flipped = history.map((response, index) =>
          index === flippedAt ? { ...response, score: 1 - response.score } : response,
        );
        const before = replay(createMasteryModel(), [history], online).predicted;
        const after = replay(createMasteryModel(), [flipped], online).predicted;
        expect(after.slice(0, flippedAt + 1)).toEqual(before.slice(0, flippedAt + 1));
      }),
      { numRuns: 25 },
    );
  });

  it("goes on from stored state exactly as it would have from memory", () => {
    const model = fitMasteryModel(simulateHistories(40, 40, 4));
    const [history = []] = simulateHistories(1, 120, 5);
    const vector = createFeatureVector();
    const kept = createLearnerState();
    let stored = serialiseLearnerState(createLearnerState());
    for (const response of history) {
      const fromMemory = observeResponse(model, kept, response, frozen, vector);
      const learner = parseLearnerState(stored);
      expect(observeResponse(model, learner, response, frozen, vector)).toBe(fromMemory);
      stored = serialiseLearnerState(learner);
    }
    expect(stored).toBe(serialiseLearnerState(kept));
  });

  it("gives a probability for items and skills it has never seen, with partial credit", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            itemId: fc.string({ minLength: 1, maxLength: 4 }),
            skillIds: fc.array(fc.string({ minLength: 1, maxLength: 3 }), {
              minLength: 1,
              maxLength: 4,
            }),
            score: fc.double({ min: 0, max: 1, noNaN: true }),
            atSeconds: fc.integer({ min: 0, max: 2_000_000_000 }),
          }),
          { maxLength: 60 },
        ),
        (history) => {
          const model = createMasteryModel();
          const { predicted } = replay(model, [history], online);
          for (const p of predicted) {
            expect(p).toBeGreaterThan(0);
            expect(p).toBeLessThan(1);
          }
        },
      ),
    );
  });

  it("raises the prediction after success and changes nothing by predicting", () => {
    const model = createMasteryModel();
    const learner = createLearnerState();
    const item = { itemId: "a", skillIds: ["s"] };
    const first = predictSuccess(model, learner, item, 0);
    expect(predictSuccess(model, learner, item, 0)).toBe(first);
    observeResponse(
      model,
      learner,
      { ...item, score: 1, atSeconds: 0 },
      frozen,
      createFeatureVector(),
    );
    expect(predictSuccess(model, learner, item, 0)).toBeGreaterThan(first);
  });

  it("keeps a bounded state however many items are practised", () => {
    const learner = createLearnerState();
    const vector = createFeatureVector();
    const model = createMasteryModel();
    for (let index = 0; index < 3 * maxItemStates; index++) {
      const response = {
        itemId: `i${index}`,
        skillIds: [`s${index % 100}`],
        score: 1,
        atSeconds: 0,
      };
      observeResponse(model, learner, response, frozen, vector);
    }
    expect(learner.items.size).toBe(maxItemStates);
    expect(Buffer.byteLength(serialiseLearnerState(learner))).toBeLessThan(32_768);
  });

  it.each(["", "[]", "[2]", '{"version":1}', "[1,[],[],[],[]]", '[1,[null],["a"],[],[]]'])(
    "refuses stored state that is not its own: %s",
    (json) => {
      expect(() => parseLearnerState(json)).toThrow(/not readable/);
    },
  );
});

describe("the measures", () => {
  it("gives a constant predictor an area of one half and the known log loss", () => {
    const outcomes = Uint8Array.from([1, 1, 1, 0]);
    const predicted = new Float64Array(4).fill(0.75);
    expect(areaUnderCurve(predicted, outcomes)).toBe(0.5);
    expect(logLoss(predicted, outcomes)).toBeCloseTo(
      -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25),
    );
    expect(calibrationError(predicted, outcomes)).toBeCloseTo(0);
  });

  it("gives a perfect ranking an area of one", () => {
    expect(areaUnderCurve(Float64Array.from([0.1, 0.4, 0.6]), Uint8Array.from([0, 0, 1]))).toBe(1);
  });
});
