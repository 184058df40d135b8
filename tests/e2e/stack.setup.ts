import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";
import { z } from "zod";

const repositoryRoot = join(import.meta.dirname, "..", "..");
// Puts every port above those that Linux gives to outgoing connections (32768 to 60999).
const portOffset = process.env["BYTEOS_E2E_PORT_OFFSET"] ?? "7000";
const startTimeoutMs = 600_000;

const ReadyLine = z.object({
  isReady: z.literal(true),
  env: z.record(z.string(), z.string()),
  mailUrl: z.string(),
  accounts: z.array(z.object({ role: z.string(), email: z.string(), password: z.string() })),
});

declare module "vitest" {
  interface ProvidedContext {
    stack: {
      studioUrl: string;
      learnUrl: string;
      mailUrl: string;
      env: Record<string, string>;
      accounts: { role: string; email: string; password: string }[];
      /** Pid of the launcher, whose data folder holds logs and process records. */
      launcherPid: number;
      dataDir: string;
    };
  }
}

/** Starts the real stack from the production build once, on its own data folder and ports. */
export default async function startStack(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "byteos-e2e-"));
  const launcher = spawn(
    join(repositoryRoot, "node_modules", ".bin", "node"),
    [join(repositoryRoot, "scripts", "start.mjs"), "--json"],
    {
      cwd: repositoryRoot,
      env: {
        ...process.env,
        NODE_ENV: "production",
        SUPABASE_URL: "",
        BYTEOS_DATA_DIR: dataDir,
        BYTEOS_PORT_OFFSET: portOffset,
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const stop = async (): Promise<void> => {
    if (launcher.exitCode === null) {
      const ended = new Promise((resolve) => launcher.once("exit", resolve));
      launcher.kill("SIGTERM");
      await ended;
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const { env, mailUrl, accounts } = await waitForReadyLine(launcher);
    project.provide("stack", {
      studioUrl: env["STUDIO_URL"] ?? "",
      learnUrl: env["LEARN_URL"] ?? "",
      mailUrl,
      env,
      accounts,
      launcherPid: launcher.pid ?? 0,
      dataDir,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function waitForReadyLine(launcher: ChildProcess): Promise<z.infer<typeof ReadyLine>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`The stack was not ready after ${startTimeoutMs / 1000} s`));
    }, startTimeoutMs);
    launcher.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`The stack ended with ${code} before it was ready; its message is above`));
    });
    if (!launcher.stdout) return;
    createInterface({ input: launcher.stdout }).on("line", (line) => {
      if (!line.startsWith("{")) return;
      clearTimeout(timer);
      resolve(ReadyLine.parse(JSON.parse(line)));
    });
  });
}
