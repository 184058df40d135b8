import type { Pool } from "pg";
import type { AccessTokens } from "../auth/access-tokens.ts";
import type { WriteLog } from "../instance/log.ts";
import type { Secrets } from "../instance/secrets.ts";
import { ChangeListeners } from "./changes/change-listeners.ts";
import { ChangeLog, type LoggedChange } from "./changes/change-log.ts";
import { deliverChanges } from "./changes/deliver-changes.ts";
import { ChannelAccess } from "./channel-access.ts";
import { publishStoredMessage } from "./database-broadcasts.ts";
import { logFailure, type RealtimeServices } from "./realtime-services.ts";
import { Topics } from "./topics.ts";

export interface RealtimeSetup {
  /** Connected as `supabase_realtime_admin`. */
  pool: Pool;
  /** The same role's, for a connection that replicates. */
  databaseUrl: string;
  secrets: Secrets;
  tokens: AccessTokens;
  log: WriteLog;
}

const publications = ["supabase_realtime", "supabase_realtime_messages_publication"];
const keptHours = 72;
/** Not while the service starts. */
const firstSweepMs = 30_000;
const sweepEveryMs = 60 * 60_000;

export function createRealtimeServices(setup: RealtimeSetup): RealtimeServices {
  const { pool, databaseUrl, secrets, tokens, log } = setup;
  const topics = new Topics();
  const listeners = new ChangeListeners();
  const attempt = async (work: () => Promise<void> | void) => {
    try {
      await work();
      return true;
    } catch (error) {
      logFailure(log, error);
      return false;
    }
  };
  const deliver = async (changes: LoggedChange[]) => {
    if (changes.length === 0) return;
    const isDone = await attempt(() => deliverChanges(pool, listeners, changes));
    if (isDone || changes.length === 1) return;
    // One of them cannot be told, its table being gone, say: the others are, each by itself.
    for (const change of changes) await attempt(() => deliverChanges(pool, listeners, [change]));
  };
  const onChanges = async (changes: LoggedChange[]) => {
    let together: LoggedChange[] = [];
    for (const change of changes) {
      if (!isStoredMessage(change)) {
        together.push(change);
        continue;
      }
      await deliver(together);
      together = [];
      await attempt(() => publishStoredMessage(topics, change));
    }
    await deliver(together);
  };
  const onGap = () => listeners.announceGap();
  const changes = new ChangeLog({ databaseUrl, publications, onChanges, onGap, log });
  return {
    keys: { publishableKey: secrets.publishableKey, secretKey: secrets.secretKey },
    tokens,
    topics,
    pool,
    access: new ChannelAccess(pool, log),
    changes,
    listeners,
    log,
  };
}

function isStoredMessage({ relation }: LoggedChange): boolean {
  return relation.schema === "realtime" && relation.table === "messages";
}

/** Removes stored broadcasts of more than three days, soon and every hour. Returns what ends that. */
export function keepMessagesFresh({ pool, log }: RealtimeServices): () => void {
  const sweep = () => {
    pool
      .query(
        `delete from realtime.messages
         where inserted_at < now() at time zone 'utc' - make_interval(hours => $1)`,
        [keptHours],
      )
      .catch((error: unknown) => logFailure(log, error));
  };
  const first = setTimeout(sweep, firstSweepMs);
  const timer = setInterval(sweep, sweepEveryMs);
  for (const each of [first, timer]) each.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
