import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestStack } from "@byteos/testing/test-stack";

const here = import.meta.dirname;
const commandLine = join(here, "../../src/main.ts");

export interface RouteServer {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Studio's API in a process of its own; on the port given, when an earlier one was killed. */
export async function serveRoutes(
  { stack }: Pick<TestStack, "stack">,
  { port = 0, supabaseUrl = stack.url }: { port?: number; supabaseUrl?: string } = {},
) {
  const child = fork(join(here, "serve-routes.ts"), [String(port)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...process.env,
      DATABASE_URL: stack.databaseUrl,
      SUPABASE_URL: supabaseUrl,
      SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
      SUPABASE_SECRET_KEY: stack.secretKey,
      SMTP_URL: stack.smtpUrl,
      STUDIO_URL: "http://localhost:3900",
      LEARN_URL: "http://localhost:3901",
    },
  });
  const [bound] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => {
      throw new Error("The routes were not served; the reason is printed above.");
    }),
  ]);
  const stop = async () => {
    const isGone = child.exitCode !== null || child.signalCode !== null;
    const gone = isGone ? Promise.resolve() : once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return { url: `http://127.0.0.1:${String(bound)}`, process: child, stop } satisfies RouteServer;
}

export interface Outcome {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A person at a terminal: a folder for their work, one for what the command remembers, and a token. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), "byteos-desk-"));
  readonly config = join(this.folder, "config");
  readonly #server: string;
  readonly #token: string | undefined;

  constructor(server: string, token?: string) {
    this.#server = server;
    this.#token = token;
  }

  start(folder: string, words: readonly string[]): ChildProcess {
    return spawn(process.execPath, [commandLine, ...words], {
      cwd: join(this.folder, folder),
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        ...process.env,
        BYTEOS_CONFIG_DIR: this.config,
        BYTEOS_SERVER: this.#server,
        BYTEOS_TOKEN: this.#token ?? "",
      },
    });
  }

  async run(folder: string, words: readonly string[], input = ""): Promise<Outcome> {
    return finish(this.start(folder, words), input);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function finish(child: ChildProcess, input = ""): Promise<Outcome> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (part) => (out += String(part)));
  child.stderr?.on("data", (part) => (err += String(part)));
  child.stdin?.end(input);
  const [code] = await once(child, "close");
  return { code: code as number | null, out, err };
}
