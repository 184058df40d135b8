import type { Pool } from "pg";
import type { AccessTokens } from "../auth/access-tokens.ts";
import type { ApiKeys } from "../http/caller.ts";
import type { WriteLog } from "../instance/log.ts";
import type { ChangeListeners } from "./changes/change-listeners.ts";
import type { ChangeLog } from "./changes/change-log.ts";
import type { ChannelAccess } from "./channel-access.ts";
import type { Topics } from "./topics.ts";

/** Everything the realtime sockets and routes work with. */
export interface RealtimeServices {
  keys: ApiKeys;
  tokens: AccessTokens;
  topics: Topics;
  /** Connected as `supabase_realtime_admin`. */
  pool: Pool;
  access: ChannelAccess;
  changes: ChangeLog;
  listeners: ChangeListeners;
  log: WriteLog;
}

/** Notes that a client's push failed here; its text may hold what people wrote. */
export function logFailure(log: WriteLog, error: unknown): void {
  const kind = error instanceof Error ? error.name : "unknown";
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  log("realtime.push-failed", { kind, code });
}
