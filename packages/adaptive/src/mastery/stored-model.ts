import {
  createMasteryModel,
  defaultMasterySettings,
  denseFeatureCount,
  type MasteryModel,
  type MasterySettings,
  sparsePosition,
} from "./mastery-model.ts";

/** A model's weights as plain data: what a version of the parameters holds. */
export interface StoredWeights {
  /** Easiness of an average item, on the log-odds scale. */
  readonly base: number;
  readonly dense: readonly number[];
  readonly sparse: Readonly<Record<string, number>>;
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;

/** Kinds of weights that belong to one item or one skill; the others hold for any course. */
const ownKinds: ReadonlySet<string> = new Set([
  "item",
  "item-ability",
  "item-after",
  "item-again",
  "next",
  "skills",
  "skill",
  "skill-ability",
  "skill-own",
  "skill-practice",
  "skill-form",
]);

export function isOwnWeight(name: string): boolean {
  return ownKinds.has(name.slice(0, name.indexOf(":")));
}

/** Weights of a model, rounded to four digits; those under `smallest` are left out. */
export function storeWeights(
  model: MasteryModel,
  { keepsOwn, smallest = 0.005 }: { keepsOwn: boolean; smallest?: number },
): StoredWeights {
  const sparse: Record<string, number> = {};
  for (const [name, position] of model.weights.sparseIndex) {
    const weight = model.weights.sparse[position] ?? 0;
    if (Math.abs(weight) >= smallest && (keepsOwn || !isOwnWeight(name)))
      sparse[name] = round(weight);
  }
  return {
    base: round(model.difficulties.base),
    dense: Array.from(model.weights.dense, round),
    sparse,
  };
}

/**
 * A model that starts from stored weights. `trust` is the AdaGrad sum each weight begins with: the larger,
 * the slower it moves away from what it was.
 */
export function restoreModel(
  stored: StoredWeights,
  {
    settings = defaultMasterySettings,
    trust = 0,
  }: { settings?: MasterySettings; trust?: number } = {},
): MasteryModel {
  const model = createMasteryModel(settings);
  const { weights } = model;
  model.difficulties.base = stored.base;
  for (let j = 0; j < denseFeatureCount; j++) weights.dense[j] = stored.dense[j] ?? 0;
  weights.denseSquares.fill(trust);
  for (const [name, weight] of Object.entries(stored.sparse)) {
    const position = sparsePosition(weights, name, true);
    weights.sparse[position] = weight;
    weights.sparseSquares[position] = trust;
  }
  return model;
}
