import { createFeatureVector, type FeatureVector, writeFeatures } from "./features.ts";
import type { LearnerState } from "./learner-state.ts";
import type { MasteryModel } from "./mastery-model.ts";
import { sigmoid } from "./numeric.ts";
import { scoreFeatures } from "./predict.ts";

/** All from 0 to 1: chance of a right answer to an item of average difficulty in the skill. */
export interface SkillEstimate {
  readonly proficiency: number;
  /** Four times in five the true value lies between these. */
  readonly low: number;
  readonly high: number;
  readonly evidenceCount: number;
}

/** Spread, in log odds, of learners' abilities in a skill before anything is known. */
const priorDeviation = 1.1;
/** Variance added per doubling of the days since the skill was last exercised. */
const forgettingVariance = 0.04;
/** Standard deviations that hold four fifths of a normal distribution. */
export const intervalDeviations = 1.2816;
const daySeconds = 86_400;

/**
 * Mastery of one skill at a time: the model's prediction for an unseen item of the skill's mean difficulty
 * with the lag since the last practice advanced to `atSeconds`, and its uncertainty from the Fisher
 * information of the answers, widened by time.
 */
export function estimateSkill(
  model: MasteryModel,
  learner: LearnerState,
  skillId: string,
  atSeconds: number,
  vector: FeatureVector = createFeatureVector(),
): SkillEstimate {
  const item = { itemId: "", skillIds: [skillId] };
  writeFeatures(vector, model, learner, item, atSeconds, false);
  const logit = scoreFeatures(model, vector);
  const skill = learner.skills.get(skillId);
  const days =
    skill === undefined || atSeconds <= 0
      ? 0
      : Math.max(0, atSeconds - skill.lastAtSeconds) / daySeconds;
  const precision = 1 / priorDeviation ** 2 + (skill?.information ?? 0);
  const deviation = Math.sqrt(1 / precision + forgettingVariance * Math.log2(1 + days));
  return {
    proficiency: sigmoid(logit),
    low: sigmoid(logit - intervalDeviations * deviation),
    high: sigmoid(logit + intervalDeviations * deviation),
    evidenceCount: skill?.attempts ?? 0,
  };
}
