import { fuseRankings } from "./weighted-rrf.ts";

/** A question of a development set: what each search finds, and how good a ranking of it is. */
export interface DevelopmentQuery {
  readonly lexical: readonly string[];
  readonly near: readonly string[];
  /** 0 to 1, as nDCG. */
  readonly measure: (ranked: readonly string[]) => number;
}

export interface ChosenWeight {
  /** What the places of vectors count beside those of words, which count 1. 0: they do not help. */
  readonly weight: number;
  /** Means over the set: words alone, and with the chosen weight. */
  readonly lexical: number;
  readonly fused: number;
}

export const triedWeights = [0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2] as const;
const depth = 10;
/** A gain smaller than this, or than twice its standard error, is no reason to ask a model at each search. */
const leastGain = 0.002;

/** The weight with the best mean on the set; 0 unless the gain over words alone is larger than chance makes it. */
export function chooseVectorWeight(queries: readonly DevelopmentQuery[]): ChosenWeight {
  const alone = queries.map(({ lexical, measure }) => measure(lexical.slice(0, depth)));
  const lexical = mean(alone);
  let best: ChosenWeight = { weight: 0, lexical, fused: lexical };
  for (const weight of triedWeights) {
    const gains = queries.map(({ lexical: words, near, measure }, index) => {
      const rankings = [
        { ids: words, weight: 1 },
        { ids: near, weight },
      ];
      return measure(fuseRankings(rankings, depth).map(({ id }) => id)) - (alone[index] ?? 0);
    });
    const gain = mean(gains);
    if (gain < leastGain || gain < 2 * standardError(gains)) continue;
    if (lexical + gain > best.fused) best = { weight, lexical, fused: lexical + gain };
  }
  return best;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardError(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
}
