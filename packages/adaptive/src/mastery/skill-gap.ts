import type { SkillEstimate } from "./skill-estimate.ts";

/** What counts as mastered unless the course says otherwise, 0 to 1. */
export const masteryTarget = 0.8;
/** A gap opens this far below the target and closes at it, so that it does not flicker. */
const openingDistance = 0.08;
const fewestAnswers = 2;

/**
 * How much of the target is missing, 0 to 1; null where there is no gap or too little evidence to speak of
 * one. `wasOpen` says whether the gap stood before this answer.
 */
export function skillGap(
  { proficiency, evidenceCount }: SkillEstimate,
  { wasOpen, target = masteryTarget }: { wasOpen: boolean; target?: number },
): number | null {
  if (evidenceCount < fewestAnswers && !wasOpen) return null;
  const missing = target - proficiency;
  if (missing <= 0 || (!wasOpen && missing < openingDistance)) return null;
  return missing / target;
}
