export interface RankingMeasures {
  /** Normalised discounted cumulative gain of the first ten (Järvelin & Kekäläinen 2002, with log2). */
  readonly ndcg10: number;
  readonly recall10: number;
}

/** `judged` holds how relevant documents are to the query; those that it leaves out are not. */
export function measureRanking(
  ranked: readonly string[],
  judged: ReadonlyMap<string, number>,
): RankingMeasures {
  const relevant = [...judged.values()].filter((gain) => gain > 0);
  if (relevant.length === 0) return { ndcg10: 0, recall10: 0 };
  const top = [...new Set(ranked)].slice(0, 10);
  const ideal = discountedGain(relevant.toSorted((a, b) => b - a).slice(0, 10));
  const found = top.filter((id) => (judged.get(id) ?? 0) > 0).length;
  return {
    ndcg10: discountedGain(top.map((id) => judged.get(id) ?? 0)) / ideal,
    recall10: found / relevant.length,
  };
}

function discountedGain(gains: readonly number[]): number {
  return gains.reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
}
