"use server";

import {
  applyTrainedModel,
  cancelFineTuning,
  startFineTuning,
} from "@byteos/usecases/fine-tuning/manage-fine-tuning";
import { revalidatePath } from "next/cache";
import { type ActionResult, runMemberAction } from "../../lib/member-action.ts";
import { modelTrainer } from "../../lib/trainer.ts";

async function change(
  name: string,
  work: Parameters<typeof runMemberAction<null>>[1],
): Promise<ActionResult<null>> {
  const result = await runMemberAction(name, work);
  revalidatePath("/settings");
  return result;
}

export async function startTrainingAction(): Promise<ActionResult<null>> {
  return change("training.start", async (ctx) => {
    await startFineTuning({ ctx, trainer: modelTrainer() });
    return null;
  });
}

export async function cancelTrainingAction(input: unknown): Promise<ActionResult<null>> {
  return change("training.cancel", async (ctx) => {
    await cancelFineTuning({ ctx, input });
    return null;
  });
}

export async function applyTrainedModelAction(input: unknown): Promise<ActionResult<null>> {
  return change("training.use-model", async (ctx) => {
    await applyTrainedModel({ ctx, input });
    return null;
  });
}
