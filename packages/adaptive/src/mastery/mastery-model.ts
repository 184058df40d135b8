/** Learning rates and penalties; shipped values come from `fitMasteryModel` on training learners only. */
export interface MasterySettings {
  readonly denseRate: number;
  readonly indicatorRate: number;
  /** Rate and ridge penalty of weights that belong to one item or skill. */
  readonly ownRate: number;
  readonly ownPenalty: number;
}

export const defaultMasterySettings: MasterySettings = {
  denseRate: 0.08,
  indicatorRate: 0.08,
  ownRate: 0.1,
  ownPenalty: 0.003,
};

/** Easiness of items and skills on the log-odds scale, after Pelánek 2016; 0 is average. */
export interface Difficulties {
  base: number;
  items: Map<string, { easiness: number; answers: number }>;
  skills: Map<string, { easiness: number; answers: number }>;
}

/** Weights of the logistic regression with their AdaGrad sums, by feature name or position. */
export interface Weights {
  dense: Float64Array;
  denseSquares: Float64Array;
  sparseIndex: Map<string, number>;
  sparse: Float64Array;
  sparseSquares: Float64Array;
}

/** What all learners share. One learner's answer moves it a little, or not at all when frozen. */
export interface MasteryModel {
  readonly version: 1;
  settings: MasterySettings;
  difficulties: Difficulties;
  readonly weights: Weights;
}

export const denseFeatureCount = 40;
const initialSparseCapacity = 1 << 12;

export function createDifficulties(): Difficulties {
  return { base: 0, items: new Map(), skills: new Map() };
}

export function createMasteryModel(
  settings: MasterySettings = defaultMasterySettings,
): MasteryModel {
  const dense = new Float64Array(denseFeatureCount);
  // The Elo prediction is the starting point; everything else is learned as a correction to it.
  dense[0] = 1;
  return {
    version: 1,
    settings,
    difficulties: createDifficulties(),
    weights: {
      dense,
      denseSquares: new Float64Array(denseFeatureCount),
      sparseIndex: new Map(),
      sparse: new Float64Array(initialSparseCapacity),
      sparseSquares: new Float64Array(initialSparseCapacity),
    },
  };
}

/** Position of a named weight, made on first sight when learning; −1 when unknown and frozen. */
export function sparsePosition(weights: Weights, name: string, isLearning: boolean): number {
  const known = weights.sparseIndex.get(name);
  if (known !== undefined) return known;
  if (!isLearning) return -1;
  const position = weights.sparseIndex.size;
  if (position >= weights.sparse.length) {
    weights.sparse = grown(weights.sparse);
    weights.sparseSquares = grown(weights.sparseSquares);
  }
  weights.sparseIndex.set(name, position);
  return position;
}

function grown(values: Float64Array): Float64Array {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}
