import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { removeStaleUploads } from "@byteos/usecases/asset/remove-stale-uploads";
import { describeError, log } from "../log.ts";

const everyMs = 3_600_000;

/** Clears uploads that nothing uses, once an hour. Returns what ends it. */
export function startUploadJob(storage: ObjectStorage): () => void {
  const run = (): void => {
    removeStaleUploads({ means: { storage } })
      .then((removed) => removed > 0 && log("uploads.removed", { removed }))
      .catch((error: unknown) => log("uploads.failed", describeError(error)));
  };
  run();
  const timer = setInterval(run, everyMs);
  return () => clearInterval(timer);
}
