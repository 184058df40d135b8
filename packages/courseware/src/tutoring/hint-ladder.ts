/** Hints that come before an answer, whatever is asked: an answer at once teaches less (Bastani et al. 2024). */
const fewestHints = 2;
const mostHints = 5;

export interface HintLadder {
  /** Hints given so far. */
  readonly given: number;
  /** Hints in all, before the answer. */
  readonly total: number;
  readonly hasTried: boolean;
  /** Whether the answer may be told now. */
  readonly mayAnswer: boolean;
}

/** Where a learner stands with an open question. `written` counts the hints its author wrote. */
export function hintLadder({
  given,
  written,
  attempts,
}: {
  readonly given: number;
  readonly written: number;
  readonly attempts: number;
}): HintLadder {
  const total = Math.min(mostHints, Math.max(fewestHints, written));
  const hasTried = attempts > 0;
  return { given, total, hasTried, mayAnswer: hasTried && given >= fewestHints };
}
