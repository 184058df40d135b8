import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile, rename, stat } from "node:fs/promises";
import path from "node:path";
import { findProcessCommand, isProcessAlive, waitForExit } from "../instance/process-identity.ts";
import type { PostgresBinaries } from "./binaries.ts";
import { type ClusterFolders, databaseEnvironment } from "./cluster.ts";
import type { Launch } from "./privileges.ts";

const logLimitBytes = 10_000_000;
const fastStopTimeoutMs = 20_000;
const immediateStopTimeoutMs = 5_000;

export interface ServerProcess {
  pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  exited: Promise<void>;
}

/**
 * Starts one postmaster and waits until it accepts connections.
 * Throws with the end of its log when it ends before that.
 */
export async function launchServer(
  binaries: PostgresBinaries,
  launch: Launch,
  folders: ClusterFolders,
  serverArguments: string[],
  timeoutMs: number,
): Promise<ServerProcess> {
  await rotateLog(folders.log);
  const logStart = await stat(folders.log).then(
    (found) => found.size,
    () => 0,
  );
  const log = openSync(folders.log, "a", 0o600);
  const [program, ...args] = [
    ...launch.prefix,
    binaries.postgres,
    "-D",
    folders.data,
    ...serverArguments,
  ];
  // A session of its own: Ctrl-C in the terminal reaches the supervisor, which stops Postgres in order.
  const child = spawn(program ?? binaries.postgres, args, {
    detached: true,
    stdio: ["ignore", log, log],
    env: databaseEnvironment(),
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  await waitUntilReady(child, folders, logStart, timeoutMs);
  if (child.pid === undefined) throw new Error("Postgres did not start.");
  return { pid: child.pid, exited };
}

async function waitUntilReady(
  child: ChildProcess,
  folders: ClusterFolders,
  logStart: number,
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  const failures: Error[] = [];
  child.once("error", (error) => failures.push(error));
  while (Date.now() < deadline) {
    const [failure] = failures;
    if (failure) throw failure;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`Postgres ended while starting:\n${await readLogEnd(folders.log, logStart)}`);
    }
    const state = await readPidFile(folders.data);
    if (state?.pid === child.pid && state?.status === "ready") return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill("SIGQUIT");
  throw new Error(
    `Postgres was not ready after ${Math.round(timeoutMs / 1000)} s:\n${await readLogEnd(folders.log, logStart)}`,
  );
}

/** Ends a postmaster: first letting transactions roll back and writing a checkpoint, then harder. */
export async function endServer(pid: number): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ["SIGINT", fastStopTimeoutMs],
    ["SIGQUIT", immediateStopTimeoutMs],
    ["SIGKILL", immediateStopTimeoutMs],
  ];
  for (const [signal, timeoutMs] of steps) {
    if (!isProcessAlive(pid)) return;
    process.kill(pid, signal);
    if (await waitForExit(pid, timeoutMs)) return;
  }
  throw new Error(`Postgres (process ${pid}) does not end.`);
}

/**
 * Ends a postmaster that a killed launcher left on this data folder, so that ours can take its place.
 * A pid file left by a crash, whose process is gone or is another program, is Postgres's own to replace.
 */
export async function endOrphanedServer(folders: ClusterFolders): Promise<number | null> {
  const state = await readPidFile(folders.data);
  if (!state || !isProcessAlive(state.pid)) return null;
  const command = await findProcessCommand(state.pid);
  const isOurs =
    command === null || (command.includes("postgres") && command.includes(folders.data));
  if (!isOurs) return null;
  await endServer(state.pid);
  return state.pid;
}

async function readPidFile(data: string): Promise<{ pid: number; status: string } | null> {
  const text = await readFile(path.join(data, "postmaster.pid"), "utf8").catch(() => null);
  if (text === null) return null;
  const lines = text.split("\n");
  return { pid: Number(lines[0]), status: (lines[7] ?? "").trim() };
}

async function rotateLog(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found && found.size > logLimitBytes) await rename(file, `${file}.1`);
}

async function readLogEnd(file: string, from: number): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.slice(from).split("\n").slice(-15).join("\n").trim();
}
