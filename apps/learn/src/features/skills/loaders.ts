import { type LearnerProfile, loadSkills } from "@byteos/usecases/learner/load-skills";
import { requireMember } from "../../lib/session.ts";

export async function loadSkillsPage(): Promise<LearnerProfile> {
  return loadSkills({ ctx: await requireMember() });
}
