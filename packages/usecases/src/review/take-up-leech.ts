import { AppError } from "@byteos/contracts/errors";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { reviewRepository } from "@byteos/db/repositories/review.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const TakeUpLeechInput = z.strictObject({ id: z.uuid() });

/** Puts a card that kept being forgotten back into the queue, due now. Throws `review.not-found`. */
export async function takeUpLeech({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { id } = TakeUpLeechInput.parse(input);
  const { orgId, userId } = ctx.actor;
  await asUser(ctx, (tx) =>
    elevated(tx, "put a leech of the learner's own back", async () => {
      if (await reviewRepository.takeUp(tx, { userId, orgId, cardId: id })) return;
      throw new AppError("not_found", "review.not-found", "There is no such card to take up.");
    }),
  );
}
