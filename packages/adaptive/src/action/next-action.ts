import { createFeatureVector } from "../mastery/features.ts";
import type { LearnerState } from "../mastery/learner-state.ts";
import type { MasteryModel } from "../mastery/mastery-model.ts";
import { clamp, sigmoid } from "../mastery/numeric.ts";
import { estimateSkill } from "../mastery/skill-estimate.ts";
import { masteryTarget } from "../mastery/skill-gap.ts";
import { targetBand } from "./choose-item.ts";
import { goalWeight, type LearnerGoal, learnerGoalWeight } from "./goal-weight.ts";

export interface ActionSkill {
  readonly skillId: string;
  readonly courseId: string;
  /** Ids of skills that should be known first. */
  readonly requires: readonly string[];
  /** What the learner should reach, 0 to 1; the usual mark where it is left out. */
  readonly target?: number;
  /** The learner's own goal in it. */
  readonly goal?: LearnerGoal;
}

export interface ActionItem {
  readonly skillIds: readonly string[];
  /** Its own part of the easiness, on the log-odds scale. */
  readonly easiness: number;
}

export interface ActionLesson {
  readonly moduleId: string;
  /** The skill that the lesson teaches; null for one that exercises none. */
  readonly skillId: string | null;
  readonly minutes: number;
}

export interface ActionCourse {
  readonly courseId: string;
  /** What comes next in it; null when everything has been read. */
  readonly lesson: ActionLesson | null;
  readonly dueAtMs: number | null;
  /** Somebody else asked the learner to take it. */
  readonly isRequired: boolean;
  readonly lastActiveAtMs: number | null;
}

export interface ActionWorld {
  readonly nowMs: number;
  readonly skills: readonly ActionSkill[];
  readonly items: readonly ActionItem[];
  readonly courses: readonly ActionCourse[];
  readonly review: {
    readonly count: number;
    readonly minutes: number;
    /** Sum over what is due of the chance that it is forgotten. */
    readonly expectedLapses: number;
  };
}

export type ActionTarget =
  | { readonly type: "lesson"; readonly courseId: string; readonly targetId: string }
  | { readonly type: "practice"; readonly courseId: string; readonly targetId: string }
  | { readonly type: "review"; readonly courseId: null; readonly targetId: null };

/** What decided, all as numbers that the interface can say. */
export interface ActionInputs {
  readonly expectedGain: number;
  readonly goalWeight: number;
  readonly forgettingRisk: number;
  /** Of the skill in question; null for reviews and lessons that teach none. */
  readonly skillId: string | null;
  readonly proficiency: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly evidenceCount: number;
  /** How well the skills that it builds on are known, 0 to 1. */
  readonly readiness: number;
  readonly dueAtMs: number | null;
  readonly isRequired: boolean;
  readonly reviewCount: number;
  /** What is to be reached in the skill that the action is for, where it is the learner's own goal. */
  readonly goalTarget: number | null;
  readonly goalDueAtMs: number | null;
}

export interface RankedAction {
  readonly target: ActionTarget;
  readonly score: number;
  readonly inputs: ActionInputs;
}

export interface NextAction extends RankedAction {
  /** The smallest change of one input that would make it something else; null when none would. */
  readonly counterfactual:
    | {
        readonly lever: "proficiency";
        readonly skillId: string;
        /** 0 to 1. */
        readonly at: number;
        readonly direction: "above" | "below";
        readonly instead: ActionTarget;
      }
    | {
        readonly lever: "reviews";
        readonly at: number;
        readonly direction: "above" | "below";
        readonly instead: ActionTarget;
      }
    | null;
  readonly others: readonly RankedAction[];
}

/** Share of what is missing that ten minutes of a lesson, or of practice in the band, are taken to add. */
const lessonYield = 0.3;
const practiceYield = 0.55;
/** Worth of one card saved from being forgotten, in the same units. */
const recallWorth = 0.035;
/** Gaps looked at closely; the rest are ranked by the Elo state alone. */
const closeLook = 24;
const fewestAnswersForPractice = 1;

interface Candidate extends RankedAction {
  /** The score it would have at another proficiency of its skill, or another number of reviews. */
  readonly scoreAt: (lever: number) => number;
}

/**
 * What to do now: the lesson, practice or review with the greatest expected gain × goal weight + forgetting
 * risk, per ten minutes. Null when there is nothing to do.
 */
export function chooseNextAction(
  model: MasteryModel,
  learner: LearnerState,
  world: ActionWorld,
): NextAction | null {
  const candidates = [
    ...lessonCandidates(model, learner, world),
    ...practiceCandidates(model, learner, world),
    ...reviewCandidates(world),
  ].toSorted((a, b) => b.score - a.score);
  const [first, second] = candidates;
  if (first === undefined) return null;
  return {
    ...withoutLever(first),
    counterfactual: second === undefined ? null : counterfactualOf(first, second),
    others: candidates.slice(1, 4).map(withoutLever),
  };
}

const withoutLever = ({ target, score, inputs }: Candidate): RankedAction => ({
  target,
  score,
  inputs,
});

