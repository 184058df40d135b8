import type { MemberContext } from "@byteos/contracts/request-context";
import { type FineTuningView, loadFineTuning } from "@byteos/usecases/fine-tuning/load-fine-tuning";
import { modelTrainer } from "../../lib/trainer.ts";

export interface TrainingView extends FineTuningView {
  /** The model that would be trained; null where none is set up. */
  readonly baseModel: string | null;
}

export async function loadTraining(ctx: MemberContext): Promise<TrainingView> {
  return { ...(await loadFineTuning({ ctx })), baseModel: modelTrainer()?.baseModel ?? null };
}
