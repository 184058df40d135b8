import { createFeatureVector } from "@byteos/adaptive/mastery/features";
import type { LearnerState } from "@byteos/adaptive/mastery/learner-state";
import type { MasteryModel } from "@byteos/adaptive/mastery/mastery-model";
import { estimateSkill } from "@byteos/adaptive/mastery/skill-estimate";
import { masteryTarget, skillGap } from "@byteos/adaptive/mastery/skill-gap";
import type { SkillStanding, SkillWrite } from "@byteos/db/repositories/learner-state.repository";

/** What pages read of these skills: estimate, interval and gap at a time. */
export function describeSkills(
  model: MasteryModel,
  learner: LearnerState,
  { skills, atSeconds }: { skills: readonly SkillStanding[]; atSeconds: number },
): SkillWrite[] {
  const vector = createFeatureVector();
  return skills.map(({ skillId, hasGap, target }) => {
    const estimate = estimateSkill(model, learner, skillId, atSeconds, vector);
    const gap = skillGap(estimate, { wasOpen: hasGap, target: target ?? masteryTarget });
    return { skillId, ...estimate, gap };
  });
}
