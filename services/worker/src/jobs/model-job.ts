import {
  registerShippedModels,
  teachSharedModels,
} from "@byteos/usecases/learner/teach-shared-models";
import { describeError, log } from "../log.ts";
import { repeat } from "./repeat.ts";

const restMs = 5_000;

/** Takes answers into what all learners share, a few seconds after they were given. Returns what ends it. */
export function startModelJob(): () => Promise<void> {
  let isRegistered = false;
  return repeat({
    restMs,
    onFailed: (error) => log("model.failed", describeError(error)),
    run: async (signal) => {
      if (!isRegistered) await registerShippedModels();
      isRegistered = true;
      const startedAt = performance.now();
      const answers = await teachSharedModels({ signal });
      if (answers === 0) return;
      log("model.taught", { answers, durationMs: Math.round(performance.now() - startedAt) });
    },
  });
}
