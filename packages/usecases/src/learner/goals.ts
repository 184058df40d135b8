import type { LearnerGoal } from "@byteos/adaptive/action/goal-weight";
import { masteryTarget } from "@byteos/adaptive/mastery/skill-gap";
import { AppError } from "@byteos/contracts/errors";
import { asUser } from "@byteos/db/as-user";
import { learnerGoalRepository } from "@byteos/db/repositories/learner-goal.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { utcOffsetMins } from "../event/learner-clock.ts";
import type { UseCase } from "../use-case.ts";

export const SetGoalInput = z.strictObject({
  skillId: z.uuid(),
  /** Share of questions of average difficulty to be answered rightly, 0.5 to 0.99. */
  target: z.number().min(0.5).max(0.99),
  /** The last day for it, on the learner's calendar; null for some time. */
  dueOn: z.iso.date().nullable(),
});
export const DropGoalInput = z.strictObject({ skillId: z.uuid() });

export interface Goal extends LearnerGoal {
  readonly target: number;
  readonly dueOn: string | null;
}

/** Sets or changes what the learner wants to reach in a skill. Throws `learner.skill-not-found`. */
export async function setGoal({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const goal = SetGoalInput.parse(input);
  const { userId } = ctx.actor;
  const isSet = await asUser(ctx, (tx) => learnerGoalRepository.set(tx, { userId, ...goal }));
  if (!isSet) throw new AppError("not_found", "learner.skill-not-found", "There is no such skill.");
}

export async function dropGoal({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { skillId } = DropGoalInput.parse(input);
  const { userId } = ctx.actor;
  await asUser(ctx, (tx) => learnerGoalRepository.drop(tx, { userId, skillId }));
}

/** The learner's goals by skill. */
export async function listGoals(
  tx: Tx,
  { userId, timeZone }: { userId: string; timeZone: string },
): Promise<ReadonlyMap<string, Goal>> {
  const rows = await learnerGoalRepository.list(tx, { userId });
  return new Map(
    rows.map(({ skillId, target, dueOn }) => [
      skillId,
      { target, dueOn, dueAtMs: dueOn === null ? null : endOfDayMs(dueOn, timeZone) },
    ]),
  );
}

/** What the engine aims at in a skill: the higher of what the course and the learner want. */
export function aimOf(courseTarget: number | null, goal: Goal | undefined) {
  const target = Math.max(courseTarget ?? masteryTarget, goal?.target ?? 0);
  return { target, ...(goal === undefined ? {} : { goal }) };
}

/** The first moment after a day of the learner's calendar. */
function endOfDayMs(day: string, timeZone: string): number {
  const next = Date.parse(day) + 86_400_000;
  return next - utcOffsetMins(timeZone, new Date(next)) * 60_000;
}
