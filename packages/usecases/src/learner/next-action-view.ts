import type { ActionTarget, NextAction, RankedAction } from "@byteos/adaptive/action/next-action";
import { z } from "zod";

const ActionPlace = z.strictObject({
  type: z.enum(["lesson", "practice", "review"]),
  /** A module, a skill, or nothing for a review. */
  targetId: z.string().nullable(),
  courseId: z.string().nullable(),
  /** Of the module or skill. */
  title: z.string(),
  courseTitle: z.string().nullable(),
});
export type ActionPlace = z.infer<typeof ActionPlace>;

/** What to do next, why, and what would change it. Chances and shares are 0 to 1. */
export const NextActionView = ActionPlace.extend({
  why: z.string(),
  /** Null when no one change would lead elsewhere. */
  whatWouldChangeIt: z.string().nullable(),
  /** What decided, for whoever wants to check. */
  inputs: z.strictObject({
    score: z.number(),
    expectedGain: z.number(),
    goalWeight: z.number(),
    forgettingRisk: z.number(),
    skillId: z.string().nullable(),
    skillName: z.string().nullable(),
    proficiency: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    evidenceCount: z.number(),
    readiness: z.number(),
    dueAt: z.iso.datetime().nullable(),
    isRequired: z.boolean(),
    reviewCount: z.number(),
    /** What the learner set out to reach in the skill, where it is a goal of theirs. */
    goalTarget: z.number().nullable(),
    goalDueAt: z.iso.datetime().nullable(),
  }),
  others: z.array(ActionPlace),
});
export type NextActionView = z.infer<typeof NextActionView>;

export interface ActionNames {
  readonly moduleTitle: (courseId: string, moduleId: string) => string;
  readonly courseTitle: (courseId: string) => string;
  readonly skillName: (skillId: string) => string;
}

const percent = (share: number) => `${Math.round(share * 100)}%`;
const countOf = (count: number, one: string, many: string) =>
  `${count} ${count === 1 ? one : many}`;
const fewAnswers = 6;

/** Puts an action into words and names. `timeZone` is the learner's, for the deadline. */
export function describeNextAction(
  action: NextAction,
  names: ActionNames,
  { now, timeZone }: { now: Date; timeZone: string },
): NextActionView {
  const { inputs, score } = action;
  const { skillId, dueAtMs, goalDueAtMs, ...rest } = inputs;
  return {
    ...placeOf(action.target, names),
    why: whyOf(action, names, { now, timeZone }),
    whatWouldChangeIt: changeOf(action, names),
    inputs: {
      ...rest,
      score,
      skillId,
      skillName: skillId === null ? null : names.skillName(skillId),
      dueAt: dueAtMs === null ? null : new Date(dueAtMs).toISOString(),
      goalDueAt: goalDueAtMs === null ? null : new Date(goalDueAtMs).toISOString(),
    },
    others: action.others.map(({ target }) => placeOf(target, names)),
  };
}

function placeOf(target: ActionTarget, names: ActionNames): ActionPlace {
  const { type, courseId, targetId } = target;
  if (type === "review") return { type, courseId, targetId, title: "Review", courseTitle: null };
  const title =
    type === "lesson" ? names.moduleTitle(courseId, targetId) : names.skillName(targetId);
  return { type, courseId, targetId, title, courseTitle: names.courseTitle(courseId) };
}

function whyOf(
  { target, inputs }: RankedAction,
  names: ActionNames,
  { now, timeZone }: { now: Date; timeZone: string },
): string {
  const parts: string[] = [];
  if (target.type === "review") {
    return `${countOf(inputs.reviewCount, "card or question is", "cards and questions are")} due, and each day makes them likelier to be forgotten.`;
  }
  const dateOf = (ms: number) =>
    new Date(ms).toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone });
  const { goalTarget, goalDueAtMs } = inputs;
  if (goalTarget !== null) {
    const isAhead = goalDueAtMs !== null && goalDueAtMs > now.getTime();
    // The end of a day is the first moment of the next.
    const by = isAhead ? ` by ${dateOf(goalDueAtMs - 1)}` : "";
    parts.push(`Towards your own goal of ${percent(goalTarget)}${by}.`);
  }
  if (inputs.dueAtMs !== null) {
    const date = dateOf(inputs.dueAtMs);
    parts.push(
      inputs.dueAtMs < now.getTime()
        ? `The course was due on ${date}.`
        : `The course is due on ${date}.`,
    );
  } else if (inputs.isRequired) parts.push("Your organisation asked you to take this course.");
  const { skillId, proficiency } = inputs;
  if (target.type === "practice" && proficiency !== null) {
    parts.push(
      `You are at about ${percent(proficiency)} here, from ${countOf(inputs.evidenceCount, "answer", "answers")}; practice at the right difficulty adds most.`,
    );
  } else if (skillId !== null && proficiency !== null) {
    parts.push(
      `It builds on ${names.skillName(skillId)}, where you are at about ${percent(proficiency)}.`,
    );
  } else if (parts.length === 0) {
    parts.push("It comes next in a course that you have under way.");
  }
  return parts.join(" ");
}

function changeOf({ inputs, counterfactual }: NextAction, names: ActionNames): string | null {
  if (counterfactual === null) return null;
  const { instead, at, direction } = counterfactual;
  const other = inWords(instead, names);
  if (counterfactual.lever === "reviews") {
    return direction === "above"
      ? `With more than ${at} due for review this would be ${other}.`
      : `With fewer than ${at} due this would be ${other}.`;
  }
  const guess =
    inputs.evidenceCount > 0 && inputs.evidenceCount < fewAnswers
      ? ` ${countOf(inputs.evidenceCount, "answer", "answers")} so far, so treat this as a fair guess.`
      : "";
  const name = names.skillName(counterfactual.skillId);
  const level = direction === "above" ? `At ${percent(at)}` : `At ${percent(at)} or less`;
  return `${level} on ${name} this would be ${other}.${guess}`;
}

function inWords(target: ActionTarget, names: ActionNames): string {
  const { type, courseId, targetId } = target;
  if (type === "review") return "a review";
  return type === "practice"
    ? `practice of ${names.skillName(targetId)}`
    : names.moduleTitle(courseId, targetId);
}
