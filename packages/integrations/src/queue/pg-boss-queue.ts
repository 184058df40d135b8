import { AppError } from "@byteos/contracts/errors";
import { PgBoss } from "pg-boss";
import { z } from "zod";
import type { JobData, JobQueue } from "./job-queue.ts";

export interface PgBossQueueOptions {
  /** Login role `byteos_app`, which may create tables in the schema `pgboss` and nowhere else. Session mode. */
  readonly databaseUrl: string;
  /** True where jobs are done: this process also tends the queue's own tables. */
  readonly isWorker: boolean;
  readonly onError: (error: Error) => void;
}

const JobDataShape = z.record(z.string().max(100), z.string().max(1_000));
const retryLimit = 3;
const pollSecs = 0.5;

/**
 * Jobs in Postgres. Whichever process comes first makes the queue's tables, in the schema that the
 * migrations left for it; no other right is needed, on hosted Supabase either.
 */
export function createPgBossQueue(options: PgBossQueueOptions): JobQueue {
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    schema: "pgboss",
    createSchema: false,
    max: options.isWorker ? 4 : 1,
    application_name: "byteos queue",
    supervise: options.isWorker,
    schedule: false,
  });
  boss.on("error", options.onError);
  const ending = new AbortController();
  const queues = new Map<string, Promise<void>>();
  let started: Promise<unknown> | undefined;

  const open = async (name: string): Promise<void> => {
    started ??= boss.start().catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    await started;
    let queue = queues.get(name);
    if (queue === undefined) {
      queue = boss.createQueue(name, {
        retryLimit,
        retryDelay: 2,
        expireInSeconds: 3_600,
        heartbeatSeconds: 20,
      });
      queues.set(name, queue);
      queue.catch(() => queues.delete(name));
    }
    await queue;
  };

  return {
    async enqueue(name, data) {
      try {
        await open(name);
        await boss.send(name, { ...data });
      } catch (cause) {
        throw new AppError("internal", "queue.failed", "The job could not be queued.", { cause });
      }
    },

    async work(name, handler, workOptions = {}) {
      await open(name);
      for (let worker = 0; worker < (workOptions.concurrency ?? 1); worker += 1) {
        await boss.work<JobData>(
          name,
          { pollingIntervalSeconds: pollSecs, batchSize: 1 },
          async (jobs) => {
            for (const job of jobs)
              await handler(
                JobDataShape.parse(job.data),
                AbortSignal.any([job.signal, ending.signal]),
              );
          },
        );
      }
    },

    async stop(graceMs) {
      if (started === undefined) return;
      const timer = setTimeout(() => ending.abort(), graceMs);
      await boss
        .stop({ graceful: true, close: true, timeout: graceMs + 4_000 })
        .finally(() => clearTimeout(timer));
    },
  };
}