const baseInputs = {
  forgettingRisk: 0,
  skillId: null,
  proficiency: null,
  low: null,
  high: null,
  evidenceCount: 0,
  readiness: 1,
  dueAtMs: null,
  isRequired: false,
  reviewCount: 0,
  goalTarget: null,
  goalDueAtMs: null,
} satisfies Partial<ActionInputs>;

function lessonCandidates(
  model: MasteryModel,
  learner: LearnerState,
  { nowMs, skills, courses }: ActionWorld,
): Candidate[] {
  const vector = createFeatureVector();
  const byId = new Map(skills.map((skill) => [skill.skillId, skill]));
  return courses.flatMap((course) => {
    const { lesson } = course;
    if (lesson === null) return [];
    const skill = lesson.skillId === null ? undefined : byId.get(lesson.skillId);
    const estimate =
      skill === undefined
        ? null
        : estimateSkill(model, learner, skill.skillId, nowMs / 1_000, vector);
    const goal = openGoal(skill, estimate);
    const weight = goalWeight(course, nowMs) * learnerGoalWeight(goal, nowMs);
    const weakest = weakestRequirement(model, learner, skill, nowMs, vector);
    // Nothing is known of a lesson that was never practised: half of it is taken to be new.
    const missing =
      estimate === null || estimate.evidenceCount === 0 ? 0.5 : 1 - estimate.proficiency;
    const pace = 10 / clamp(Math.max(lesson.minutes, 4), 40);
    const gainAt = (readiness: number) =>
      lessonYield * Math.max(0.1, missing) * (0.25 + 0.75 * readiness) * Math.sqrt(pace);
    const expectedGain = gainAt(weakest.readiness);
    return [
      {
        target: { type: "lesson", courseId: course.courseId, targetId: lesson.moduleId },
        score: expectedGain * weight,
        inputs: {
          ...baseInputs,
          expectedGain,
          goalWeight: weight,
          skillId: weakest.skillId,
          proficiency: weakest.skillId === null ? null : weakest.proficiency,
          low: weakest.skillId === null ? null : weakest.low,
          high: weakest.skillId === null ? null : weakest.high,
          evidenceCount: weakest.evidenceCount,
          readiness: weakest.readiness,
          dueAtMs: course.dueAtMs,
          isRequired: course.isRequired,
          ...goalInputs(skill, goal),
        },
        scoreAt: (proficiency: number) => gainAt(readinessOf(proficiency)) * weight,
      } satisfies Candidate,
    ];
  });
}

/** The learner's goal in a skill, until it is reached. */
function openGoal(
  skill: ActionSkill | undefined,
  estimate: { readonly proficiency: number; readonly evidenceCount: number } | null,
): LearnerGoal | undefined {
  const isReached =
    estimate !== null &&
    estimate.evidenceCount > 0 &&
    estimate.proficiency >= (skill?.target ?? masteryTarget);
  return isReached ? undefined : skill?.goal;
}

function goalInputs(skill: ActionSkill | undefined, goal: LearnerGoal | undefined) {
  if (goal === undefined) return {};
  return { goalTarget: skill?.target ?? masteryTarget, goalDueAtMs: goal.dueAtMs };
}

/** Ready in full at the target; half the target is no readiness at all. */
const readinessOf = (proficiency: number) =>
  Math.min(1, Math.max(0, (proficiency - masteryTarget / 2) / (masteryTarget / 2)));

function weakestRequirement(
  model: MasteryModel,
  learner: LearnerState,
  skill: ActionSkill | undefined,
  nowMs: number,
  vector = createFeatureVector(),
) {
  let weakest = {
    skillId: null as string | null,
    readiness: 1,
    proficiency: 1,
    low: 1,
    high: 1,
    evidenceCount: 0,
  };
  for (const id of skill?.requires ?? []) {
    // What was never exercised says nothing against going on.
    if (!learner.skills.has(id)) continue;
    const estimate = estimateSkill(model, learner, id, nowMs / 1_000, vector);
    const readiness = readinessOf(estimate.proficiency);
    if (weakest.skillId === null || readiness < weakest.readiness) {
      weakest = { skillId: id, readiness, ...estimate };
    }
  }
  return weakest;
}

