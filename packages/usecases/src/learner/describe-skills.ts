import { createFeatureVector } from "@byteos/adaptive/mastery/features";
import type { LearnerState } from "@byteos/adaptive/mastery/learner-state";
import type { MasteryModel } from "@byteos/adaptive/mastery/mastery-model";
import { estimateSkill } from "@byteos/adaptive/mastery/skill-estimate";
import { skillGap } from "@byteos/adaptive/mastery/skill-gap";
import type { SkillWrite } from "@byteos/db/repositories/learner-state.repository";

/** What pages read of these skills: estimate, interval and gap at a time. */
export function describeSkills(
  model: MasteryModel,
  learner: LearnerState,
  {
    skillIds,
    atSeconds,
    hasGap,
  }: {
    skillIds: readonly string[];
    atSeconds: number;
    hasGap: ReadonlyMap<string, boolean>;
  },
): SkillWrite[] {
  const vector = createFeatureVector();
  return skillIds.map((skillId) => {
    const estimate = estimateSkill(model, learner, skillId, atSeconds, vector);
    const gap = skillGap(estimate, { wasOpen: hasGap.get(skillId) ?? false });
    return { skillId, ...estimate, gap };
  });
}
