import type { MemberContext } from "@byteos/contracts/request-context";
import { asService } from "@byteos/db/as-service";
import { fineTuningRepository } from "@byteos/db/repositories/fine-tuning.repository";

/** The model that the organisation trained and chose, or none. */
export function findTrainedModel({
  ctx,
}: {
  readonly ctx: MemberContext;
}): Promise<{ provider: string; model: string } | null> {
  return asService("find the model that an organisation trained", (tx) =>
    fineTuningRepository.findInUse(tx, ctx.actor.orgId),
  );
}
