import { rollUpCourseStats } from "@byteos/usecases/analytics/roll-up-course-stats";
import { describeError, log } from "../log.ts";

export interface AnalyticsJobOptions {
  /** How long to rest between two rounds; default 15,000. */
  readonly restMs?: number;
}

/** Keeps the figures of courses up to date, one round at a time. Returns what ends it, after the round at hand. */
export function startAnalyticsJob({
  restMs = 15_000,
}: AnalyticsJobOptions = {}): () => Promise<void> {
  const stopping = new AbortController();
  let wake: (() => void) | null = null;
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, restMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      try {
        const { events, courses } = await rollUpCourseStats({ signal: stopping.signal });
        if (courses > 0) {
          log("analytics.rolled-up", {
            events,
            courses,
            durationMs: Math.round(performance.now() - startedAt),
          });
        }
      } catch (error) {
        log("analytics.failed", describeError(error));
      }
      if (!stopping.signal.aborted) await rest();
    }
  };
  const done = work();
  return async () => {
    stopping.abort();
    wake?.();
    await done;
  };
}
