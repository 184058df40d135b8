import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { findFreePortOffset } from "@byteos/testing/free-port-offset";
import { isProcessAlive, waitForExit } from "../src/instance/process-identity.ts";
import type { RunningSupabase } from "../src/start-supabase-local.ts";

const main = path.resolve(import.meta.dirname, "../src/main.ts");
const node = path.resolve(import.meta.dirname, "../../../node_modules/.bin/node");

export interface Launched {
  child: ChildProcess;
  ready: RunningSupabase;
  pid: number;
}

const cleanups: (() => Promise<void>)[] = [];

/** Ends what has been launched since the last time, and removes its folders. */
export async function cleanUpProcesses(): Promise<void> {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
}

/** A folder and ports of its own. */
export async function createEnvironment(): Promise<
  NodeJS.ProcessEnv & { BYTEOS_DATA_DIR: string }
> {
  const folder = await mkdtemp(path.join(tmpdir(), "supabase-local-process-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const offset = String(await findFreePortOffset());
  return { PATH: process.env["PATH"], BYTEOS_DATA_DIR: folder, BYTEOS_PORT_OFFSET: offset };
}

/** Starts the process and waits for its ready line. `viaShell` puts another process between. */
export function launch(env: NodeJS.ProcessEnv, { viaShell = false } = {}): Promise<Launched> {
  const command = viaShell
    ? ["sh", "-c", `${node} ${main} & echo "{\\"pid\\":$!}"; wait`]
    : [node, main];
  const [program = "", ...args] = command;
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const errors: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  return new Promise((resolve, reject) => {
    let pid = child.pid ?? 0;
    createInterface({ input: child.stdout ?? process.stdin }).on("line", (line) => {
      const said = JSON.parse(line) as Partial<RunningSupabase> & { pid?: number };
      if (said.pid !== undefined) pid = said.pid;
      if (said.url === undefined) return;
      cleanups.push(async () => {
        if (isProcessAlive(pid)) process.kill(pid, "SIGTERM");
        await waitForExit(pid, 20_000);
      });
      resolve({ child, ready: said as RunningSupabase, pid });
    });
    child.once("exit", () => reject(new Error(errors.join(""))));
  });
}
