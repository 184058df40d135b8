import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { isRecord } from "./data-dir.ts";
import { endGroup, signalGroup } from "./leftovers.ts";
import { repositoryRoot } from "./options.ts";
import { isGroupEmpty } from "./process-table.ts";
import type { RotatingLog } from "./rotating-log.ts";

/** A JSON line with these keys on stdout, or any answer below 500 from a URL. */
export type Readiness = { kind: "line"; keys: readonly string[] } | { kind: "http"; url: string };

export type ServiceSpec = {
  name: string;
  /** Arguments for Node, after the preload. */
  args: readonly string[];
  cwd: string;
  env: Record<string, string>;
  readiness: Readiness;
  readyTimeoutMs: number;
  stopTimeoutMs: number;
};

/** The fields of the ready line; empty for a service that is ready over HTTP. */
export type ReadyDetails = Record<string, unknown>;

export type RunningService = {
  spec: ServiceSpec;
  pid: number;
  ready: Promise<ReadyDetails>;
  /** Resolves once the process has ended and nothing of its group is left. */
  ended: Promise<string>;
  stop(): Promise<void>;
  kill(): void;
};

const node = join(repositoryRoot, "node_modules", ".bin", "node");
const lifeline = pathToFileURL(join(repositoryRoot, "scripts", "stack", "lifeline.mjs")).href;

export function launchService(spec: ServiceSpec, log: RotatingLog): RunningService {
  log.write(`\n--- ${new Date().toISOString()} starting ${spec.name}\n`);
  const child = spawn(node, ["--import", lifeline, ...spec.args], {
    cwd: spec.cwd,
    env: { ...spec.env, BYTEOS_LIFELINE: "0" },
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own: Ctrl-C in the terminal reaches the launcher alone, which stops in order.
    detached: true,
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${spec.name} could not be started with ${node}`);
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => log.write(chunk));
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => log.write(chunk));

  const exited = waitForExit(child);
  const ended = exited.then(async (reason) => {
    await endGroup(pid);
    log.write(`--- ${new Date().toISOString()} ${spec.name} ended: ${reason}\n`);
    return reason;
  });
  const ready = Promise.race([
    waitUntilReady(child, spec),
    exited.then((reason) => {
      throw new Error(`${spec.name} ended before it was ready (${reason})`);
    }),
  ]);
  // Whoever awaits it sees the failure; nobody awaiting must not end the launcher.
  ready.catch(() => {});

  return {
    spec,
    pid,
    ready,
    ended,
    async stop() {
      signalGroup(pid, "SIGTERM", { onlyLeader: true });
      const isDone = await Promise.race([ended.then(() => true), sleep(spec.stopTimeoutMs, false)]);
      if (!isDone) signalGroup(pid, "SIGKILL");
      await ended;
    },
    kill() {
      if (!isGroupEmpty(pid)) signalGroup(pid, "SIGKILL");
    },
  };
}

function waitForExit(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) =>
      resolve(signal ? `signal ${signal}` : `exit code ${code}`),
    );
  });
}

async function waitUntilReady(child: ChildProcess, spec: ServiceSpec): Promise<ReadyDetails> {
  const { readiness, readyTimeoutMs } = spec;
  const details =
    readiness.kind === "line"
      ? waitForLine(child, readiness.keys)
      : waitForHttp(child, readiness.url);
  const timer = sleep(readyTimeoutMs, null, { ref: false });
  const outcome = await Promise.race([details, timer]);
  if (outcome === null) {
    throw new Error(`${spec.name} was not ready after ${Math.round(readyTimeoutMs / 1000)} s`);
  }
  return outcome;
}

function waitForLine(child: ChildProcess, keys: readonly string[]): Promise<ReadyDetails> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      const details = parseObject(line);
      if (details && keys.every((key) => key in details)) {
        resolve(details);
        lines.removeAllListeners("line");
      }
    });
  });
}

function parseObject(line: string): Record<string, unknown> | null {
  if (!line.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

async function waitForHttp(child: ChildProcess, url: string): Promise<ReadyDetails> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await doesAnswer(url)) return {};
    await sleep(60);
  }
  return {};
}

/** True for any answer below 500; redirects count and are not followed. */
async function doesAnswer(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(30_000) });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}
