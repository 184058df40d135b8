import type { MemberContext } from "@byteos/contracts/request-context";
import { asUser } from "@byteos/db/as-user";
import { fineTuningRepository } from "@byteos/db/repositories/fine-tuning.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

const SetTrainingConsentInput = z.strictObject({ isGiven: z.boolean() });

/** Whether the learner lets their helpful turns train a model of this organisation. No, until they say so. */
export async function loadTrainingConsent({ ctx }: { ctx: MemberContext }): Promise<boolean> {
  requireCapability(ctx, "course.take");
  return asUser(ctx, (tx) => fineTuningRepository.hasConsent(tx, ctx.actor));
}

/** Takes effect with the next training: what a finished model has learned cannot be taken out of it. */
export async function setTrainingConsent({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { isGiven } = SetTrainingConsentInput.parse(input);
  const { orgId, userId } = ctx.actor;
  await asUser(ctx, async (tx) => {
    if (isGiven) await fineTuningRepository.giveConsent(tx, { orgId, userId });
    else await fineTuningRepository.withdrawConsent(tx, { orgId, userId });
    await recordAudit(tx, ctx, {
      action: isGiven ? "training.consent" : "training.withdraw",
      targetType: "member",
      targetId: userId,
    });
  });
}
