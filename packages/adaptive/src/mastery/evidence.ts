/** How one answer came about. */
export interface AnswerCircumstances {
  /** 0 to 1, as graded. */
  readonly score: number;
  readonly hintsUsed: number;
  /** The answer had been shown to the learner before. */
  readonly isRevealed: boolean;
  /** The same item was answered wrong just before: what is right now may be left over. */
  readonly isRetry: boolean;
  /** Null where the time is unknown. */
  readonly durationSecs: number | null;
  /** What learners usually take for the item; null where nobody has answered it. */
  readonly usualSecs: number | null;
}

export interface Evidence {
  readonly score: number;
  /** 0 to 1. */
  readonly weight: number;
}

/** Share of its weight that a right answer loses with each hint. */
const hintCost = 0.3;
/** A right answer that took this many times the usual is weaker. */
const slowFactor = 3;
const slowWeight = 0.7;
const retryWeight = 0.4;

/** Whether an answer took much longer than learners usually take; no where either is unknown. */
export function isSlowAnswer({
  durationSecs,
  usualSecs,
}: Pick<AnswerCircumstances, "durationSecs" | "usualSecs">): boolean {
  return durationSecs !== null && usualSecs !== null && durationSecs > slowFactor * usualSecs;
}

/**
 * What an answer says about the skill. Help and slowness weaken a right answer; a wrong one says all it says,
 * with or without help. A right answer after the solution was shown says nothing.
 */
export function evidenceOf(answer: AnswerCircumstances): Evidence {
  const { score, hintsUsed, isRevealed, isRetry, durationSecs, usualSecs } = answer;
  const again = isRetry ? retryWeight : 1;
  if (score < 0.5) return { score, weight: again };
  if (isRevealed) return { score, weight: 0 };
  const helped = Math.max(0.2, 1 - hintCost * hintsUsed);
  return {
    score,
    weight: helped * again * (isSlowAnswer({ durationSecs, usualSecs }) ? slowWeight : 1),
  };
}
