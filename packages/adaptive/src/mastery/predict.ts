import { createFeatureVector, type FeatureVector, writeFeatures } from "./features.ts";
import type { PracticeItem } from "./item-response.ts";
import type { LearnerState } from "./learner-state.ts";
import type { MasteryModel } from "./mastery-model.ts";
import { sigmoid } from "./numeric.ts";

/** Log odds of a right answer for features already written. */
export function scoreFeatures(model: MasteryModel, vector: FeatureVector): number {
  const { weights } = model;
  let z = 0;
  for (let j = 0; j < vector.dense.length; j++) {
    z += (weights.dense[j] ?? 0) * (vector.dense[j] ?? 0);
  }
  for (let j = 0; j < vector.positions.length; j++) {
    z += (weights.sparse[vector.positions[j] ?? 0] ?? 0) * (vector.values[j] ?? 0);
  }
  return z;
}

/** Probability, 0 to 1, that this learner answers this item right at this time. Changes nothing. */
export function predictSuccess(
  model: MasteryModel,
  learner: LearnerState,
  item: PracticeItem,
  atSeconds: number,
): number {
  const vector = createFeatureVector();
  writeFeatures(vector, model, learner, item, atSeconds, false);
  return sigmoid(scoreFeatures(model, vector));
}
