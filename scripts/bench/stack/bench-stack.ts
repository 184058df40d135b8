import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";

const root = join(import.meta.dirname, "..", "..", "..");
// A first start may install and build both apps.
const startTimeoutMs = 900_000;
const databasePort = 54_322;

const ReadyLine = z.object({
  isReady: z.literal(true),
  env: z.record(z.string(), z.string()),
  accounts: z.array(z.object({ role: z.string(), email: z.string(), password: z.string() })),
});
const Secrets = z.object({ passwords: z.object({ postgres: z.string() }) });

export interface StackPlace {
  readonly dataDir: string;
  readonly portOffset: number;
}

export interface Account {
  readonly email: string;
  readonly password: string;
}

export interface BenchStack {
  readonly studioUrl: string;
  readonly learnUrl: string;
  readonly env: Readonly<Record<string, string>>;
  /** Address of the role that owns the schema, for seeding and for checking what is stored. */
  readonly ownerDatabaseUrl: string;
  /** From the command to every surface answering. */
  readonly startSecs: number;
  /** A demo account by its role. */
  account(role: string): Account;
  stop(): Promise<void>;
}

/** Starts everything as `npm start` does, on a data folder and ports of its own. */
export async function startBenchStack({ dataDir, portOffset }: StackPlace): Promise<BenchStack> {
  const startedAt = performance.now();
  const launcher = spawn("npm", ["start", "--silent", "--", "--json"], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: "production",
      SUPABASE_URL: "",
      BYTEOS_DATA_DIR: dataDir,
      BYTEOS_PORT_OFFSET: String(portOffset),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = () => stopLauncher(launcher);
  try {
    const { env, accounts } = await waitForReadyLine(launcher);
    const startSecs = (performance.now() - startedAt) / 1_000;
    return {
      studioUrl: env["STUDIO_URL"] ?? "",
      learnUrl: env["LEARN_URL"] ?? "",
      env,
      ownerDatabaseUrl: ownerUrl(dataDir, portOffset),
      startSecs,
      account(role) {
        const found = accounts.find((each) => each.role === role);
        if (found === undefined) throw new Error(`The seed has no account of the role ${role}`);
        return found;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function ownerUrl(dataDir: string, portOffset: number): string {
  const text = readFileSync(join(dataDir, "supabase", "secrets.json"), "utf8");
  const { passwords } = Secrets.parse(JSON.parse(text));
  const url = new URL(`postgresql://127.0.0.1:${databasePort + portOffset}/postgres`);
  url.username = "postgres";
  url.password = passwords.postgres;
  return url.href;
}

async function stopLauncher(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return;
  const ended = new Promise((resolve) => launcher.once("exit", resolve));
  launcher.kill("SIGTERM");
  await ended;
}

function waitForReadyLine(launcher: ChildProcess): Promise<z.infer<typeof ReadyLine>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`The stack was not ready after ${startTimeoutMs / 1_000} s`));
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
