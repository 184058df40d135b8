import { fetchPage } from "@byteos/integrations/fetch/fetch-page";
import type { JobQueue } from "@byteos/integrations/queue/job-queue";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { cleanImport } from "@byteos/usecases/import/clean-import";
import { findUnheldImports } from "@byteos/usecases/import/find-unheld-imports";
import type { ImportMeans } from "@byteos/usecases/import/import-means";
import { buildJob, cleanJob, importJob } from "@byteos/usecases/import/import-shape";
import { runBuild } from "@byteos/usecases/import/run-build";
import { runImport } from "@byteos/usecases/import/run-import";
import { describeError, log } from "../log.ts";
import { createCourseDrafter } from "../threads/draft-course.ts";
import { createParseFile } from "../threads/parse-file.ts";

export interface ImportJobsOptions {
  readonly queue: JobQueue;
  readonly storage: ObjectStorage;
  readonly tempDir: string;
  readonly maxHeapMb: number;
  readonly atOnce: number;
  /** How often to look for imports whose worker died; default 5,000. */
  readonly lookEveryMs?: number;
}

const longestMs = 15 * 60_000;

/** Takes imports from the queue and looks after those that a dead worker left. Returns what stops the looking. */
export async function startImportJobs(options: ImportJobsOptions): Promise<() => void> {
  const { queue, storage, tempDir, maxHeapMb, atOnce } = options;
  const limits = { maxHeapMb, timeoutMs: longestMs };
  const means: ImportMeans = {
    storage,
    fetchPage,
    tempDir,
    draftCourse: createCourseDrafter(limits),
    parseFile: createParseFile(limits),
    onUnexpected: (importId, error) =>
      log("import.unexpected", { importId, ...describeError(error) }),
  };
  const timed = async (
    job: string,
    importId: string,
    work: () => Promise<unknown>,
  ): Promise<void> => {
    const startedAt = performance.now();
    await work();
    log(job, { importId, durationMs: Math.round(performance.now() - startedAt) });
  };
  const importIdOf = (data: Readonly<Record<string, string>>): string => data.importId ?? "";
  await queue.work(
    importJob,
    (data, signal) =>
      timed(importJob, importIdOf(data), () =>
        runImport({ importId: importIdOf(data), signal, means }),
      ),
    { concurrency: atOnce },
  );
  await queue.work(
    buildJob,
    (data, signal) =>
      timed(buildJob, importIdOf(data), () =>
        runBuild({ importId: importIdOf(data), signal, means }),
      ),
    { concurrency: atOnce },
  );
  await queue.work(cleanJob, (data) =>
    timed(cleanJob, importIdOf(data), () => cleanImport({ importId: importIdOf(data), means })),
  );
  return startLooking(queue, options.lookEveryMs ?? 5_000);
}

function startLooking(queue: JobQueue, everyMs: number): () => void {
  // An import is asked for once a while, not at each look: a long queue must not grow by repeating itself.
  const askedAt = new Map<string, number>();
  const look = async (): Promise<void> => {
    const now = Date.now();
    for (const { importId, job } of await findUnheldImports()) {
      if (now - (askedAt.get(importId) ?? 0) < 60_000) continue;
      askedAt.set(importId, now);
      await queue.enqueue(job, { importId });
    }
    for (const [importId, at] of askedAt) if (now - at > 3_600_000) askedAt.delete(importId);
  };
  const run = (): void => {
    look().catch((error: unknown) => log("import.look-failed", describeError(error)));
  };
  run();
  const timer = setInterval(run, everyMs);
  return () => clearInterval(timer);
}
