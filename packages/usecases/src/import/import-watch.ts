import { asService } from "@byteos/db/as-service";
import { importRepository } from "@byteos/db/repositories/import.repository";
import type { ImportProgress } from "./import-shape.ts";

const writeEveryMs = 500;
const beatEveryMs = 2_000;

/**
 * The link between a running import and its row: writes progress at most twice a second and a sign of
 * life every two, and aborts `signal` when the creator cancels or the process ends.
 */
export class ImportWatch {
  readonly signal: AbortSignal;
  isCancelled = false;
  private readonly controller = new AbortController();
  private readonly importId: string;
  private readonly step: "running" | "building";
  private progress: ImportProgress;
  private hasNews = false;
  private lastBeat = 0;
  private writing: Promise<void> = Promise.resolve();
  private isWriting = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    importId: string,
    step: "running" | "building",
    attempt: number,
    ending: AbortSignal,
  ) {
    this.importId = importId;
    this.step = step;
    this.progress = { step: "starting", done: 0, total: 1, attempt };
    this.signal = AbortSignal.any([this.controller.signal, ending]);
    this.timer = setInterval(() => this.tick(), writeEveryMs);
  }

  report(progress: ImportProgress): void {
    this.progress = { ...progress, attempt: this.progress.attempt };
    this.hasNews = true;
  }

  /** Ends the watching; resolves when its last write is through. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
  }

  private tick(): void {
    const isDue = this.hasNews || Date.now() - this.lastBeat >= beatEveryMs;
    if (!isDue || this.isWriting) return;
    this.isWriting = true;
    this.hasNews = false;
    this.lastBeat = Date.now();
    this.writing = asService("progress of an import", (tx) =>
      importRepository.beat(tx, this.importId, this.step, this.progress),
    )
      .then((goesOn) => {
        if (goesOn) return;
        this.isCancelled = true;
        this.controller.abort();
      })
      // A database that is away for a moment is no reason to throw the work away.
      .catch(() => undefined)
      .finally(() => {
        this.isWriting = false;
      });
  }
}
