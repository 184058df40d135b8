import { chooseItem, type ChosenItem } from "@byteos/adaptive/action/choose-item";
import { createFeatureVector } from "@byteos/adaptive/mastery/features";
import { estimateSkill } from "@byteos/adaptive/mastery/skill-estimate";
import { masteryTarget } from "@byteos/adaptive/mastery/skill-gap";
import { BlockId, CourseId } from "@byteos/contracts/ids";
import { PublicQuestion } from "@byteos/contracts/question";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import {
  enrollmentRepository,
  type EnrollmentSummary,
} from "@byteos/db/repositories/enrollment.repository";
import { learnerStateRepository } from "@byteos/db/repositories/learner-state.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { findLockedModules } from "../enrollment/completion-order.ts";
import { getPublishedVersion, type PublishedVersion } from "../enrollment/published-version.ts";
import { modelWith } from "../learner/mastery-parameters.ts";
import { readLearnerState } from "../learner/read-learner-state.ts";
import { getSharedModel } from "../learner/shared-model.ts";
import { getVersionSkills, type LinkedItem, type LinkedSkill } from "../learner/version-skills.ts";
import type { UseCase } from "../use-case.ts";

export const ChooseQuestionInput = z.strictObject({
  /** One skill alone; without it, whatever needs practice most. */
  skillId: z.uuid().nullish(),
  /** Blocks asked in this sitting. */
  asked: z.array(BlockId).max(200).default([]),
});

const Standing = z.strictObject({
  skillId: z.string(),
  name: z.string(),
  /** All 0 to 1. */
  proficiency: z.number(),
  low: z.number(),
  high: z.number(),
});

export const PracticeStep = z.strictObject({
  /** What is practised; null when it is whatever needs it most. */
  skill: Standing.nullable(),
  /** Null when there is nothing to ask. */
  question: z
    .strictObject({
      courseId: CourseId,
      courseTitle: z.string(),
      moduleTitle: z.string(),
      blockId: BlockId,
      question: PublicQuestion,
      /** The skill asked for, and the chance that this learner answers right. */
      skillName: z.string(),
      predicted: z.number(),
      isInBand: z.boolean(),
    })
    .nullable(),
});
export type PracticeStep = z.infer<typeof PracticeStep>;

interface Practicable extends LinkedItem {
  readonly version: PublishedVersion;
}

/**
 * The question to practise next: of a module that the learner has begun, at a difficulty where they succeed
 * seven to eight and a half times in ten, of the skill that needs it most.
 */
export async function chooseQuestion({ ctx, input }: UseCase): Promise<PracticeStep> {
  requireCapability(ctx, "course.take");
  const { skillId, asked } = ChooseQuestionInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const atSeconds = Date.now() / 1_000;
  return asUser(ctx, async (tx) => {
    const enrollments = await enrollmentRepository.listForLearner(tx, { orgId, userId });
    const { items, skills } = await findPracticable(tx, { orgId, enrollments });
    const courseIds = items.map(({ version }) => version.course.courseId);
    const shared = await elevated(tx, "choose a question", () =>
      getSharedModel(tx, { orgId, courseIds }),
    );
    const { state } = await learnerStateRepository.findState(tx, { userId });
    const learner = await readLearnerState(tx, { userId, state });
    const model = modelWith(shared, {
      items: items.map((item) => ({ ...item, itemId: item.blockId })),
      skills: [...skills.values()],
    });
    const vector = createFeatureVector();
    const estimateOf = (id: string) => estimateSkill(model, learner, id, atSeconds, vector);
    const wanted = skillId == null ? undefined : skills.get(skillId);
    const candidates =
      skillId == null ? items : items.filter((item) => item.skillIds.includes(skillId));
    const needs = new Map<string, number>();
    for (const id of new Set(candidates.flatMap((item) => item.skillIds))) {
      needs.set(id, Math.max(0, masteryTarget - estimateOf(id).proficiency) / masteryTarget);
    }
    const chosen = chooseItem(
      model,
      learner,
      candidates.map(({ blockId, skillIds, answers }) => ({ itemId: blockId, skillIds, answers })),
      {
        atSeconds,
        needOf: (id) => needs.get(id) ?? 0,
        askedIds: new Set<string>(asked),
        random: Math.random,
      },
    );
    return {
      skill:
        wanted === undefined
          ? null
          : { ...pickStanding(wanted), ...standingOf(estimateOf, wanted) },
      question: describe(chosen, { candidates, skills, needs, wanted }),
    };
  });
}

const pickStanding = ({ skillId, name }: LinkedSkill) => ({ skillId, name });

function standingOf(
  estimateOf: (id: string) => { proficiency: number; low: number; high: number },
  { skillId }: LinkedSkill,
) {
  const { proficiency, low, high } = estimateOf(skillId);
  return { proficiency, low, high };
}

/** Questions of modules that the learner has begun and may open, in every course that they take or took. */
async function findPracticable(
  tx: Tx,
  { orgId, enrollments }: { orgId: string; enrollments: readonly EnrollmentSummary[] },
): Promise<{ items: Practicable[]; skills: Map<string, LinkedSkill> }> {
  const begun = enrollments.filter((each) => each.completedBlocks > 0);
  const completed = await enrollmentRepository.listCompletedBlocks(tx, {
    enrollmentIds: begun.map(({ id }) => id),
  });
  const items: Practicable[] = [];
  const skills = new Map<string, LinkedSkill>();
  for (const { id, courseVersionId, isOrdered } of begun) {
    const version = await getPublishedVersion(tx, { orgId, courseVersionId });
    const linked = await elevated(tx, "read difficulties to choose a question", () =>
      getVersionSkills(tx, version),
    );
    const done = completed.get(id) ?? [];
    const open = new Set<string>(
      done.flatMap((block) => version.blocks.get(block)?.moduleId ?? []),
    );
    if (isOrdered) for (const locked of findLockedModules(done, version)) open.delete(locked);
    for (const item of linked.items) if (open.has(item.moduleId)) items.push({ ...item, version });
    for (const skill of linked.skills) skills.set(skill.skillId, skill);
  }
  return { items, skills };
}

function describe(
  chosen: ChosenItem | null,
  {
    candidates,
    skills,
    needs,
    wanted,
  }: {
    candidates: readonly Practicable[];
    skills: ReadonlyMap<string, LinkedSkill>;
    needs: ReadonlyMap<string, number>;
    wanted: LinkedSkill | undefined;
  },
): PracticeStep["question"] {
  const item = candidates.find(({ blockId }) => blockId === chosen?.itemId);
  if (chosen === null || item === undefined) return null;
  const { course } = item.version;
  const module = course.modules.find(({ id }) => id === item.moduleId);
  const block = module?.blocks.find(({ id }) => id === item.blockId);
  if (module === undefined || block?.type !== "question") return null;
  const [neediest = ""] = item.skillIds.toSorted(
    (a, b) => (needs.get(b) ?? 0) - (needs.get(a) ?? 0),
  );
  return {
    courseId: course.courseId,
    courseTitle: course.title,
    moduleTitle: module.title,
    blockId: block.id,
    question: block.question,
    skillName: (wanted ?? skills.get(neediest))?.name ?? module.title,
    predicted: chosen.predicted,
    isInBand: chosen.isInBand,
  };
}
