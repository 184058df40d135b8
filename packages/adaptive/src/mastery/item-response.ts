/** What the engine knows of a question or card: which skills it exercises. */
export interface PracticeItem {
  readonly itemId: string;
  /** At least one; an item without skills belongs to its course's own skill. */
  readonly skillIds: readonly string[];
}

/** One answer as evidence. */
export interface ItemResponse extends PracticeItem {
  /** 0 to 1; partial credit counts as its share. */
  readonly score: number;
  /** Seconds since the epoch, or 0 where the time is unknown. */
  readonly atSeconds: number;
  /** How much it says, 0 to 1: less after hints, when slow, or when graded by the learner. Default 1. */
  readonly weight?: number;
}
