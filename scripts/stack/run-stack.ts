import { join } from "node:path";
import { buildApp, isBuildCurrent } from "./build.ts";
import { openDataDir, writeDataFile } from "./data-dir.ts";
import { endLeftovers } from "./leftovers.ts";
import { repositoryRoot, StartError, type StackOptions } from "./options.ts";
import { acquirePidLock } from "./pid-lock.ts";
import { findTakenPorts } from "./port-check.ts";
import { openRotatingLog } from "./rotating-log.ts";
import type { DemoAccount, Screen } from "./screen.ts";
import { readSeededAccounts, seedDemo } from "./seed.ts";
import type { ReadyDetails } from "./service.ts";
import { createSupervisor, type ServiceFailure, type Supervisor } from "./supervisor.ts";
import {
  findAbsentSurfaces,
  findSurfaces,
  stackEnv,
  supabaseSpec,
  surfaceSpec,
  type Surface,
} from "./surfaces.ts";

export const stackFileName = "stack.json";

/** Addresses that only the embedded Supabase has. */
type LocalAddresses = { adminDatabaseUrl: string; dashboardUrl: string };

export type RunningStack = {
  env: Record<string, string>;
  mailUrl: string | null;
  local: LocalAddresses | null;
  accounts: DemoAccount[];
  surfaces: Surface[];
};

export type StackWatcher = {
  /** Called as soon as there is something to stop, long before all is ready. */
  onStoppable(stop: () => Promise<void>, killAll: () => void): void;
  /** The stack cannot go on without this service. */
  onFatal(failure: ServiceFailure): void;
  signal: AbortSignal;
};

export async function runStack(
  options: StackOptions,
  screen: Screen,
  watcher: StackWatcher,
): Promise<RunningStack> {
  takeDataDir(options);
  const ended = await endLeftovers(options.dataDir);
  if (ended.length > 0) screen.warn(`Ended what an earlier start left behind: ${ended.join(", ")}`);
  await requireFreePorts(options);

  const surfaces = findSurfaces();
  const supervisor = createSupervisor(options.dataDir, {
    onRestart: (service, reason) => screen.warn(`${service} ended (${reason}); starting it again`),
    onRecovered: (service) => screen.step(service, "running again"),
    onGiveUp(failure) {
      if (failure.service === "supabase") watcher.onFatal(failure);
      else reportFailure(screen, options, failure);
    },
  });
  const stop = async (): Promise<void> => {
    await supervisor.stop(surfaces.map(({ name }) => name));
    await supervisor.stop(["supabase"]);
  };
  const killAll = (): void => supervisor.killAll();
  watcher.onStoppable(stop, killAll);
  for (const { title, folder } of findAbsentSurfaces()) screen.note(`${title}: no ${folder} yet`);

  const supabase = startSupabase(options, screen, supervisor);
  const prepared = supabase.then(async (database) => {
    const accounts = await seedOnce(options, screen, database.env);
    return { ...database, accounts };
  });
  const built = buildApps(options, screen, watcher.signal);
  built.catch(() => {});

  const starts = surfaces.map(async (surface) => {
    const { env } = await prepared;
    if (surface.isApp) await built;
    watcher.signal.throwIfAborted();
    const startedAt = performance.now();
    await supervisor.start(surfaceSpec(surface, options, env));
    screen.step(surface.title, surfaceUrl(surface, options) ?? "running", startedAt);
  });
  const results = await Promise.allSettled([prepared, built, ...starts]);
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  const { env, mailUrl, local, accounts } = await prepared;
  writeDataFile(options.dataDir, stackFileName, { env: publicEnv(env), mailUrl, local });
  return { env, mailUrl, local, accounts, surfaces };
}

function takeDataDir(options: StackOptions): void {
  openDataDir(options);
  const holder = acquirePidLock(lockPath(options.dataDir), localUrl(options.ports.studio));
  if (holder) {
    throw new StartError(
      `ByteOS already runs on this data folder: ${holder.note} (process ${holder.pid}).\n` +
        `  Stop it with Ctrl-C in its terminal or "kill ${holder.pid}", or set BYTEOS_DATA_DIR and\n` +
        "  BYTEOS_PORT_OFFSET to run a second one beside it.",
    );
  }
}

