import type { Modality } from "@byteos/contracts/learning-event";
import { intervalDeviations } from "../mastery/skill-estimate.ts";

/** Running evidence for one form: rewards are later outcome minus prediction, never clicks. */
export interface RewardTally {
  count: number;
  sum: number;
  sumOfSquares: number;
}

/** Pooled over learners by kind of topic, and a small part of each learner's own. */
export interface ModalityEvidence {
  readonly pooled: ReadonlyMap<Modality, RewardTally>;
  readonly own: ReadonlyMap<Modality, RewardTally>;
}

export interface ModalityEstimate {
  readonly modality: Modality;
  /** Expected difference in later success against the prediction, −1 to 1. */
  readonly mean: number;
  readonly standardError: number;
  /** Four times in five the true difference lies between these. */
  readonly low: number;
  readonly high: number;
  /** Answers that the pool's estimate stands on. */
  readonly count: number;
}

export interface ModalityChoice {
  readonly chosen: Modality;
  /** Chance with which each form would have been chosen; kept for off-policy estimates. */
  readonly propensities: ReadonlyMap<Modality, number>;
  readonly estimates: readonly ModalityEstimate[];
}

/** Share of choices made evenly at random, so that every form keeps being measured. */
export const explorationShare = 0.1;
/** Before any evidence a form is expected to change success by nothing, give or take this. */
const priorDeviation = 0.12;
/** Spread of one reward: a graded answer minus its prediction. */
const rewardDeviation = 0.45;
/** A learner's own departure from the pool is small and slow to believe. */
const ownPriorDeviation = 0.03;
/**
 * Share of the posterior's spread that a draw uses. Even exploration already measures every form, so
 * full draws would pay for it twice: in simulation a quarter kept 87% of the oracle's gain, all of it 78%.
 */
const sampledShare = 0.25;
const propensityDraws = 256;

export function createRewardTally(): RewardTally {
  return { count: 0, sum: 0, sumOfSquares: 0 };
}

export function addReward(tally: RewardTally, reward: number): void {
  tally.count += 1;
  tally.sum += reward;
  tally.sumOfSquares += reward * reward;
}

interface Posterior {
  readonly mean: number;
  readonly deviation: number;
}

/** Normal posterior of a mean reward with known spread. */
function posteriorOf(tally: RewardTally | undefined, deviation: number): Posterior {
  const precision = 1 / deviation ** 2 + (tally?.count ?? 0) / rewardDeviation ** 2;
  return {
    mean: (tally?.sum ?? 0) / rewardDeviation ** 2 / precision,
    deviation: Math.sqrt(1 / precision),
  };
}

/** The pool's estimate, shifted by what this learner's rewards add to it. */
function combinedPosterior(evidence: ModalityEvidence, modality: Modality): Posterior {
  const pool = posteriorOf(evidence.pooled.get(modality), priorDeviation);
  const own = evidence.own.get(modality);
  if (own === undefined || own.count === 0) return pool;
  const surplus: RewardTally = { ...own, sum: own.sum - own.count * pool.mean };
  const shift = posteriorOf(surplus, ownPriorDeviation);
  return {
    mean: pool.mean + shift.mean,
    deviation: Math.hypot(pool.deviation, shift.deviation),
  };
}

/**
 * Chooses a form by Thompson sampling (Thompson 1933; Russo et al. 2018) over the forms at hand.
 * `random` gives uniform numbers in [0, 1); the same numbers give the same choice.
 */
export function chooseModality(
  available: readonly Modality[],
  evidence: ModalityEvidence,
  random: () => number,
): ModalityChoice {
  const posteriors = available.map((modality) => combinedPosterior(evidence, modality));
  const wins = new Float64Array(available.length);
  for (let draw = 0; draw < propensityDraws; draw++) {
    const index = drawBest(posteriors, random);
    wins[index] = (wins[index] ?? 0) + 1;
  }
  const even = explorationShare / available.length;
  const shares = Array.from(wins, (won) => even + (1 - explorationShare) * (won / propensityDraws));
  const chosen = available[pick(shares, random())];
  if (chosen === undefined) throw new RangeError("No form to choose from");
  return {
    chosen,
    propensities: new Map(available.map((modality, index) => [modality, shares[index] ?? 0])),
    estimates: estimateModalities(available, evidence),
  };
}

/** What is known of each form, for a page to show. */
export function estimateModalities(
  available: readonly Modality[],
  evidence: ModalityEvidence,
): ModalityEstimate[] {
  return available.map((modality) => {
    const { mean, deviation } = combinedPosterior(evidence, modality);
    const margin = intervalDeviations * deviation;
    return {
      modality,
      mean,
      standardError: deviation,
      low: mean - margin,
      high: mean + margin,
      count: evidence.pooled.get(modality)?.count ?? 0,
    };
  });
}

function drawBest(posteriors: readonly Posterior[], random: () => number): number {
  let best = 0;
  let highest = -Infinity;
  posteriors.forEach(({ mean, deviation }, index) => {
    const value = mean + sampledShare * deviation * standardNormal(random);
    if (value > highest) {
      highest = value;
      best = index;
    }
  });
  return best;
}

/** Box and Muller 1958. */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function pick(shares: readonly number[], at: number): number {
  let sum = 0;
  for (let index = 0; index < shares.length; index++) {
    sum += shares[index] ?? 0;
    if (at < sum) return index;
  }
  return shares.length - 1;
}

/**
 * A learner's own results with a form as `learner_profiles.modality_scores` keeps them: 0.5 says that it changes
 * nothing, and few answers stay near it.
 */
export function effectScore(own: RewardTally): number {
  return Math.min(1, Math.max(0, 0.5 + posteriorOf(own, priorDeviation).mean));
}

export interface ModalityComparison {
  readonly better: Modality;
  readonly worse: Modality;
  /** Difference in later success, −1 to 1, with half its interval. */
  readonly difference: number;
  readonly margin: number;
  /** Whether the interval leaves out zero: only then may the interface say one helps more. */
  readonly isClear: boolean;
}

/** Wide enough that looking again and again, over all pairs of forms, rarely finds what is not there. */
const clearDeviations = 3.6;
const fewestForClaim = 50;

/** The best form against the next, with the interval that the interface shows beside it. */
export function compareModalities(
  pooled: ReadonlyMap<Modality, RewardTally>,
): ModalityComparison | null {
  const ranked = [...pooled]
    .map(([modality, tally]) => ({ modality, tally, ...posteriorOf(tally, priorDeviation) }))
    .filter(({ tally }) => tally.count > 0)
    .toSorted((a, b) => b.mean - a.mean);
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return null;
  const difference = first.mean - second.mean;
  const margin = clearDeviations * Math.hypot(first.deviation, second.deviation);
  return {
    better: first.modality,
    worse: second.modality,
    difference,
    margin,
    isClear:
      difference > margin && Math.min(first.tally.count, second.tally.count) >= fewestForClaim,
  };
}
