import { indexVersions } from "@byteos/usecases/search/index-versions";
import { describeError, log } from "../log.ts";

/** Once at the start: versions published from then on are indexed as they are published. */
export function startSearchJob(): () => Promise<void> {
  const stopping = new AbortController();
  const done = indexVersions({ signal: stopping.signal })
    .then((versions) => versions > 0 && log("search.indexed", { versions }))
    .catch((error: unknown) => log("search.failed", describeError(error)));
  return async () => {
    stopping.abort();
    await done;
  };
}
