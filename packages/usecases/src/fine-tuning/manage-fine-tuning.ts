import { AppError } from "@byteos/contracts/errors";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import {
  fineTuningRepository,
  openFineTuningStates,
} from "@byteos/db/repositories/fine-tuning.repository";
import type { ModelTrainer } from "@byteos/integrations/training/model-trainer";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { isEnough, readTrainingSet } from "./read-training-set.ts";

const FineTuningRef = z.strictObject({ fineTuningId: z.uuid() });

const notFound = () =>
  new AppError("not_found", "training.not-found", "There is no such model any more.");

/**
 * Asks for a model to be trained; the worker does it. Throws precondition `training.no-provider` or
 * `training.too-little`, and conflict `training.underway` while another is being trained.
 */
export async function startFineTuning({
  ctx,
  trainer,
}: Pick<UseCase, "ctx"> & {
  readonly trainer: Pick<ModelTrainer, "provider" | "baseModel"> | null;
}): Promise<{ fineTuningId: string }> {
  requireCapability(ctx, "organisation.configure");
  const { orgId, userId } = ctx.actor;
  if (trainer === null) {
    throw new AppError("precondition", "training.no-provider", "No model to train is set up.");
  }
  return asUser(ctx, async (tx) => {
    const open = await fineTuningRepository.list(tx, { orgId, limit: 1 });
    if (open.some(({ status }) => openFineTuningStates.some((state) => state === status))) {
      throw new AppError("conflict", "training.underway", "A model is being trained already.");
    }
    const fineTuningId = await elevated(tx, "start to train an organisation's model", async () => {
      if (!isEnough(await readTrainingSet(tx, orgId))) {
        throw new AppError(
          "precondition",
          "training.too-little",
          "There are not enough helpful turns of learners who agreed.",
        );
      }
      const { provider, baseModel } = trainer;
      return fineTuningRepository.add(tx, { orgId, createdBy: userId, provider, baseModel });
    });
    await recordAudit(tx, ctx, {
      action: "training.start",
      targetType: "fine_tuning",
      targetId: fineTuningId,
    });
    return { fineTuningId };
  });
}

/** Stops a training; the worker tells the provider and removes the files. Throws `training.not-found`. */
export async function cancelFineTuning({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "organisation.configure");
  const { fineTuningId: id } = FineTuningRef.parse(input);
  const { orgId } = ctx.actor;
  await asUser(ctx, async (tx) => {
    if ((await fineTuningRepository.find(tx, { orgId, id })) === null) throw notFound();
    const isDone = await elevated(tx, "cancel the training of a model", () =>
      fineTuningRepository.change(tx, { id, from: openFineTuningStates }, { status: "cancelled" }),
    );
    if (!isDone) throw notFound();
    await recordAudit(tx, ctx, {
      action: "training.cancel",
      targetType: "fine_tuning",
      targetId: id,
    });
  });
}

const UseModelInput = z.strictObject({
  /** Null: none of the trained ones. */
  fineTuningId: z.uuid().nullable(),
});

/** Lets Byte speak through a trained model, or through none. Throws `training.not-found`. */
export async function applyTrainedModel({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "organisation.configure");
  const { fineTuningId: id } = UseModelInput.parse(input);
  const { orgId } = ctx.actor;
  await asUser(ctx, async (tx) => {
    const row = id === null ? null : await fineTuningRepository.find(tx, { orgId, id });
    if (id !== null && (row === null || row.model === null || row.status !== "ready")) {
      throw notFound();
    }
    await elevated(tx, "choose the model that Byte speaks through", () =>
      fineTuningRepository.use(tx, { orgId, id }),
    );
    await recordAudit(tx, ctx, {
      action: id === null ? "training.unuse-model" : "training.use-model",
      targetType: "fine_tuning",
      targetId: id,
    });
  });
}
