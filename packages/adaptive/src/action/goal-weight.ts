import type { ActionCourse } from "./next-action.ts";

/** A skill that the learner wants to have, by their own word. */
export interface LearnerGoal {
  /** The end of the day by which; null for some time. */
  readonly dueAtMs: number | null;
}

const dayMs = 86_400_000;
/** What people set out to do by themselves comes before what is merely next. */
const ownGoal = 1.6;

/** How much a course matters now: a deadline first, then who asked for it, then whether it is under way. */
export function goalWeight(course: ActionCourse | undefined, nowMs: number): number {
  if (course === undefined) return 0.5;
  const { dueAtMs, isRequired, lastActiveAtMs } = course;
  const isOverdue = dueAtMs !== null && dueAtMs <= nowMs;
  const urgency = isOverdue ? 2.5 : urgencyOf(dueAtMs, nowMs);
  const idle = lastActiveAtMs === null ? Infinity : (nowMs - lastActiveAtMs) / dayMs;
  return (1 + urgency) * (isRequired ? 1.25 : 1) * (1 + 0.3 * Math.exp(-idle / 7));
}

/** 0 without a date, 2 on the day, half of that five days before. A date that has passed presses no more. */
function urgencyOf(dueAtMs: number | null, nowMs: number): number {
  if (dueAtMs === null || dueAtMs <= nowMs) return 0;
  return 2 * Math.exp(-(dueAtMs - nowMs) / dayMs / 7);
}

/** How much more a skill matters for being the learner's own goal. */
export function learnerGoalWeight(goal: LearnerGoal | undefined, nowMs: number): number {
  return goal === undefined ? 1 : ownGoal + urgencyOf(goal.dueAtMs, nowMs) / 2;
}
