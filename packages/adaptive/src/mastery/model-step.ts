import { createFeatureVector, type FeatureVector, writeFeatures } from "./features.ts";
import type { ItemResponse } from "./item-response.ts";
import type { LearnerState } from "./learner-state.ts";
import {
  createMasteryModel,
  denseFeatureCount,
  type MasteryModel,
  type MasterySettings,
  sparsePosition,
} from "./mastery-model.ts";
import { sigmoid } from "./numeric.ts";
import { moveWeights } from "./observe.ts";
import { scoreFeatures } from "./predict.ts";
import { isOwnWeight } from "./stored-model.ts";

/**
 * One answer as the shared weights learn from it: its features by name, as they were when it was given. Plain
 * data that says nothing of who answered.
 */
export interface ModelStep {
  readonly dense: readonly number[];
  /** Features of one item or skill come last. */
  readonly sparse: readonly (readonly [name: string, value: number])[];
  /** 0 to 1. */
  readonly score: number;
  readonly weight: number;
}

/**
 * Rates at which an organisation's courses teach the weights, and the AdaGrad sum that shipped weights begin with.
 * Chosen on the training learners of one course (statics) that the shipped weights had not seen.
 */
export const adaptiveSettings: MasterySettings = {
  denseRate: 0.05,
  indicatorRate: 0.05,
  ownRate: 0.07,
  ownPenalty: 0.001,
};
export const startupTrust = 5;

const round = (value: number) => Math.round(value * 10_000) / 10_000;

/** The step of an answer about to be given, before the learner's state takes it in. */
export function describeStep(
  model: MasteryModel,
  learner: LearnerState,
  response: ItemResponse,
): ModelStep {
  // Weights of its own give every feature a place, also those that the model has not met.
  const { weights } = createMasteryModel(model.settings);
  const vector = createFeatureVector();
  writeFeatures(vector, { ...model, weights }, learner, response, response.atSeconds, true);
  const names = [...weights.sparseIndex.keys()];
  return {
    dense: Array.from(vector.dense, round),
    sparse: vector.positions.map((position, index) => [
      names[position] ?? "",
      round(vector.values[index] ?? 0),
    ]),
    score: response.score,
    weight: response.weight ?? 1,
  };
}

/**
 * Teaches the weights one answer, in place: predicted first, then one AdaGrad step. Names for which `mayLearn`
 * says no are used where they are known and never made. Returns the prediction.
 */
export function takeStep(
  model: MasteryModel,
  { dense, sparse, score, weight }: ModelStep,
  mayLearn: (name: string) => boolean = () => true,
): number {
  const vector: FeatureVector = createFeatureVector();
  for (let j = 0; j < denseFeatureCount; j++) vector.dense[j] = dense[j] ?? 0;
  let firstOwn = -1;
  for (const [name, value] of sparse) {
    const position = sparsePosition(model.weights, name, mayLearn(name));
    if (position < 0) continue;
    if (firstOwn < 0 && isOwnWeight(name)) firstOwn = vector.positions.length;
    vector.positions.push(position);
    vector.values.push(value);
  }
  vector.firstOwn = firstOwn < 0 ? vector.positions.length : firstOwn;
  const predicted = sigmoid(scoreFeatures(model, vector));
  moveWeights(model, vector, weight * (predicted - score));
  return predicted;
}
