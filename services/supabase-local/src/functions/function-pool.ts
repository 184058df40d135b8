import type { FunctionSource } from "./find-function.ts";
import { bootFailed } from "./function-answers.ts";
import type { FunctionLimits } from "./function-limits.ts";
import type { FunctionLogs } from "./function-logs.ts";
import { FunctionProcess } from "./function-process.ts";

export interface FunctionPoolOptions {
  /** Where Deno keeps compiled code. */
  cacheFolder: string;
  limits: FunctionLimits;
  logs: FunctionLogs;
  /** What a function finds in its environment when it starts now. */
  readEnvironment: (source: FunctionSource) => Promise<Record<string, string>>;
}

/** The functions that run now: each is started by its first request, and anew when its files change. */
export class FunctionPool {
  readonly #options: FunctionPoolOptions;
  readonly #current = new Map<string, { version: string; process: Promise<FunctionProcess> }>();
  readonly #processes = new Set<FunctionProcess>();
  #isStopped = false;

  constructor(options: FunctionPoolOptions) {
    this.#options = options;
  }

  async get(source: FunctionSource): Promise<FunctionProcess> {
    const current = this.#current.get(source.name);
    if (current?.version === source.version) {
      const process = await current.process;
      if (!process.hasEnded) return process;
    }
    // Another request may have started it meanwhile.
    const newer = this.#current.get(source.name);
    if (newer !== undefined && newer !== current) return newer.process;
    const process = this.#start(source);
    this.#current.set(source.name, { version: source.version, process });
    process.catch(() => this.#current.delete(source.name));
    if (current !== undefined) void current.process.then((old) => old.retire()).catch(() => {});
    return process;
  }

  isRunning(name: string): boolean {
    return this.#current.has(name);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#processes].map((process) => process.stop()));
    await this.#options.logs.flush();
  }

  async #start(source: FunctionSource): Promise<FunctionProcess> {
    const { limits, logs, readEnvironment, cacheFolder } = this.#options;
    const environment = await readEnvironment(source);
    this.#makeRoom();
    const started = await FunctionProcess.start({
      source,
      limits,
      logs,
      environment,
      cacheFolder,
      onEnd: () => {
        this.#processes.delete(started);
        void this.#forget(source.name, started);
      },
    });
    this.#processes.add(started);
    if (this.#isStopped) await started.stop();
    return started;
  }

  /** Too many at once would starve the database: the one that was idle longest makes room. */
  #makeRoom(): void {
    if (this.#isStopped) throw bootFailed("The functions are being stopped");
    if (this.#processes.size < this.#options.limits.processes) return;
    const [oldest] = [...this.#processes]
      .filter((each) => each.isIdle)
      .sort((left, right) => left.usedAt - right.usedAt);
    if (!oldest) throw bootFailed("Too many functions are busy; try again in a moment");
    oldest.retire();
  }

  async #forget(name: string, ended: FunctionProcess): Promise<void> {
    const current = this.#current.get(name);
    if (current && (await current.process.catch(() => null)) === ended) this.#current.delete(name);
  }
}
