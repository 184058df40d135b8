import { createSupabaseAuthAdmin } from "@byteos/integrations/auth/supabase-auth-admin";
import { vectorSearchFromEnv } from "@byteos/integrations/model/embedder-from-env";
import { createPgBossQueue } from "@byteos/integrations/queue/pg-boss-queue";
import { createSupabaseStorage } from "@byteos/integrations/storage/supabase-storage";
import { trainerFromEnv } from "@byteos/integrations/training/trainer-from-env";
import { closeUseCases, configureUseCases } from "@byteos/usecases/configure";
import { readEnv } from "./env.ts";
import { startAnalyticsJob } from "./jobs/analytics-job.ts";
import { startEmbeddingJob } from "./jobs/embedding-job.ts";
import { startErasureJob } from "./jobs/erasure-job.ts";
import { startForgeJob } from "./jobs/forge-job.ts";
import { startImportJobs } from "./jobs/import-jobs.ts";
import { startModelJob } from "./jobs/model-job.ts";
import { startRecallJob } from "./jobs/recall-job.ts";
import { startSearchJob } from "./jobs/search-job.ts";
import { startTrainingJob } from "./jobs/training-job.ts";
import { startUploadJob } from "./jobs/upload-job.ts";
import { describeError, log } from "./log.ts";

const graceMs = 1_000;

async function main(): Promise<void> {
  const env = readEnv(process.env);
  configureUseCases({
    database: {
      url: env.DATABASE_URL,
      poolSize: env.DATABASE_POOL_SIZE,
      statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
    },
  });
  const queue = createPgBossQueue({
    databaseUrl: env.DATABASE_URL,
    isWorker: true,
    onError: (error) => log("queue.error", describeError(error)),
  });
  const storage = createSupabaseStorage({
    url: env.SUPABASE_URL,
    secretKey: env.SUPABASE_SECRET_KEY,
  });
  const stopImports = await startImportJobs({
    queue,
    storage,
    tempDir: env.BYTEOS_TEMP_DIR,
    maxHeapMb: env.BYTEOS_IMPORT_HEAP_MB,
    atOnce: env.BYTEOS_IMPORTS_AT_ONCE,
  });
  const stopAnalytics = startAnalyticsJob();
  const stopUploads = startUploadJob(storage);
  const stopErasures = startErasureJob(
    createSupabaseAuthAdmin({ supabaseUrl: env.SUPABASE_URL, secretKey: env.SUPABASE_SECRET_KEY }),
  );
  const stopModels = startModelJob();
  const stopRecall = startRecallJob();
  const stopSearch = startSearchJob();
  const vectors = vectorSearchFromEnv(env);
  const trainer = trainerFromEnv(env);
  const stopTraining = trainer === null ? null : startTrainingJob(trainer);
  const stopEmbedding = vectors === null ? null : startEmbeddingJob(vectors.embedder);
  const stopForge = startForgeJob({ url: env.SUPABASE_URL, secretKey: env.SUPABASE_SECRET_KEY });

  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    log("worker.stopping");
    stopImports();
    stopUploads();
    stopErasures();
    await Promise.all([
      queue.stop(graceMs),
      stopAnalytics(),
      stopModels(),
      stopRecall(),
      stopSearch(),
      stopEmbedding?.(),
      stopTraining?.(),
      stopForge(),
    ]);
    await closeUseCases();
    log("worker.stopped");
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      stop().catch((error: unknown) => {
        log("worker.stop-failed", describeError(error));
        process.exit(1);
      });
    });
  }
  // The launcher waits for this line.
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
}

main().catch((error: unknown) => {
  log("worker.failed", describeError(error));
  process.exit(1);
});
