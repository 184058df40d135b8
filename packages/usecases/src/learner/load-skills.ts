import { createFeatureVector } from "@byteos/adaptive/mastery/features";
import { estimateSkill } from "@byteos/adaptive/mastery/skill-estimate";
import { skillGap } from "@byteos/adaptive/mastery/skill-gap";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { learnerProfileRepository } from "@byteos/db/repositories/learner-profile.repository";
import { learnerStateRepository } from "@byteos/db/repositories/learner-state.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { getPublishedVersion } from "../enrollment/published-version.ts";
import type { UseCase } from "../use-case.ts";
import { aimOf, listGoals } from "./goals.ts";
import { modelWith } from "./mastery-parameters.ts";
import { readLearnerState } from "./read-learner-state.ts";
import { getSharedModel } from "./shared-model.ts";
import { getVersionSkills } from "./version-skills.ts";

const LearnerSkill = z.strictObject({
  skillId: z.string(),
  name: z.string(),
  /** The module's skill that this one is within; null for a module's own. */
  parentId: z.string().nullable(),
  /** Ids of skills in the same course that should be known first. */
  requires: z.array(z.string()),
  /** All 0 to 1; four times in five the true value lies between low and high. */
  proficiency: z.number(),
  low: z.number(),
  high: z.number(),
  evidenceCount: z.number(),
  /** Share of the target that is missing; null where there is no gap or too little evidence. */
  gap: z.number().nullable(),
  /** What is to be reached, by the course or by the learner's goal. */
  target: z.number(),
  /** The learner's own; `dueOn` is an ISO date of their calendar. */
  goal: z.strictObject({ target: z.number(), dueOn: z.string().nullable() }).nullable(),
  questionCount: z.number(),
  moduleId: z.string().nullable(),
});
export type LearnerSkill = z.infer<typeof LearnerSkill>;

/** What the engine knows of the learner who asks. */
export const LearnerProfile = z.strictObject({
  streakDays: z.number(),
  answerCount: z.number(),
  courses: z.array(
    z.strictObject({ courseId: z.string(), title: z.string(), skills: z.array(LearnerSkill) }),
  ),
});
export type LearnerProfile = z.infer<typeof LearnerProfile>;

/** Skills come with the courses opened last. */
const mostCourses = 24;

/** The learner's skills by course, as they stand now: time since the last practice is counted in. */
export async function loadSkills({ ctx }: Pick<UseCase, "ctx">): Promise<LearnerProfile> {
  requireCapability(ctx, "course.take");
  const { orgId, userId } = ctx.actor;
  const atSeconds = Date.now() / 1_000;
  return asUser(ctx, async (tx) => {
    const person = await learnerProfileRepository.findWithOrganisation(tx, { orgId, userId });
    const enrollments = await enrollmentRepository.listForLearner(tx, { orgId, userId });
    const { state, openGaps } = await learnerStateRepository.findState(tx, { userId });
    const learner = await readLearnerState(tx, { userId, state });
    const goals = await listGoals(tx, { userId, timeZone: "UTC" });
    const open = new Set(openGaps);
    const vector = createFeatureVector();
    const courses: LearnerProfile["courses"] = [];
    for (const { courseVersionId } of enrollments.slice(0, mostCourses)) {
      const version = await getPublishedVersion(tx, { orgId, courseVersionId });
      const { linked, shared } = await elevated(tx, "estimate the learner's skills", async () => ({
        linked: await getVersionSkills(tx, version),
        shared: await getSharedModel(tx, { orgId, courseIds: [version.course.courseId] }),
      }));
      const model = modelWith(shared, { items: [], skills: linked.skills });
      courses.push({
        courseId: version.course.courseId,
        title: version.course.title,
        skills: linked.skills.map(({ skillId, name, slug, parentId, requires, ...skill }) => {
          const estimate = estimateSkill(model, learner, skillId, atSeconds, vector);
          const own = goals.get(skillId);
          const { target } = aimOf(skill.target, own);
          return {
            ...estimate,
            skillId,
            name,
            parentId,
            requires: [...requires],
            gap: skillGap(estimate, { wasOpen: open.has(skillId), target }),
            target,
            goal: own === undefined ? null : { target: own.target, dueOn: own.dueOn },
            questionCount: linked.items.filter((item) => item.skillIds.includes(skillId)).length,
            moduleId: slug.startsWith("module-") ? slug.slice("module-".length) : null,
          };
        }),
      });
    }
    return {
      streakDays: person?.streakDays ?? 0,
      answerCount: learner.attempts,
      courses: courses.filter(({ skills }) => skills.length > 0),
    };
  });
}