async function requireFreePorts(options: StackOptions): Promise<void> {
  const { studio, learn, ...supabasePorts } = options.ports;
  const wanted = [studio, learn, ...(options.hosted ? [] : Object.values(supabasePorts))];
  const taken = await findTakenPorts(wanted, options.host);
  if (taken.length === 0) return;
  const lines = taken.map(({ port, owner }) => `  ${port}  ${owner ?? "by another process"}`);
  throw new StartError(
    `Already in use:\n${lines.join("\n")}\n` +
      "  Stop that first, or set BYTEOS_PORT_OFFSET=100 to use other ports.",
  );
}

type Database = Pick<RunningStack, "env" | "mailUrl" | "local">;

async function startSupabase(
  options: StackOptions,
  screen: Screen,
  supervisor: Supervisor,
): Promise<Database> {
  const shared = { ...options.userEnv, ...stackEnv(options) };
  if (options.hosted) {
    screen.step("Supabase", `${options.hosted.url} (yours, from the environment)`);
    return { env: shared, mailUrl: null, local: null };
  }
  const startedAt = performance.now();
  const details = await supervisor.start(supabaseSpec(options));
  screen.step("Supabase", text(details, "url"), startedAt);
  const env = {
    ...shared,
    SUPABASE_URL: text(details, "url"),
    SUPABASE_PUBLISHABLE_KEY: text(details, "publishableKey"),
    SUPABASE_SECRET_KEY: text(details, "secretKey"),
    DATABASE_URL: text(details, "databaseUrl"),
    SMTP_URL: options.userEnv["SMTP_URL"] ?? text(details, "smtpUrl"),
    MAIL_FROM: options.userEnv["MAIL_FROM"] ?? "ByteOS <byteos@localhost>",
  };
  const local = {
    adminDatabaseUrl: text(details, "adminDatabaseUrl"),
    dashboardUrl: text(details, "dashboardUrl"),
  };
  return { env, mailUrl: text(details, "mailUrl"), local };
}

async function seedOnce(
  options: StackOptions,
  screen: Screen,
  env: Record<string, string>,
): Promise<DemoAccount[]> {
  // Demo accounts have known passwords: never on a Supabase that others can reach.
  if (options.hosted) return [];
  const seeded = readSeededAccounts(options.dataDir);
  if (seeded) return seeded;
  const startedAt = performance.now();
  const log = openRotatingLog(join(options.dataDir, "logs", "seed.log"));
  const accounts = await seedDemo(options.dataDir, env, log);
  if (accounts.length > 0) screen.step("Demo data", "a demo organisation", startedAt);
  return accounts;
}

async function buildApps(
  options: StackOptions,
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  if (options.mode === "development") return;
  const stale = findSurfaces().filter((surface) => surface.isApp && !isBuildCurrent(surface));
  if (stale.length === 0) return;
  const log = openRotatingLog(join(options.dataDir, "logs", "build.log"));
  for (const app of stale) {
    const startedAt = performance.now();
    screen.note(`Building ${app.title}`);
    await buildApp(app, log, signal);
    screen.step(`${app.title} build`, "done", startedAt);
  }
}

export function reportFailure(
  screen: Screen,
  options: StackOptions,
  failure: ServiceFailure,
): void {
  const lines = failure.lastLines.map((line) => `  │ ${line}`);
  const log = join(options.dataDir, "logs", `${failure.service}.log`);
  screen.fail(`${failure.service}: ${failure.message}\n${lines.join("\n")}\n  All of it: ${log}`);
}

/** Where people open it; null for a surface without pages. */
export function surfaceUrl({ name }: Surface, options: StackOptions): string | null {
  return name === "worker" ? null : localUrl(options.ports[name]);
}

export function lockPath(dataDir: string): string {
  return join(dataDir, "stack.lock");
}

function localUrl(port: number): string {
  return `http://localhost:${port}`;
}

const supabaseKeys = ["SUPABASE_URL", "SUPABASE_PUBLISHABLE_KEY", "SUPABASE_SECRET_KEY"];
const otherKeys = ["DATABASE_URL", "STUDIO_URL", "LEARN_URL", "SMTP_URL"];

function publicEnv(env: Record<string, string>): Record<string, string> {
  const keys = [...supabaseKeys, ...otherKeys];
  return Object.fromEntries(keys.map((key) => [key, env[key] ?? ""]));
}

function text(details: ReadyDetails, key: string): string {
  const value = details[key];
  if (typeof value === "string") return value;
  throw new StartError(`${join(repositoryRoot, "services/supabase-local")} reported no ${key}.`);
}
