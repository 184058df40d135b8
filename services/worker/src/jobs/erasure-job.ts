import type { AuthAdmin } from "@byteos/integrations/auth/auth-admin";
import { finishErasures } from "@byteos/usecases/privacy/finish-erasures";
import { describeError, log } from "../log.ts";

const everyMs = 30_000;

/** Finishes erasures that were interrupted, at once and twice a minute. Returns what ends it. */
export function startErasureJob(authAdmin: AuthAdmin): () => void {
  const means = {
    authAdmin,
    onFailed: (userId: string, error: unknown) =>
      log("erasure.failed", { userId, ...describeError(error) }),
  };
  const run = (): void => {
    finishErasures({ means })
      .then((erased) => erased > 0 && log("erasure.finished", { erased }))
      .catch((error: unknown) => log("erasure.look-failed", describeError(error)));
  };
  run();
  const timer = setInterval(run, everyMs);
  return () => clearInterval(timer);
}
