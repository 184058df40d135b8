import type { Pool } from "pg";
import type { AccessTokens } from "../auth/access-tokens.ts";
import type { ApiKeys } from "../http/caller.ts";
import type { WriteLog } from "../instance/log.ts";
import type { FileStore } from "./file-store.ts";
import type { LinkTokens } from "./link-tokens.ts";

/** Everything the storage routes work with. */
export interface StorageServices {
  /** Connected as `supabase_storage_admin`, the owner of the tables, which may become the caller's role. */
  pool: Pool;
  keys: ApiKeys;
  tokens: AccessTokens;
  links: LinkTokens;
  files: FileStore;
  largestFileBytes: number;
  log: WriteLog;
}
