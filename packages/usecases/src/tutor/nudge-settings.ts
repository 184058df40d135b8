import type { MemberContext } from "@byteos/contracts/request-context";
import { TutorContext } from "@byteos/contracts/tutor";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { tutorRepository } from "@byteos/db/repositories/tutor.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

const SetNudgesInput = z.strictObject({ isOn: z.boolean() });

export async function readTutorContext(tx: Tx, userId: string): Promise<TutorContext> {
  return TutorContext.catch({ topics: [], hasNudges: true }).parse(
    await tutorRepository.findContext(tx, userId),
  );
}

/** Whether Byte may speak unasked. */
export async function loadNudgeSetting({ ctx }: { ctx: MemberContext }): Promise<boolean> {
  requireCapability(ctx, "course.take");
  return asUser(ctx, async (tx) => (await readTutorContext(tx, ctx.actor.userId)).hasNudges);
}

export async function setNudges({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { isOn } = SetNudgesInput.parse(input);
  const { userId } = ctx.actor;
  await asUser(ctx, async (tx) => {
    const context = await readTutorContext(tx, userId);
    await elevated(tx, "keep whether a learner wants nudges", () =>
      tutorRepository.saveContext(tx, userId, { ...context, hasNudges: isOn }),
    );
  });
}
