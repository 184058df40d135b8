import type { CourseHistory, HistoryEntry } from "./course-history.ts";
import type { AidsChange } from "./module-session.ts";
import type { StudyAids } from "./study-aids.ts";

const groupDelayMs = 600;

export interface AidsStep {
  readonly label: string;
  readonly moduleId: string;
  /** The field that was written in: its steps in quick succession are one. Null for what stands alone. */
  readonly group: string | null;
  readonly change: AidsChange;
  readonly put: (aids: StudyAids) => Promise<void>;
}

/** Steps of study aids on the course page's stack; words typed in one go are taken back in one go. */
export class StudyAidsHistory {
  readonly #history: CourseHistory;
  readonly #now: () => number;
  #open: { group: string; entry: HistoryEntry; at: number; extend(after: StudyAids): void } | null =
    null;

  constructor(history: CourseHistory, now: () => number = () => Date.now()) {
    this.#history = history;
    this.#now = now;
  }

  record({ label, moduleId, group, change, put }: AidsStep): void {
    const at = this.#now();
    const open = this.#open;
    if (
      open !== null &&
      open.group === group &&
      open.entry === this.#history.last &&
      at - open.at < groupDelayMs
    ) {
      open.extend(change.after);
      open.at = at;
      return;
    }
    let { after } = change;
    const entry: HistoryEntry = {
      label,
      moduleId,
      undo: () => put(change.before),
      redo: () => put(after),
    };
    this.#history.record(entry);
    this.#open =
      group === null
        ? null
        : {
            group,
            entry,
            at,
            extend: (next) => {
              after = next;
            },
          };
  }
}
