import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLearnerState } from "../src/mastery/learner-state.ts";
import {
  adaptiveSettings,
  describeStep,
  startupTrust,
  takeStep,
} from "../src/mastery/model-step.ts";
import { applyMoved, ownWeightsOf, sharedWeightsOf } from "../src/mastery/moved-weights.ts";
import { learnAboutLearner } from "../src/mastery/observe.ts";
import { predictSuccess } from "../src/mastery/predict.ts";
import { startupWeights } from "../src/mastery/startup-weights.ts";
import { isOwnWeight, restoreModel } from "../src/mastery/stored-model.ts";
import { logLoss } from "../src/measures/prediction-measures.ts";
import { simulateHistories } from "./simulated-learners.ts";

const startModel = () =>
  restoreModel(startupWeights, { settings: adaptiveSettings, trust: startupTrust });

/** The steps of simulated learners, one after the other. */
function stepsOf(learners: number, seed: number) {
  const model = startModel();
  return simulateHistories(learners, 40, seed).flatMap((history) => {
    const learner = createLearnerState();
    return history.map((response) => {
      const step = describeStep(model, learner, response);
      learnAboutLearner(learner, response, 0);
      return step;
    });
  });
}

describe("a step of the shared weights", () => {
  it("predicts what the features themselves predict, to the rounding of what is kept", () => {
    const model = startModel();
    const learner = createLearnerState();
    for (const response of simulateHistories(1, 60, 3)[0] ?? []) {
      const expected = predictSuccess(model, learner, response, response.atSeconds);
      const step = describeStep(model, learner, response);
      expect(takeStep(startModel(), step)).toBeCloseTo(expected, 3);
      learnAboutLearner(learner, response, 0);
    }
  });

  it("leaves the model that described it as it was", () => {
    const model = startModel();
    const before = sharedWeightsOf(model);
    stepsOf(2, 1);
    const [response] = simulateHistories(1, 1, 1)[0] ?? [];
    if (response === undefined) throw new Error("There is an answer");
    describeStep(model, createLearnerState(), response);
    expect(sharedWeightsOf(model)).toEqual(before);
  });

  it("gives the same weights in one batch or in many, to the last digit", () => {
    const steps = stepsOf(12, 2);
    const whole = startModel();
    for (const step of steps) takeStep(whole, step);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: steps.length }), { maxLength: 6 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), steps.length];
        let model = startModel();
        for (let index = 1; index < edges.length; index++) {
          for (const step of steps.slice(edges[index - 1], edges[index])) takeStep(model, step);
          const names = new Set([...model.weights.sparseIndex.keys()].filter(isOwnWeight));
          const kept = JSON.stringify([sharedWeightsOf(model), ownWeightsOf(model, names)]);
          const [shared, own] = JSON.parse(kept) as [
            ReturnType<typeof sharedWeightsOf>,
            ReturnType<typeof ownWeightsOf>,
          ];
          model = startModel();
          applyMoved(model, shared);
          applyMoved(model, own);
        }
        expect(sharedWeightsOf(model)).toEqual(sharedWeightsOf(whole));
      }),
      { numRuns: 20 },
    );
  });

  it("makes no name that it may not learn", () => {
    const model = startModel();
    const known = model.weights.sparseIndex.size;
    for (const step of stepsOf(3, 4)) takeStep(model, step, () => false);
    expect(model.weights.sparseIndex.size).toBe(known);
  });

  it("says less where the answer says less, and nothing at weight 0", () => {
    const [step] = stepsOf(1, 5);
    if (step === undefined) throw new Error("There is a step");
    const shift = (weight: number) => {
      const model = startModel();
      takeStep(model, { ...step, weight });
      const moved = sharedWeightsOf(model).dense;
      return Math.max(
        ...sharedWeightsOf(startModel()).dense.map((was, index) =>
          Math.abs(was - (moved[index] ?? 0)),
        ),
      );
    };
    expect(shift(0)).toBe(0);
    expect(shift(1)).toBeGreaterThan(shift(0.3));
  });

  it("comes to know a course: later answers are predicted better than by what was shipped", () => {
    const steps = stepsOf(120, 6);
    const frozen = startModel();
    const adapting = startModel();
    const shipped: number[] = [];
    const adapted: number[] = [];
    const still = JSON.stringify(sharedWeightsOf(frozen));
    for (const step of steps) {
      shipped.push(takeStep(frozen, { ...step, weight: 0 }, () => false));
      adapted.push(takeStep(adapting, step));
    }
    expect(JSON.parse(still)).toMatchObject({ dense: sharedWeightsOf(frozen).dense });
    const half = steps.length / 2;
    const outcomes = Uint8Array.from(steps.slice(half).map(({ score }) => score));
    const loss = (predicted: number[]) =>
      logLoss(Float64Array.from(predicted.slice(half)), outcomes);
    expect(loss(adapted)).toBeLessThan(loss(shipped) - 0.01);
  });
});
