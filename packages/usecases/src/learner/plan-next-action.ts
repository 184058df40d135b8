import {
  type ActionWorld,
  chooseNextAction,
  type NextAction,
} from "@byteos/adaptive/action/next-action";
import { createFeatureVector } from "@byteos/adaptive/mastery/features";
import { estimateSkill } from "@byteos/adaptive/mastery/skill-estimate";
import { moduleSkillSlug } from "@byteos/courseware/skills/find-course-skills";
import { elevated } from "@byteos/db/as-service";
import { learnerStateRepository } from "@byteos/db/repositories/learner-state.repository";
import type { Tx } from "@byteos/db/transaction";
import type { ActiveCourse } from "../enrollment/active-courses.ts";
import type { PublishedVersion } from "../enrollment/published-version.ts";
import type { CollectedReviews } from "../review/collect-reviews.ts";
import { aimOf, type Goal, listGoals } from "./goals.ts";
import { modelWith } from "./mastery-parameters.ts";
import { type ActionNames, describeNextAction, type NextActionView } from "./next-action-view.ts";
import { readLearnerState } from "./read-learner-state.ts";
import { getSharedModel } from "./shared-model.ts";
import { getVersionSkills, type VersionSkills } from "./version-skills.ts";

export interface SkillAtGlance {
  readonly skillId: string;
  readonly name: string;
  /** All 0 to 1. */
  readonly proficiency: number;
  readonly low: number;
  readonly high: number;
}

export interface LearnerPlan {
  readonly next: NextActionView | null;
  /** Skills exercised last, five at most. */
  readonly skills: readonly SkillAtGlance[];
}

interface PlanInput {
  readonly orgId: string;
  readonly userId: string;
  readonly now: Date;
  readonly timeZone: string;
  readonly active: readonly ActiveCourse[];
  /** Versions of finished courses, whose skills can still be practised. */
  readonly finished: readonly PublishedVersion[];
  readonly reviews: CollectedReviews;
}

const glanced = 5;

/** Chooses what the learner does next from everything that they take, and says why. */
export async function planNextAction(tx: Tx, input: PlanInput): Promise<LearnerPlan> {
  const { orgId, userId, now, timeZone, active, finished, reviews } = input;
  const { state } = await learnerStateRepository.findState(tx, { userId });
  const goals = await listGoals(tx, { userId, timeZone });
  const learner = await readLearnerState(tx, { userId, state });
  const versions = [...active.map(({ version }) => version), ...finished];
  const { linked, shared } = await elevated(tx, "choose what comes next", async () => {
    const all: VersionSkills[] = [];
    for (const version of versions) all.push(await getVersionSkills(tx, version));
    const courseIds = all.map(({ courseId }) => courseId);
    return { linked: all, shared: await getSharedModel(tx, { orgId, courseIds }) };
  });
  const model = modelWith(shared, {
    items: linked.flatMap(({ items }) => items.map((item) => ({ ...item, itemId: item.blockId }))),
    skills: linked.flatMap(({ skills }) => skills),
  });
  const action = chooseNextAction(model, learner, worldOf(input, linked, goals));
  const names = namesOf(versions, linked);
  const vector = createFeatureVector();
  const skills = linked
    .flatMap((each) => each.skills)
    .filter(({ skillId, parentId }) => parentId === null && learner.skills.has(skillId))
    .toSorted(
      (a, b) =>
        (learner.skills.get(b.skillId)?.lastStep ?? 0) -
        (learner.skills.get(a.skillId)?.lastStep ?? 0),
    )
    .slice(0, glanced)
    .map(({ skillId, name }) => ({
      skillId,
      name,
      ...estimateSkill(model, learner, skillId, now.getTime() / 1_000, vector),
    }));
  return { next: describe(action, names, { now, timeZone }, reviews), skills };
}

function describe(
  action: NextAction | null,
  names: ActionNames,
  clock: { now: Date; timeZone: string },
  reviews: CollectedReviews,
): NextActionView | null {
  if (action === null) return null;
  const view = describeNextAction(action, names, clock);
  const count = reviews.queue.now.length;
  return view.type === "review"
    ? { ...view, title: count === 1 ? "One card due" : `${count} cards and questions due` }
    : view;
}

function worldOf(
  { now, active, reviews }: PlanInput,
  linked: readonly VersionSkills[],
  goals: ReadonlyMap<string, Goal>,
): ActionWorld {
  const idOf = new Map(
    linked.flatMap(({ skills }) => skills.map(({ slug, skillId }) => [slug, skillId] as const)),
  );
  const due = reviews.queue.now;
  return {
    nowMs: now.getTime(),
    skills: linked.flatMap(({ courseId, skills }) =>
      skills.map(({ skillId, requires, target }) => ({
        skillId,
        courseId,
        requires,
        ...aimOf(target, goals.get(skillId)),
      })),
    ),
    items: linked.flatMap(({ items }) => items),
    courses: active.map(({ shown }) => ({
      courseId: shown.courseId,
      lesson: {
        moduleId: shown.next.moduleId,
        skillId: idOf.get(moduleSkillSlug(shown.next.moduleId)) ?? null,
        minutes: shown.next.minutes,
      },
      dueAtMs: shown.dueDate?.getTime() ?? null,
      isRequired: shown.isRequired,
      lastActiveAtMs: shown.lastActiveAt?.getTime() ?? null,
    })),
    review: {
      count: due.length,
      minutes: reviews.minutes,
      expectedLapses: due.reduce(
        (sum, { memory, recall }) => sum + (memory === null ? 0.1 : 1 - recall),
        0,
      ),
    },
  };
}

function namesOf(
  versions: readonly PublishedVersion[],
  linked: readonly VersionSkills[],
): ActionNames {
  const courses = new Map<string, PublishedVersion["course"]>(
    versions.map(({ course }) => [course.courseId, course]),
  );
  const skills = new Map(
    linked.flatMap((each) => each.skills.map(({ skillId, name }) => [skillId, name] as const)),
  );
  return {
    courseTitle: (courseId) => courses.get(courseId)?.title ?? "",
    moduleTitle: (courseId, moduleId) =>
      courses.get(courseId)?.modules.find(({ id }) => id === moduleId)?.title ?? "",
    skillName: (skillId) => skills.get(skillId) ?? "",
  };
}
