import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { z } from "zod";
import { diesWithParent } from "../instance/dies-with-parent.ts";
import { findDenoBinary } from "./deno-binary.ts";
import type { FunctionSource } from "./find-function.ts";
import { answerOverdue, bootFailed, functionCrashed, limitReached } from "./function-answers.ts";
import type { FunctionLimits } from "./function-limits.ts";
import type { FunctionLogs } from "./function-logs.ts";

const runtime = path.join(import.meta.dirname, "runtime", "serve-function.js");
const Health = z.object({ rssBytes: z.number(), background: z.number() });
const probeEveryMs = 1_000;

export interface StartFunctionOptions {
  source: FunctionSource;
  limits: FunctionLimits;
  logs: FunctionLogs;
  /** All that the function finds in its environment. */
  environment: Record<string, string>;
  /** Where Deno keeps compiled code. */
  cacheFolder: string;
  onEnd: () => void;
}

export interface FunctionRequest {
  method: string;
  /** Path and query as the function shall see them. */
  target: string;
  headers: Record<string, string | string[]>;
  body: Readable;
  /** The caller has gone. */
  isGone: AbortSignal;
}

/**
 * One function in a Deno process of its own. It may use the network and its environment, and read its own
 * folder; it is ended when it stands still, grows too large, or has nothing to do.
 */
export class FunctionProcess {
  readonly version: string;
  readonly #options: StartFunctionOptions;
  readonly #child: ChildProcess;
  readonly #token: string;
  readonly #port: Promise<number>;
  readonly #running = new Set<ClientRequest>();
  #timer: NodeJS.Timeout | null = null;
  #hasEnded = false;
  #isOverLimit = false;
  #isRetired = false;
  #background = 0;
  #usedAt = Date.now();
  #probeSentAt: number | null = null;

  private constructor(options: StartFunctionOptions, child: ChildProcess, token: string) {
    this.version = options.source.version;
    this.#options = options;
    this.#child = child;
    this.#token = token;
    this.#port = this.#waitForPort();
    this.#port.catch(() => {});
  }

