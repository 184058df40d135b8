import { fitRecallModels } from "@byteos/usecases/review/fit-recall-models";
import { describeError, log } from "../log.ts";
import { repeat } from "./repeat.ts";

const restMs = 3_600_000;
/** Rounds overlap, so that one missed while the worker was down is made up for. */
const lookBackMs = 3 * 86_400_000;

/** Once an hour: fits the forgetting curve to learners who have reviewed enough. Returns what ends it. */
export function startRecallJob(): () => Promise<void> {
  return repeat({
    restMs,
    onFailed: (error) => log("recall.failed", describeError(error)),
    run: async (signal) => {
      const startedAt = performance.now();
      const since = new Date(Date.now() - lookBackMs);
      const { fitted, adopted } = await fitRecallModels({ since, signal });
      if (fitted === 0) return;
      const durationMs = Math.round(performance.now() - startedAt);
      log("recall.fitted", { fitted, adopted, durationMs });
    },
  });
}
