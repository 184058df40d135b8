import { createLog, type WriteLog } from "../instance/log.ts";
import { requireFreePort } from "../instance/ports.ts";
import { findPostgresBinaries } from "./binaries.ts";
import { ensureCluster, locateCluster, superuserName } from "./cluster.ts";
import { decideLaunch } from "./privileges.ts";
import {
  endOrphanedServer,
  endServer,
  launchServer,
  type ServerProcess,
} from "./server-process.ts";
import { listServerArguments } from "./settings.ts";

const readyTimeoutMs = 60_000;
const restartWindowMs = 60_000;
const restartsInWindow = 5;

export interface StartPostgresOptions {
  /** Folder of this cluster; made when missing. One process may use it at a time. */
  dataDir: string;
  port: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default true. False, for tests only, trades safety against power cuts for speed. */
  isDurable?: boolean;
  /** Default 100. */
  maxConnections?: number;
  log?: WriteLog;
}

export interface RunningPostgres {
  host: string;
  port: number;
  superuser: { name: string; password: string };
  /** Process id of the current postmaster; changes when it had to be restarted. */
  getPid(): number;
  /** URL of a database of this cluster for the superuser. */
  getUrl(database: string): string;
  /** Rolls open transactions back, writes a checkpoint and ends. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts the cluster in `dataDir`, made on first use, and keeps it running: a postmaster that dies is
 * started again and recovers from its log. Postgres ends when this process ends, even by SIGKILL.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  const { dataDir, port, host = "127.0.0.1", isDurable = true, maxConnections = 100 } = options;
  const log = options.log ?? createLog(true);
  const folders = locateCluster(dataDir);
  const [binaries, launch] = await Promise.all([findPostgresBinaries(), decideLaunch()]);
  const password = await ensureCluster(dataDir, binaries, launch, isDurable);
  const orphan = await endOrphanedServer(folders);
  if (orphan !== null) log("postgres.orphan-ended", { pid: orphan });
  await requireFreePort(host, port, "Postgres");

  const serverArguments = listServerArguments({ port, host, isDurable, maxConnections });
  const launchOnce = () => launchServer(binaries, launch, folders, serverArguments, readyTimeoutMs);
  let server: ServerProcess = await launchOnce();
  let isStopping = false;
  let restarting: Promise<void> = Promise.resolve();
  const restarts: number[] = [];

  const watch = (watched: ServerProcess) => {
    void watched.exited.then(() => {
      if (!isStopping) restarting = restart();
    });
  };
  const restart = async () => {
    for (;;) {
      const now = Date.now();
      while (restarts[0] !== undefined && restarts[0] < now - restartWindowMs) restarts.shift();
      if (isStopping) return;
      if (restarts.length >= restartsInWindow) {
        log("postgres.gave-up", { restarts: restarts.length });
        return;
      }
      restarts.push(now);
      log("postgres.restarting", { attempt: restarts.length });
      try {
        server = await launchOnce();
        log("postgres.restarted", { pid: server.pid });
        watch(server);
        return;
      } catch (error) {
        // The dead postmaster's children may hold its shared memory for a moment longer.
        log("postgres.restart-failed", { reason: error instanceof Error ? error.name : "unknown" });
        await new Promise((resolve) => setTimeout(resolve, 250 * restarts.length));
      }
    }
  };
  watch(server);

  let stopping: Promise<void> | null = null;
  const stopOnce = async () => {
    isStopping = true;
    await restarting;
    await endServer(server.pid);
  };
  return {
    host,
    port,
    superuser: { name: superuserName, password },
    getPid: () => server.pid,
    getUrl: (database) =>
      formatDatabaseUrl({ host, port, user: superuserName, password, database }),
    stop: () => (stopping ??= stopOnce()),
  };
}

export function formatDatabaseUrl(target: {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}): string {
  const { host, port, user, password, database } = target;
  const shownHost = host.includes(":") ? `[${host}]` : host === "0.0.0.0" ? "127.0.0.1" : host;
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${shownHost}:${port}/${encodeURIComponent(database)}`;
}
