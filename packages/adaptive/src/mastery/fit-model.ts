import { createFeatureVector } from "./features.ts";
import type { ItemResponse } from "./item-response.ts";
import { createLearnerState } from "./learner-state.ts";
import {
  createDifficulties,
  createMasteryModel,
  type Difficulties,
  type MasteryModel,
  type MasterySettings,
  defaultMasterySettings,
} from "./mastery-model.ts";
import { observeElo, observeResponse } from "./observe.ts";
import { seededShuffle } from "./seeded-shuffle.ts";

export interface FitOptions {
  readonly settings?: MasterySettings;
  readonly passes?: number;
  readonly folds?: number;
  readonly seed?: number;
}

/**
 * Learns what is shared from many learners' histories (each in time order).
 *
 * Difficulties are cross-fitted: while weights are learned on a learner, the difficulties come
 * from the other folds of learners. Otherwise the regression would trust difficulties that have
 * already seen the answer it is asked to predict, and be over-confident with new learners.
 */
export function fitMasteryModel(
  histories: readonly (readonly ItemResponse[])[],
  options: FitOptions = {},
): MasteryModel {
  const { settings = defaultMasterySettings, passes = 4, folds = 5, seed = 1 } = options;
  const shuffled = seededShuffle(histories, seed);
  const model = createMasteryModel(settings);
  const byFold = Array.from({ length: folds }, (_, fold) =>
    fitDifficulties(
      shuffled.filter((_history, index) => index % folds !== fold),
      seed,
    ),
  );
  const vector = createFeatureVector();
  const weightsOnly = { movesDifficulties: false, movesWeights: true };
  for (let pass = 0; pass < passes; pass++) {
    const order = seededShuffle(
      shuffled.map((history, index) => ({ history, fold: index % folds })),
      seed + 101 + pass,
    );
    for (const { history, fold } of order) {
      model.difficulties = byFold[fold] ?? createDifficulties();
      const learner = createLearnerState();
      for (const response of history) {
        observeResponse(model, learner, response, weightsOnly, vector);
      }
    }
    model.settings = slowed(settings, pass + 1);
  }
  model.settings = settings;
  model.difficulties = fitDifficulties(shuffled, seed);
  return model;
}

/** Later passes take smaller steps, so that the weights settle instead of following the last learners. */
function slowed(settings: MasterySettings, pass: number): MasterySettings {
  const share = 1 / (1 + 2 * pass);
  return {
    ...settings,
    denseRate: settings.denseRate * share,
    indicatorRate: settings.indicatorRate * share,
    ownRate: settings.ownRate * share,
  };
}

function fitDifficulties(
  histories: readonly (readonly ItemResponse[])[],
  seed: number,
): Difficulties {
  const difficulties = createDifficulties();
  for (let pass = 0; pass < 2; pass++) {
    for (const history of seededShuffle(histories, seed + 31 + pass)) {
      const learner = createLearnerState();
      for (const response of history) observeElo(difficulties, learner, response);
    }
  }
  return difficulties;
}
