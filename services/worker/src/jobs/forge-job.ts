import { createSupabasePackFiles } from "@byteos/integrations/forge/supabase-pack-files";
import { sweepRepositories } from "@byteos/usecases/forge/collect-repository";
import { describeError, log } from "../log.ts";

const everyMs = 3_600_000;

/** Frees what repositories do not need any more, once an hour. Returns what ends it, after the round at hand. */
export function startForgeJob(
  supabase: Parameters<typeof createSupabasePackFiles>[0],
): () => Promise<void> {
  const means = { files: createSupabasePackFiles(supabase) };
  let round: Promise<void> = Promise.resolve();
  const run = (): void => {
    round = sweepRepositories({
      means,
      onFailed: (repositoryId, error) =>
        log("forge.collect-failed", { repositoryId, ...describeError(error) }),
    })
      .then((swept) => {
        if (swept.repositories + swept.removedFiles > 0) log("forge.swept", { ...swept });
      })
      .catch((error: unknown) => log("forge.sweep-failed", describeError(error)));
  };
  run();
  const timer = setInterval(run, everyMs);
  return async () => {
    clearInterval(timer);
    await round;
  };
}
