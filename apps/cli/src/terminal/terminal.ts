import { formatBytes, formatSeconds } from "./format.ts";

const redrawMs = 100;
const plainLineMs = 5000;
const longestInput = 10_000;

export interface Streams {
  /** What is typed or piped in; nothing when it is left out. */
  readonly in?: AsyncIterable<Uint8Array | string>;
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown; readonly isTTY?: boolean };
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** Where a command's words go: results to one stream, how it is going to the other. */
export class Terminal {
  readonly isJson: boolean;
  readonly #streams: Streams;
  #startedAtMs = 0;
  #drawnAtMs = 0;
  #isDrawn = false;

  constructor(streams: Streams, isJson: boolean) {
    this.#streams = streams;
    this.isJson = isJson;
  }

  /** One object for a program, or lines for a person. */
  result(object: object, lines: readonly string[]): void {
    this.clearProgress();
    if (this.isJson) this.#streams.out.write(`${JSON.stringify(object)}\n`);
    else if (lines.length > 0) this.#streams.out.write(`${lines.join("\n")}\n`);
  }

  /** All that is piped in, for a secret that should not stand in the command line. */
  async readInput(): Promise<string> {
    let text = "";
    for await (const part of this.#streams.in ?? []) {
      text += typeof part === "string" ? part : new TextDecoder().decode(part);
      if (text.length > longestInput) break;
    }
    return text.trim();
  }

  /** Whether somebody may be looking. */
  get isShown(): boolean {
    return !this.isJson && this.#streams.err.isTTY === true;
  }

  /** What the person must do before it goes on; also where a program reads the result. */
  say(line: string): void {
    this.clearProgress();
    this.#streams.err.write(`${printable(line)}\n`);
  }

  /** Something worth knowing that is not the result. */
  note(line: string): void {
    this.clearProgress();
    if (!this.isJson) this.#streams.err.write(`${printable(line)}\n`);
  }

  /** A bar with rate and remaining time on a terminal; a line every few seconds elsewhere. */
  progress(verb: string, progress: Progress): void {
    if (this.isJson) return;
    const nowMs = performance.now();
    if (this.#startedAtMs === 0) {
      this.#startedAtMs = nowMs;
      this.#drawnAtMs = nowMs;
    }
    const isTerminal = this.#streams.err.isTTY === true;
    if (nowMs - this.#drawnAtMs < (isTerminal ? redrawMs : plainLineMs)) return;
    this.#drawnAtMs = nowMs;
    const line = describe(verb, progress, (nowMs - this.#startedAtMs) / 1000);
    this.#streams.err.write(isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
    this.#isDrawn = isTerminal;
  }

  clearProgress(): void {
    if (this.#isDrawn) this.#streams.err.write("\r\u001b[K");
    this.#isDrawn = false;
    this.#startedAtMs = 0;
  }
}

function describe(verb: string, progress: Progress, seconds: number): string {
  const { done, total, doneBytes, totalBytes } = progress;
  const share = totalBytes > 0 ? doneBytes / totalBytes : done / Math.max(total, 1);
  const bar = "=".repeat(Math.round(share * 20)).padEnd(20, " ");
  const rate = totalBytes > 0 ? `, ${formatBytes(doneBytes / Math.max(seconds, 0.001))}/s` : "";
  const left = share > 0 ? `, ${formatSeconds((seconds * (1 - share)) / share)} left` : "";
  return `${verb} [${bar}] ${done} of ${total}${rate}${left}`;
}

/** A name that a stranger chose, without what could move the cursor or change colours. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, "?");
}
