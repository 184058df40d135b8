import { createFeatureVector, writeFeatures } from "../mastery/features.ts";
import type { PracticeItem } from "../mastery/item-response.ts";
import type { LearnerState } from "../mastery/learner-state.ts";
import type { MasteryModel } from "../mastery/mastery-model.ts";
import { sigmoid } from "../mastery/numeric.ts";
import { scoreFeatures } from "../mastery/predict.ts";

/** Chance of success, 0 to 1, at which an item neither bores nor defeats. */
export const targetBand = { low: 0.7, high: 0.85 } as const;

export interface ItemCandidate extends PracticeItem {
  /** How often all learners have answered it. */
  readonly answers: number;
}

export interface ItemNeed {
  readonly atSeconds: number;
  /** How much a skill needs practice, 0 to 1. */
  readonly needOf: (skillId: string) => number;
  /** Asked in this sitting already: not again while there is anything else. */
  readonly askedIds: ReadonlySet<string>;
  /** Uniform in [0, 1); the same numbers give the same choice. */
  readonly random: () => number;
}

export interface ChosenItem {
  readonly itemId: string;
  /** Chance that the learner answers it right. */
  readonly predicted: number;
  readonly isInBand: boolean;
}

/** Among the best few the choice is random, so that no item is worn out and no order can be learned. */
const bestFew = 4;
/** Distance outside the band at which an item is worth nothing. */
const bandReach = 0.3;
const familiarCost = 0.12;
const exposureCost = 0.05;

/**
 * The item to ask next: in the band, of the skill that needs it most, seldom seen by this learner and not
 * worn out by all. Random among the best few (randomesque exposure control, Kingsbury & Zara 1989). Null
 * when there is nothing to ask.
 */
export function chooseItem(
  model: MasteryModel,
  learner: LearnerState,
  candidates: readonly ItemCandidate[],
  { atSeconds, needOf, askedIds, random }: ItemNeed,
): ChosenItem | null {
  const unasked = candidates.filter(({ itemId }) => !askedIds.has(itemId));
  const usable = unasked.length > 0 ? unasked : candidates;
  if (usable.length === 0) return null;
  const meanAnswers = usable.reduce((sum, { answers }) => sum + answers, 0) / usable.length;
  const vector = createFeatureVector();
  const rated = usable.map((item) => {
    writeFeatures(vector, model, learner, item, atSeconds, false);
    const predicted = sigmoid(scoreFeatures(model, vector));
    const outside = Math.max(targetBand.low - predicted, predicted - targetBand.high, 0);
    const fit = Math.max(0, 1 - outside / bandReach);
    const need = item.skillIds.reduce((most, id) => Math.max(most, needOf(id)), 0);
    const familiar = familiarCost * Math.log1p(learner.items.get(item.itemId)?.attempts ?? 0);
    const exposure = exposureCost * Math.log2(1 + item.answers / (1 + meanAnswers));
    const worth = fit * (0.3 + 0.7 * need) - familiar - exposure;
    return { itemId: item.itemId, predicted, isInBand: outside === 0, worth };
  });
  const best = rated.toSorted((a, b) => b.worth - a.worth).slice(0, bestFew);
  const [first] = best;
  if (first === undefined) return null;
  const close = best.filter(
    ({ worth, isInBand }) => worth >= first.worth - 0.1 && isInBand === first.isInBand,
  );
  const chosen = close[Math.floor(random() * close.length)];
  if (chosen === undefined) return null;
  const { itemId, predicted, isInBand } = chosen;
  return { itemId, predicted, isInBand };
}
