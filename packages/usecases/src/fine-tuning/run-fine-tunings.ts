import { isAppError } from "@byteos/contracts/errors";
import { toJsonLines, type TrainingSet } from "@byteos/courseware/training/training-set";
import { asService } from "@byteos/db/as-service";
import {
  type FineTuningChange,
  type FineTuningRow,
  fineTuningRepository,
} from "@byteos/db/repositories/fine-tuning.repository";
import type { ModelTrainer } from "@byteos/integrations/training/model-trainer";
import { isEnough, readTrainingSet } from "./read-training-set.ts";

/** An upload that nothing was heard of for this long was cut off, and is begun again. */
const uploadPatienceMs = 15 * 60_000;

export interface FineTuningRound {
  /** Trainings that came a step further. */
  readonly moved: number;
  /** What could not be done now and is tried again in the next round. */
  readonly failures: readonly { readonly fineTuningId: string; readonly error: unknown }[];
}

/**
 * One round over all trainings: uploads for those that wait, a look at those under way, and the removal of
 * files of those that ended. A provider that does not answer leaves a training as it is. A training of a
 * provider that is not set up any more fails.
 */
export async function runFineTunings({
  trainer,
}: {
  readonly trainer: ModelTrainer;
}): Promise<FineTuningRound> {
  const rows = await asService("find trainings to go on with", (tx) =>
    fineTuningRepository.listUnfinished(tx),
  );
  let moved = 0;
  const failures: { fineTuningId: string; error: unknown }[] = [];
  for (const row of rows) {
    try {
      if (await step(row, trainer)) moved += 1;
    } catch (error) {
      failures.push({ fineTuningId: row.id, error });
      const isGone = !isAppError(error) || error.code !== "training.unavailable";
      if (isGone) await change(row, { status: "failed", failure: "training.broken-off" });
      else if (row.status === "waiting") await change(row, { status: "waiting" }, ["uploading"]);
    }
  }
  return { moved, failures };
}

function change(
  { id, status }: FineTuningRow,
  to: FineTuningChange,
  from: readonly string[] = [status, "uploading"],
): Promise<boolean> {
  return asService("write down how a training goes", (tx) =>
    fineTuningRepository.change(tx, { id, from }, to),
  );
}

async function step(row: FineTuningRow, trainer: ModelTrainer): Promise<boolean> {
  const isOpen = ["waiting", "uploading", "training"].includes(row.status);
  if (isOpen && row.provider !== trainer.provider) {
    return change(row, { status: "failed", failure: "training.no-provider" });
  }
  switch (row.status) {
    case "waiting":
      return upload(row, trainer);
    case "uploading": {
      const isCutOff = Date.now() - row.updatedAt.getTime() > uploadPatienceMs;
      return isCutOff && change(row, { status: "waiting" });
    }
    case "training":
      return look(row, trainer);
    default:
      return cleanUp(row, trainer);
  }
}

async function upload(row: FineTuningRow, trainer: ModelTrainer): Promise<boolean> {
  // Whoever changes it first has it: two workers do not train the same.
  if (!(await change(row, { status: "uploading" }, ["waiting"]))) return false;
  const set = await asService("read what a model may learn from", (tx) =>
    readTrainingSet(tx, row.orgId),
  );
  if (!isEnough(set)) return change(row, { status: "failed", failure: "training.too-little" });
  const files = await uploadSet(set, row, trainer);
  // Written down before the job, so that they are removed whatever comes.
  const isStill = await change(row, files, ["uploading"]);
  if (!isStill) return change(row, files, ["cancelled"]);
  const job = await trainer
    .startJob({ ...files, suffix: "byteos" })
    .catch(async (error: unknown) => {
      await removeFiles(files, trainer);
      throw error;
    });
  const counts = {
    trainingCount: set.training.length,
    validationCount: set.validation.length,
    learnerCount: set.learnerCount,
  };
  const isTaken = await change(row, { ...counts, job: job.id, status: "training" }, ["uploading"]);
  // Cancelled while the job was being made.
  if (!isTaken) await change(row, { job: job.id }, ["cancelled"]);
  return true;
}

async function uploadSet(
  { training, validation }: TrainingSet,
  { id }: FineTuningRow,
  trainer: ModelTrainer,
): Promise<{ trainingFile: string; validationFile: string | null }> {
  const trainingFile = await trainer.uploadFile({
    name: `byteos-${id}-training.jsonl`,
    text: toJsonLines(training),
  });
  if (validation.length === 0) return { trainingFile, validationFile: null };
  const validationFile = await trainer.uploadFile({
    name: `byteos-${id}-validation.jsonl`,
    text: toJsonLines(validation),
  });
  return { trainingFile, validationFile };
}

async function look(row: FineTuningRow, trainer: ModelTrainer): Promise<boolean> {
  if (row.job === null) return change(row, { status: "failed", failure: "training.broken-off" });
  const { state, model, failure } = await trainer.findJob(row.job);
  switch (state) {
    case "underway":
      return false;
    case "succeeded":
      return model === null
        ? change(row, { status: "failed", failure: "training.no-model" })
        : change(row, { status: "ready", model });
    case "cancelled":
      return change(row, { status: "cancelled" });
    case "failed":
      return change(row, { status: "failed", failure: failure ?? "training.failed" });
  }
}

async function removeFiles(
  { trainingFile, validationFile }: Pick<FineTuningRow, "trainingFile" | "validationFile">,
  trainer: ModelTrainer,
): Promise<void> {
  for (const file of [trainingFile, validationFile]) {
    if (file !== null) await trainer.removeFile(file);
  }
}

/** The provider keeps no learner's words longer than the training needs them. */
async function cleanUp(row: FineTuningRow, trainer: ModelTrainer): Promise<boolean> {
  const { trainingFile, validationFile, job, status, provider } = row;
  if (provider !== trainer.provider) return false;
  if (status === "cancelled" && job !== null) await trainer.cancelJob(job);
  await removeFiles({ trainingFile, validationFile }, trainer);
  return change(row, { trainingFile: null, validationFile: null });
}
