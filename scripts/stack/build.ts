import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { signalGroup } from "./leftovers.ts";
import { repositoryRoot } from "./options.ts";
import { releasePidLock, waitForPidLock } from "./pid-lock.ts";
import type { RotatingLog } from "./rotating-log.ts";
import { hashAppSources } from "./source-hash.ts";
import type { Surface } from "./surfaces.ts";

export class BuildError extends Error {}

const node = join(repositoryRoot, "node_modules", ".bin", "node");
const nextCli = join(repositoryRoot, "node_modules", "next", "dist", "bin", "next");
const lifeline = pathToFileURL(join(repositoryRoot, "scripts", "stack", "lifeline.mjs")).href;

const lockDir = join(repositoryRoot, "node_modules", ".cache", "byteos");

export function isBuildCurrent(app: Surface): boolean {
  const nextDir = join(repositoryRoot, app.folder, ".next");
  if (!existsSync(join(nextDir, "BUILD_ID"))) return false;
  return readStamp(app) === hashAppSources(app.folder);
}

/** Runs `next build`. A build holds no environment: every value is read when the app runs. */
export async function buildApp(app: Surface, log: RotatingLog, signal: AbortSignal): Promise<void> {
  mkdirSync(lockDir, { recursive: true });
  const lock = join(lockDir, `build-${app.name}.lock`);
  await waitForPidLock(lock, "next build");
  try {
    // Whoever held the lock may have built just this.
    if (!isBuildCurrent(app)) await runBuild(app, log, signal);
  } finally {
    releasePidLock(lock);
  }
}

async function runBuild(app: Surface, log: RotatingLog, signal: AbortSignal): Promise<void> {
  const sourceHash = hashAppSources(app.folder);
  rmSync(stampPath(app), { force: true });
  const output: string[] = [];
  const child = spawn(node, ["--import", lifeline, nextCli, "build"], {
    cwd: join(repositoryRoot, app.folder),
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      BYTEOS_LIFELINE: "0",
    },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  const abort = (): void => {
    if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
  };
  signal.addEventListener("abort", abort, { once: true });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output.push(chunk);
      log.write(chunk);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).finally(() => signal.removeEventListener("abort", abort));
  if (code !== 0) {
    const reason = signal.aborted ? "the build was stopped" : output.join("").trim();
    throw new BuildError(`${app.title} could not be built:\n${reason}`);
  }
  writeFileSync(stampPath(app), `${JSON.stringify({ sourceHash })}\n`);
}

function stampPath(app: Surface): string {
  return join(repositoryRoot, app.folder, ".next", "byteos-build.json");
}

function readStamp(app: Surface): string | null {
  try {
    const match = /"sourceHash":"([0-9a-f]+)"/.exec(readFileSync(stampPath(app), "utf8"));
    return match?.[1] ?? null;
  } catch {
    return null;
  }
}
