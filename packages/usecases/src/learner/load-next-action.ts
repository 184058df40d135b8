import { asUser } from "@byteos/db/as-user";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { learnerProfileRepository } from "@byteos/db/repositories/learner-profile.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { describeActiveCourses, finishedVersions } from "../enrollment/active-courses.ts";
import { utcOffsetMins } from "../event/learner-clock.ts";
import { collectReviews } from "../review/collect-reviews.ts";
import type { UseCase } from "../use-case.ts";
import { NextActionView } from "./next-action-view.ts";
import { planNextAction } from "./plan-next-action.ts";
import { storeNextAction } from "./store-next-action.ts";

export const LoadNextActionInput = z.strictObject({ timeZone: z.string().max(64).optional() });
export const LoadedNextAction = z.strictObject({ next: NextActionView.nullable() });
export type LoadedNextAction = z.infer<typeof LoadedNextAction>;

/** What the learner does next, worked out now and kept with their profile. */
export async function loadNextAction({ ctx, input }: UseCase): Promise<LoadedNextAction> {
  requireCapability(ctx, "course.take");
  const { timeZone = "UTC" } = LoadNextActionInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const now = new Date();
  return asUser(ctx, async (tx) => {
    const person = await learnerProfileRepository.findWithOrganisation(tx, { orgId, userId });
    const enrollments = await enrollmentRepository.listForLearner(tx, { orgId, userId });
    const who = { orgId, userId, now, enrollments };
    const active = await describeActiveCourses(tx, who);
    const reviews = await collectReviews(tx, {
      ...who,
      utcOffsetMins: utcOffsetMins(timeZone, now),
    });
    const finished = await finishedVersions(tx, who);
    const { next } = await planNextAction(tx, { ...who, timeZone, active, finished, reviews });
    await storeNextAction(tx, { userId, next, stored: person?.nextBestAction, now });
    return { next };
  });
}
