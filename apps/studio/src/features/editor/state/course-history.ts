/** Something that was done to the course page and can be taken back. */
export interface HistoryEntry {
  /** What it was, for the Undo button: "Rename module". */
  readonly label: string;
  /** The module whose document it happened in; left out for changes of the course's structure. */
  readonly moduleId?: string;
  readonly undo: () => void | Promise<void>;
  readonly redo: () => void | Promise<void>;
}

const longest = 1_000;

/** One stack for words and structure: Cmd Z takes back whatever happened last, in whichever module. */
export class CourseHistory {
  #done: HistoryEntry[] = [];
  #undone: HistoryEntry[] = [];
  #isRunning = false;
  readonly #onChange: () => void;

  constructor(onChange: () => void = () => undefined) {
    this.#onChange = onChange;
  }

  /** What undo would take back. */
  get last(): HistoryEntry | null {
    return this.#done.at(-1) ?? null;
  }
  get undoLabel(): string | null {
    return this.#done.at(-1)?.label ?? null;
  }
  get redoLabel(): string | null {
    return this.#undone.at(-1)?.label ?? null;
  }
  /** True while an entry runs: what it changes is not a new entry. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  record(entry: HistoryEntry): void {
    if (this.#isRunning) return;
    this.#done = [...this.#done.slice(1 - longest), entry];
    this.#undone = [];
    this.#onChange();
  }

  async #run(entry: HistoryEntry, direction: "undo" | "redo"): Promise<boolean> {
    this.#isRunning = true;
    try {
      await entry[direction]();
      return true;
    } catch {
      return false;
    } finally {
      this.#isRunning = false;
      this.#onChange();
    }
  }

  /** The entry that was taken back, or null when there was none or it could not be. */
  async undo(): Promise<HistoryEntry | null> {
    const entry = this.#done.at(-1);
    if (entry === undefined || this.#isRunning) return null;
    if (!(await this.#run(entry, "undo"))) return null;
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, entry];
    this.#onChange();
    return entry;
  }

  async redo(): Promise<HistoryEntry | null> {
    const entry = this.#undone.at(-1);
    if (entry === undefined || this.#isRunning) return null;
    if (!(await this.#run(entry, "redo"))) return null;
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, entry];
    this.#onChange();
    return entry;
  }
}
