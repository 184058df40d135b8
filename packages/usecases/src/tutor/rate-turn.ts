import { AppError } from "@byteos/contracts/errors";
import { asUser } from "@byteos/db/as-user";
import { tutorRepository } from "@byteos/db/repositories/tutor.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const RateTurnInput = z.strictObject({ interactionId: z.uuid(), isHelpful: z.boolean() });

export const RatedTurn = z.strictObject({ isHelpful: z.boolean() });
type RatedTurn = z.infer<typeof RatedTurn>;

/** Whether a turn helped, as the learner says; the latest word stands. Throws `tutor.turn-not-found`. */
export async function rateTurn({ ctx, input }: UseCase): Promise<RatedTurn> {
  requireCapability(ctx, "course.take");
  const { interactionId, isHelpful } = RateTurnInput.parse(input);
  const { userId } = ctx.actor;
  const isDone = await asUser(ctx, (tx) =>
    tutorRepository.rate(tx, { userId, interactionId, isHelpful }),
  );
  if (!isDone) {
    throw new AppError("not_found", "tutor.turn-not-found", "There is no such turn with Byte.");
  }
  return { isHelpful };
}
