import type { ModuleContent } from "@byteos/contracts/module-content";
import type { SaveModuleResult, TheirModule } from "@byteos/usecases/course/save-module";
import { OfflineError, RefusedError, SignedOutError } from "./api-client.ts";
import type { DraftStore } from "./draft-store.ts";

export type SaveState =
  | { readonly kind: "saved"; readonly at: string | null }
  | { readonly kind: "saving" }
  | { readonly kind: "offline" }
  | { readonly kind: "signed-out" }
  | { readonly kind: "conflict"; readonly theirs: TheirModule; readonly mine: ModuleContent }
  /** The module was deleted elsewhere; the edits are still here. */
  | { readonly kind: "deleted" }
  | { readonly kind: "refused"; readonly message: string; readonly requestId: string | undefined };

export interface ModuleSaverOptions {
  readonly courseId: string;
  readonly moduleId: string;
  readonly revision: number;
  /** The module as it stands in the editor now. */
  readonly read: () => ModuleContent;
  readonly send: (revision: number, content: ModuleContent) => Promise<SaveModuleResult>;
  readonly drafts: DraftStore | null;
  readonly onState: (state: SaveState) => void;
}

const quietMs = 1_000;
const longestWaitMs = 3_000;
const draftQuietMs = 250;
const firstRetryMs = 2_000;
const longestRetryMs = 30_000;

/**
 * Saves one module a second after its last change, one request at a time, over the revision it knows.
 * Every change goes to the device first, so that neither a lost connection nor a lost session loses it.
 */
export class ModuleSaver {
  #revision: number;
  #isDirty = false;
  #isSending = false;
  #isStopped = false;
  #state: SaveState = { kind: "saved", at: null };
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #draftTimer: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = firstRetryMs;
  #dirtySince = 0;
  readonly #options: ModuleSaverOptions;

  constructor(options: ModuleSaverOptions) {
    this.#options = options;
    this.#revision = options.revision;
  }

  get state(): SaveState {
    return this.#state;
  }
  get revision(): number {
    return this.#revision;
  }
  /** Whether closing the page now would leave something unsaved on the server. */
  get hasUnsaved(): boolean {
    return this.#isDirty || this.#isSending;
  }

  #enter(state: SaveState): void {
    this.#state = state;
    this.#options.onState(state);
  }

  /** Call after every change. */
  changed(): void {
    if (!this.#isDirty) this.#dirtySince = Date.now();
    this.#isDirty = true;
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => void this.#keepDraft(), draftQuietMs);
    // While people decide, or nothing can be sent, edits are kept here and wait.
    if (this.#state.kind === "conflict" || this.#state.kind === "deleted") return;
    if (this.#state.kind === "offline" || this.#state.kind === "signed-out") return;
    this.#enter({ kind: "saving" });
    const waited = Date.now() - this.#dirtySince;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(
      () => void this.flush(),
      Math.max(0, Math.min(quietMs, longestWaitMs - waited)),
    );
  }

  async #keepDraft(): Promise<void> {
    clearTimeout(this.#draftTimer);
    if (!this.#isDirty || this.#isStopped) return;
    const { courseId, moduleId, drafts, read } = this.#options;
    try {
      await drafts?.put({
        courseId,
        moduleId,
        revision: this.#revision,
        content: read(),
        editedAt: Date.now(),
      });
    } catch {
      // Storage is full or refused: the server is still tried, and leaving the page still asks.
    }
  }

  /** Sends what is unsaved now. Resolves when the answer is in. */
  async flush(): Promise<void> {
    clearTimeout(this.#quiet);
    clearTimeout(this.#retry);
    if (!this.#isDirty || this.#isSending || this.#isStopped) return;
    if (this.#state.kind === "conflict" || this.#state.kind === "deleted") return;
    this.#isSending = true;
    this.#isDirty = false;
    let content: ModuleContent | undefined;
    try {
      content = this.#options.read();
      this.#enter({ kind: "saving" });
      const result = await this.#options.send(this.#revision, content);
      this.#retryMs = firstRetryMs;
      this.#isSending = false;
      await this.#answered(result, content);
    } catch (error) {
      this.#isSending = false;
      this.#isDirty = true;
      await this.#keepDraft();
      this.#failed(error);
    }
  }

  async #answered(result: SaveModuleResult, content: ModuleContent): Promise<void> {
    if (result.status === "deleted") {
      this.#isDirty = true;
      await this.#keepDraft();
      this.#enter({ kind: "deleted" });
      return;
    }
    if (result.status === "conflict") {
      this.#isDirty = true;
      await this.#keepDraft();
      this.#enter({ kind: "conflict", theirs: result.theirs, mine: content });
      return;
    }
    this.#revision = result.revision;
    if (this.#isDirty) {
      this.#dirtySince = Date.now();
      this.changed();
      return;
    }
    clearTimeout(this.#draftTimer);
    this.#enter({ kind: "saved", at: result.savedAt });
    await this.#options.drafts?.remove(this.#options.moduleId).catch(() => undefined);
  }

  #failed(error: unknown): void {
    if (error instanceof SignedOutError) {
      this.#enter({ kind: "signed-out" });
      return;
    }
    if (error instanceof RefusedError) {
      this.#enter({ kind: "refused", message: error.message, requestId: error.requestId });
      return;
    }
    if (!(error instanceof OfflineError)) {
      this.#enter({
        kind: "refused",
        message: "Part of this module has a shape that cannot be saved. Undo the last change.",
        requestId: undefined,
      });
      return;
    }
    this.#enter({ kind: "offline" });
    this.#retry = setTimeout(() => void this.retry(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
  }

  /** The connection or the session is back. */
  async retry(): Promise<void> {
    if (this.#state.kind !== "offline" && this.#state.kind !== "signed-out") return;
    await this.flush();
  }

  /** A conflict was decided: `changed` is called once the editor shows the chosen blocks. */
  settle(theirRevision: number): void {
    this.#revision = theirRevision;
    this.#isDirty = true;
    this.#enter({ kind: "saving" });
  }

  /** The edits in the editor were made on another revision than the one that was loaded. */
  rebase(revision: number): void {
    this.#revision = revision;
  }

  /** The module was given back after a deletion elsewhere. */
  revive(): void {
    if (this.#state.kind !== "deleted") return;
    this.#enter({ kind: "saving" });
    void this.flush();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#quiet);
    clearTimeout(this.#draftTimer);
    clearTimeout(this.#retry);
  }
}
