import { appendFile, mkdir, rename, stat } from "node:fs/promises";
import path from "node:path";

export interface FunctionLogLine {
  at: string;
  /** `platform`: said about the function, not by it. */
  from: "output" | "error" | "platform";
  text: string;
}

const keptLines = 300;
const longestLine = 4_000;
const fileLimitBytes = 1_000_000;
const flushDelayMs = 200;

/** What each function says: a file each, kept to about two megabytes, and the latest lines in memory. */
export class FunctionLogs {
  readonly #folder: string;
  readonly #lines = new Map<string, FunctionLogLine[]>();
  readonly #pending = new Map<string, string>();
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  add(name: string, from: FunctionLogLine["from"], text: string): void {
    const line = { at: new Date().toISOString(), from, text: text.slice(0, longestLine) };
    const lines = this.#lines.get(name) ?? [];
    lines.push(line);
    if (lines.length > keptLines) lines.splice(0, lines.length - keptLines);
    this.#lines.set(name, lines);
    const pending = this.#pending.get(name) ?? "";
    // A function that floods its log loses the middle of it, not the machine's memory.
    if (pending.length < fileLimitBytes) {
      this.#pending.set(name, `${pending}${JSON.stringify(line)}\n`);
    }
    this.#timer ??= setTimeout(() => void this.flush(), flushDelayMs).unref();
  }

  /** The latest lines, oldest first. */
  read(name: string): readonly FunctionLogLine[] {
    return this.#lines.get(name) ?? [];
  }

  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = [...this.#pending];
    this.#pending.clear();
    this.#writing = this.#writing.then(async () => {
      for (const [name, text] of batch) await this.#write(name, text).catch(() => {});
    });
    return this.#writing;
  }

  async #write(name: string, text: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = path.join(this.#folder, `${name}.log`);
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    if (size > fileLimitBytes) await rename(file, `${file}.1`);
    await appendFile(file, text, { mode: 0o600 });
  }
}