  static async start(options: StartFunctionOptions): Promise<FunctionProcess> {
    const token = randomBytes(24).toString("base64url");
    const [program = "", ...args] = [
      ...(await diesWithParent("KILL")),
      findDenoBinary(),
      ...denoArguments(options),
    ];
    const child = spawn(program, args, {
      cwd: options.source.folder,
      env: {
        ...options.environment,
        ...denoEnvironment(options.cacheFolder),
        FUNCTION_TOKEN: token,
      },
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stdin?.on("error", () => {});
    return new FunctionProcess(options, child, token);
  }

  get hasEnded(): boolean {
    return this.#hasEnded || this.#isRetired;
  }

  get isIdle(): boolean {
    return this.#running.size === 0 && this.#background === 0;
  }

  get usedAt(): number {
    return this.#usedAt;
  }

  /** Sends one request. Rejects with the platform's own answer when the function gives none. */
  async forward(sent: FunctionRequest): Promise<IncomingMessage> {
    const port = await this.#port;
    const { answerMs, wallClockMs } = this.#options.limits;
    this.#usedAt = Date.now();
    return new Promise((resolve, reject) => {
      const request = httpRequest({
        host: "127.0.0.1",
        port,
        method: sent.method,
        path: sent.target,
        headers: { ...sent.headers, "x-function-token": this.#token },
        agent: false,
      });
      this.#running.add(request);
      const overdue = setTimeout(() => {
        reject(answerOverdue());
        request.destroy();
      }, answerMs);
      const longest = setTimeout(() => request.destroy(new Error("too long")), wallClockMs);
      const end = () => {
        clearTimeout(overdue);
        clearTimeout(longest);
        this.#usedAt = Date.now();
        this.#running.delete(request);
        if (this.#isRetired && this.isIdle) this.kill();
      };
      request.once("response", (response) => {
        clearTimeout(overdue);
        resolve(response);
      });
      request.once("close", end);
      request.on("error", () => reject(this.#isOverLimit ? limitReached() : functionCrashed()));
      sent.isGone.addEventListener("abort", () => request.destroy(), { once: true });
      sent.body.on("error", () => request.destroy());
      sent.body.pipe(request);
    });
  }

  /** Takes no more requests, and ends when those in hand are answered. */
  retire(): void {
    this.#isRetired = true;
    if (this.isIdle) this.kill();
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  async stop(): Promise<void> {
    if (this.#hasEnded) return;
    const ended = new Promise((resolve) => this.#child.once("close", resolve));
    this.kill();
    await ended;
  }

  #waitForPort(): Promise<number> {
    const { source, limits, logs } = this.#options;
    const say = (text: string) => logs.add(source.name, "platform", text);
    return new Promise((resolve, reject) => {
      const overdue = setTimeout(() => {
        say(`It did not call Deno.serve within ${limits.bootMs} ms.`);
        this.kill();
      }, limits.bootMs);
      this.#readLines(this.#child.stdout, (line) => {
        if (line.startsWith(`${this.#token} `)) {
          clearTimeout(overdue);
          this.#timer = setInterval(() => this.#watch(), probeEveryMs).unref();
          resolve(Number(line.slice(this.#token.length + 1)));
        } else logs.add(source.name, "output", line);
      });
      this.#readLines(this.#child.stderr, (line) => {
        if (/heap limit|out of memory/i.test(line)) this.#isOverLimit = true;
        logs.add(source.name, "error", line);
      });
      this.#child.once("error", (error) => say(`It could not be started: ${error.message}`));
      this.#child.once("close", (code, signal) => {
        clearTimeout(overdue);
        if (this.#timer) clearInterval(this.#timer);
        this.#hasEnded = true;
        if (signal !== "SIGKILL") say(`It ended by itself (${signal ?? `code ${code}`}).`);
        reject(bootFailed());
        for (const request of this.#running) request.destroy(new Error("ended"));
        this.#options.onEnd();
      });
    });
  }

  #readLines(stream: Readable | null, onLine: (line: string) => void): void {
    if (stream === null) return;
    createInterface({ input: stream, crlfDelay: Infinity }).on("line", onLine);
  }

  #watch(): void {
    const { source, limits, logs } = this.#options;
    const now = Date.now();
    const exceed = (text: string) => {
      this.#isOverLimit = true;
      logs.add(source.name, "platform", text);
      this.kill();
    };
    if (this.#probeSentAt !== null) {
      if (now - this.#probeSentAt > limits.blockedMs) {
        exceed(`Ended: nothing else could run for more than ${limits.blockedMs} ms.`);
      }
      return;
    }
    if (this.isIdle && now - this.#usedAt > limits.idleMs) {
      this.retire();
      return;
    }
    this.#probeSentAt = now;
    void this.#probe().then((health) => {
      this.#probeSentAt = null;
      if (health === null) return;
      this.#background = health.background;
      const megabytes = Math.round(health.rssBytes / 2 ** 20);
      if (megabytes > limits.residentMegabytes) exceed(`Ended: it used ${megabytes} MB of memory.`);
    });
  }

  async #probe(): Promise<z.infer<typeof Health> | null> {
    try {
      const response = await fetch(`http://127.0.0.1:${await this.#port}/`, {
        headers: { "x-function-token": this.#token, "x-function-probe": "1" },
      });
      return Health.parse(await response.json());
    } catch {
      return null;
    }
  }
}

function denoArguments({ source, limits }: StartFunctionOptions): string[] {
  const imports =
    source.imports === null
      ? []
      : [source.imports.kind === "config" ? "--config" : "--import-map", source.imports.file];
  return [
    "run",
    "--quiet",
    ...imports,
    // Packages come from node_modules and nothing from the network, so that code never changes by itself.
    "--node-modules-dir=manual",
    "--no-remote",
    "--cached-only",
    "--no-lock",
    "--no-check",
    "--no-prompt",
    // A request's signal tells that the caller has gone, not that all went well.
    "--unstable-no-legacy-abort",
    "--allow-net",
    "--allow-env",
    `--allow-read=${source.folder}`,
    `--v8-flags=--max-old-space-size=${limits.heapMegabytes}`,
    `--preload=${runtime}`,
    source.entrypoint,
  ];
}

function denoEnvironment(cacheFolder: string): Record<string, string> {
  return {
    DENO_DIR: cacheFolder,
    DENO_NO_UPDATE_CHECK: "1",
    NO_COLOR: "1",
  };
}
