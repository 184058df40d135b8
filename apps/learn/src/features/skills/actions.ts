"use server";

import { dropGoal, setGoal } from "@byteos/usecases/learner/goals";
import { errorFields } from "@byteos/web/log";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { log } from "../../lib/log.ts";
import { requireMember } from "../../lib/session.ts";

const GoalForm = z.object({
  skillId: z.uuid(),
  target: z.coerce.number(),
  // An empty field is no date.
  dueOn: z.union([z.literal("").transform(() => null), z.iso.date()]),
});
const DropForm = z.object({ skillId: z.uuid() });

/** False when it could not be kept. */
async function keep(event: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
  } catch (error) {
    log.error(event, errorFields(error));
    return false;
  }
  // Home chooses by goals as well.
  revalidatePath("/", "layout");
  return true;
}

export async function setGoalAction(form: FormData): Promise<boolean> {
  const ctx = await requireMember();
  const input = GoalForm.parse(Object.fromEntries(form));
  return keep("goal_not_set", () => setGoal({ ctx, input }));
}

export async function dropGoalAction(form: FormData): Promise<boolean> {
  const ctx = await requireMember();
  const input = DropForm.parse(Object.fromEntries(form));
  return keep("goal_not_dropped", () => dropGoal({ ctx, input }));
}