function practiceCandidates(
  model: MasteryModel,
  learner: LearnerState,
  { nowMs, skills, items, courses }: ActionWorld,
): Candidate[] {
  const courseById = new Map(courses.map((course) => [course.courseId, course]));
  const rough = skills
    .filter(
      ({ skillId }) => (learner.skills.get(skillId)?.attempts ?? 0) >= fewestAnswersForPractice,
    )
    .map((skill) => {
      const weight =
        goalWeight(courseById.get(skill.courseId), nowMs) * learnerGoalWeight(skill.goal, nowMs);
      const proficiency = roughProficiency(model, learner, skill.skillId);
      const target = skill.target ?? masteryTarget;
      return { skill, target, weight, worth: weight * Math.max(0, target + 0.05 - proficiency) };
    })
    .filter(({ worth }) => worth > 0)
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, closeLook);
  const practicable = countPracticable(
    model,
    learner,
    items,
    new Set(rough.map(({ skill }) => skill.skillId)),
  );
  const vector = createFeatureVector();
  return rough.flatMap(({ skill, target, weight }) => {
    const inReach = practicable.get(skill.skillId) ?? 0;
    if (inReach === 0) return [];
    const estimate = estimateSkill(model, learner, skill.skillId, nowMs / 1_000, vector);
    const { readiness } = weakestRequirement(model, learner, skill, nowMs, vector);
    // Few items in reach are soon used up.
    const supply = Math.min(1, inReach / 3);
    const gainAt = (proficiency: number) =>
      practiceYield *
      Math.max(0, target - proficiency) *
      (0.4 + 0.6 * readiness) *
      (0.5 + 0.5 * supply);
    const expectedGain = gainAt(estimate.proficiency);
    if (expectedGain <= 0) return [];
    const course = courseById.get(skill.courseId);
    return [
      {
        target: { type: "practice", courseId: skill.courseId, targetId: skill.skillId },
        score: expectedGain * weight,
        inputs: {
          ...baseInputs,
          expectedGain,
          goalWeight: weight,
          skillId: skill.skillId,
          proficiency: estimate.proficiency,
          low: estimate.low,
          high: estimate.high,
          evidenceCount: estimate.evidenceCount,
          readiness,
          dueAtMs: course?.dueAtMs ?? null,
          isRequired: course?.isRequired ?? false,
          ...goalInputs(skill, skill.goal),
        },
        scoreAt: (proficiency: number) => gainAt(proficiency) * weight,
      } satisfies Candidate,
    ];
  });
}

function roughProficiency(model: MasteryModel, learner: LearnerState, skillId: string): number {
  const { base, skills } = model.difficulties;
  const easiness = base + (skills.get(skillId)?.easiness ?? 0);
  return sigmoid(
    clamp(learner.ability + (learner.skills.get(skillId)?.ability ?? 0) + easiness, 6),
  );
}

/** Items of each skill whose predicted success is near the band, by the Elo state: thousands in well under a millisecond. */
function countPracticable(
  model: MasteryModel,
  learner: LearnerState,
  items: readonly ActionItem[],
  wanted: ReadonlySet<string>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { skillIds, easiness } of items) {
    const [skillId] = skillIds;
    if (skillId === undefined || !wanted.has(skillId)) continue;
    const { base, skills } = model.difficulties;
    const ability = learner.ability + (learner.skills.get(skillId)?.ability ?? 0);
    const p = sigmoid(base + (skills.get(skillId)?.easiness ?? 0) + easiness + ability);
    if (p < targetBand.low - 0.5 || p > targetBand.high + 0.12) continue;
    for (const id of skillIds) if (wanted.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function reviewCandidates({ review }: ActionWorld): Candidate[] {
  if (review.count === 0) return [];
  const per = review.expectedLapses / review.count;
  const riskAt = (count: number) =>
    (recallWorth * count * (0.08 + per)) /
    Math.max(1, (review.minutes * count) / review.count / 10);
  const forgettingRisk = riskAt(review.count);
  return [
    {
      target: { type: "review", courseId: null, targetId: null },
      score: forgettingRisk,
      inputs: {
        ...baseInputs,
        expectedGain: 0,
        goalWeight: 1,
        forgettingRisk,
        reviewCount: review.count,
      },
      scoreAt: riskAt,
    },
  ];
}

/** Where moving one input makes the first fall below the second, or else the second rise above the first. */
function counterfactualOf(first: Candidate, second: Candidate): NextAction["counterfactual"] {
  return (
    crossing(first, second.score, { wantsAbove: false, instead: second.target }) ??
    crossing(second, first.score, { wantsAbove: true, instead: second.target })
  );
}

function crossing(
  candidate: Candidate,
  bar: number,
  { wantsAbove, instead }: { wantsAbove: boolean; instead: ActionTarget },
): NextAction["counterfactual"] {
  const { inputs, scoreAt } = candidate;
  const passes = (lever: number) => scoreAt(lever) > bar === wantsAbove;
  if (candidate.target.type === "review") {
    const most = Math.max(200, inputs.reviewCount);
    for (let step = 1; step <= most; step++) {
      for (const count of [inputs.reviewCount - step, inputs.reviewCount + step]) {
        if (count < 1 || count > most || !passes(count)) continue;
        const direction = count < inputs.reviewCount ? "below" : "above";
        return {
          lever: "reviews",
          at: direction === "below" ? count + 1 : count - 1,
          direction,
          instead,
        };
      }
    }
    return null;
  }
  const { skillId, proficiency } = inputs;
  if (skillId === null || proficiency === null) return null;
  for (let step = 1; step <= 100; step++) {
    for (const lever of [proficiency + step / 100, proficiency - step / 100]) {
      if (lever < 0.01 || lever > 0.99 || !passes(lever)) continue;
      const direction = lever > proficiency ? "above" : "below";
      return { lever: "proficiency", skillId, at: lever, direction, instead };
    }
  }
  return null;
}
