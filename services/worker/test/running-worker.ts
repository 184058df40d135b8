import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestStack } from "@byteos/testing/test-stack";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

export interface RunningWorker {
  readonly process: ChildProcess;
  /** Everything it has logged. */
  readonly log: () => string;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** The worker as the launcher starts it: a process of its own that says when it is ready. */
export async function startWorker({ stack }: TestStack): Promise<RunningWorker> {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: stack.databaseUrl,
      SUPABASE_URL: stack.url,
      SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
      SUPABASE_SECRET_KEY: stack.secretKey,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  const exited = once(child, "exit");
  const ready = new Promise<boolean>((resolve) => {
    let out = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('"ready":true')) resolve(true);
    });
  });
  const isReady = await Promise.race([ready, exited.then(() => false)]);
  if (!isReady) throw new Error(`The worker did not start:\n${log}`);
  return {
    process: child,
    log: () => log,
    async kill(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await exited;
      }
      return child.exitCode;
    },
  };
}
