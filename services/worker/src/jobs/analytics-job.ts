import { rollUpCourseStats } from "@byteos/usecases/analytics/roll-up-course-stats";
import { describeError, log } from "../log.ts";
import { repeat } from "./repeat.ts";

export interface AnalyticsJobOptions {
  /** How long to rest between two rounds; default 15,000. */
  readonly restMs?: number;
}

/** Keeps the figures of courses up to date, one round at a time. Returns what ends it, after the round at hand. */
export function startAnalyticsJob({
  restMs = 15_000,
}: AnalyticsJobOptions = {}): () => Promise<void> {
  return repeat({
    restMs,
    onFailed: (error) => log("analytics.failed", describeError(error)),
    run: async (signal) => {
      const startedAt = performance.now();
      const { events, courses } = await rollUpCourseStats({ signal });
      if (courses === 0) return;
      const durationMs = Math.round(performance.now() - startedAt);
      log("analytics.rolled-up", { events, courses, durationMs });
    },
  });
}
