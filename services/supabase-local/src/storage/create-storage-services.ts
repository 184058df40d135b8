import type { Pool } from "pg";
import type { AccessTokens } from "../auth/access-tokens.ts";
import type { WriteLog } from "../instance/log.ts";
import type { Secrets } from "../instance/secrets.ts";
import { FileStore } from "./file-store.ts";
import { LinkTokens } from "./link-tokens.ts";
import type { ResumableUploads } from "./resumable/create-resumable-uploads.ts";
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
export async function sweepFiles(
  services: StorageServices,
  resumable: ResumableUploads,
  before: Date,
): Promise<void> {
  // An upload that is taken up again makes its object of a file of the same id.
  const underWay = await resumable.listVersions();
  const removed = await services.files.sweep(before, async (versions) => {
    const found = await services.pool.query<{ version: string }>(
      "select version from storage.objects where version = any($1)",
      [versions],
    );
    return new Set([...underWay, ...found.rows.map((row) => row.version)]);
  });
  const strays = await resumable.removeLeftovers(before);
  if (removed + strays > 0) services.log("storage.swept", { files: removed + strays });
}
