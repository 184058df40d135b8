/** A ranking, best first, and how much its places count. */
export interface WeightedRanking {
  readonly ids: readonly string[];
  /** 0 or more; 0 leaves the ranking out. */
  readonly weight: number;
}

export interface FusedHit {
  readonly id: string;
  readonly score: number;
}

/** The constant of Cormack, Clarke and Büttcher (2009): how slowly a place loses worth. */
const smoothing = 60;

/**
 * Reciprocal rank fusion with a weight for each ranking: the sum of weight / (60 + place). Equal sums stand in
 * the order in which the rankings name them, the first ranking first.
 */
export function fuseRankings(rankings: readonly WeightedRanking[], limit: number): FusedHit[] {
  const scores = new Map<string, number>();
  for (const { ids, weight } of rankings) {
    if (weight <= 0) continue;
    for (const [place, id] of [...new Set(ids)].entries()) {
      scores.set(id, (scores.get(id) ?? 0) + weight / (smoothing + place + 1));
    }
  }
  return [...scores]
    .map(([id, score]) => ({ id, score }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit);
}
