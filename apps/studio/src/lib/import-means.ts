import type { JobQueue } from "@byteos/integrations/queue/job-queue";
import { createPgBossQueue } from "@byteos/integrations/queue/pg-boss-queue";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { createSupabaseStorage } from "@byteos/integrations/storage/supabase-storage";
import { errorFields } from "@byteos/web/log";
import { env } from "../env.ts";
import { log } from "./log.ts";

let queue: JobQueue | undefined;
let storage: ObjectStorage | undefined;

/** The queue and the file store, opened once a process; the worker is at their other end. */
export function importMeans(): { queue: JobQueue; storage: ObjectStorage } {
  const { DATABASE_URL, SUPABASE_URL, SUPABASE_SECRET_KEY } = env();
  queue ??= createPgBossQueue({
    databaseUrl: DATABASE_URL,
    isWorker: false,
    onError: (error) => log.error("queue", errorFields(error)),
  });
  storage ??= createSupabaseStorage({ url: SUPABASE_URL, secretKey: SUPABASE_SECRET_KEY });
  return { queue, storage };
}
