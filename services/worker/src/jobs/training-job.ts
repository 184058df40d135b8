import type { ModelTrainer } from "@byteos/integrations/training/model-trainer";
import { runFineTunings } from "@byteos/usecases/fine-tuning/run-fine-tunings";
import { describeError, log } from "../log.ts";
import { repeat } from "./repeat.ts";

const restMs = 20_000;

/** Brings trainings of models further. Returns what ends it. */
export function startTrainingJob(trainer: ModelTrainer): () => Promise<void> {
  return repeat({
    restMs,
    onFailed: (error) => log("training.failed", describeError(error)),
    run: async () => {
      const { moved, failures } = await runFineTunings({ trainer });
      if (moved > 0) log("training.moved", { moved });
      for (const { fineTuningId, error } of failures) {
        log("training.put-off", { fineTuningId, ...describeError(error) });
      }
    },
  });
}
