import { denseFeatureCount, type MasteryModel, sparsePosition } from "./mastery-model.ts";
import { isOwnWeight } from "./stored-model.ts";

/** Weights with their AdaGrad sums, by name: what learning moved. Numbers keep all their digits. */
export interface MovedWeights {
  /** Empty where none of the dense ones is meant. */
  readonly dense: readonly number[];
  readonly denseSquares: readonly number[];
  readonly sparse: Readonly<Record<string, readonly [weight: number, squares: number]>>;
}

export const nothingMoved: MovedWeights = { dense: [], denseSquares: [], sparse: {} };

/** Puts moved weights over those of the model, in place. */
export function applyMoved({ weights }: MasteryModel, moved: MovedWeights): void {
  moved.dense.slice(0, denseFeatureCount).forEach((weight, index) => {
    weights.dense[index] = weight;
    weights.denseSquares[index] = moved.denseSquares[index] ?? 0;
  });
  for (const [name, [weight, squares]] of Object.entries(moved.sparse)) {
    const position = sparsePosition(weights, name, true);
    weights.sparse[position] = weight;
    weights.sparseSquares[position] = squares;
  }
}

/** The weights that hold for any course: all dense ones, and the named ones that belong to no item or skill. */
export function sharedWeightsOf({ weights }: MasteryModel): MovedWeights {
  return {
    dense: Array.from(weights.dense),
    denseSquares: Array.from(weights.denseSquares),
    sparse: pick({ weights }, (name) => !isOwnWeight(name)),
  };
}

/** The named weights among `names`, which belong to the items and skills of one course. */
export function ownWeightsOf(model: MasteryModel, names: ReadonlySet<string>): MovedWeights {
  return { ...nothingMoved, sparse: pick(model, (name) => names.has(name)) };
}

function pick(
  { weights }: Pick<MasteryModel, "weights">,
  isWanted: (name: string) => boolean,
): MovedWeights["sparse"] {
  const picked: Record<string, readonly [number, number]> = {};
  for (const [name, position] of weights.sparseIndex) {
    if (!isWanted(name)) continue;
    picked[name] = [weights.sparse[position] ?? 0, weights.sparseSquares[position] ?? 0];
  }
  return picked;
}
