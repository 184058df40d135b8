import type { Pool } from "pg";
import type { AccessTokens } from "../auth/access-tokens.ts";
import type { WriteLog } from "../instance/log.ts";
import type { Secrets } from "../instance/secrets.ts";
import { FileStore } from "./file-store.ts";
import { LinkTokens } from "./link-tokens.ts";
import type { StorageServices } from "./storage-services.ts";

export interface StorageSetup {
  /** Connected as `supabase_storage_admin`. */
  pool: Pool;
  folder: string;
  secrets: Secrets;
  tokens: AccessTokens;
  largestFileBytes: number;
  log: WriteLog;
}

export async function createStorageServices(setup: StorageSetup): Promise<StorageServices> {
  const { pool, folder, secrets, tokens, largestFileBytes, log } = setup;
  return {
    pool,
    keys: { publishableKey: secrets.publishableKey, secretKey: secrets.secretKey },
    tokens,
    links: new LinkTokens(secrets.linkSecret),
    files: await FileStore.open(folder),
    largestFileBytes,
    log,
  };
}

/** Removes files that a crash has left without an object. Runs beside the service. */
export async function sweepFiles(services: StorageServices, before: Date): Promise<void> {
  const removed = await services.files.sweep(before, async (versions) => {
    const found = await services.pool.query<{ version: string }>(
      "select version from storage.objects where version = any($1)",
      [versions],
    );
    return new Set(found.rows.map((row) => row.version));
  });
  if (removed > 0) services.log("storage.swept", { files: removed });
}
