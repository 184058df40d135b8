export interface QueueCandidate {
  readonly id: string;
  /** Units that give each other away: one a day. */
  readonly siblingKey: string;
  /** Null for one that was never reviewed. */
  readonly dueAtMs: number | null;
  /** Chance of recalling it now, 0 to 1; ignored for new ones. */
  readonly recall: number;
  readonly isLeech: boolean;
  /** Not recalled today: comes back within the sitting. */
  readonly isRelearning: boolean;
}

export interface QueueLimits {
  readonly nowMs: number;
  /** Reviews, and new units among them, that a day may bring. */
  readonly dailyReviews: number;
  readonly dailyNew: number;
  /** What today has already brought. */
  readonly reviewedToday: number;
  readonly newToday: number;
  /** Siblings reviewed today: theirs wait until tomorrow. */
  readonly siblingsToday: ReadonlySet<string>;
}

export interface ReviewQueue<T> {
  /** In the order in which they are asked: relearning, then those most at risk, then new ones. */
  readonly now: readonly T[];
  /** Held back until tomorrow: siblings of something asked today, or over the day's limit. */
  readonly later: readonly T[];
  /** Forgotten again and again; out of the queue until the learner takes them up. */
  readonly leeches: readonly T[];
}

/** One queue of everything due, whatever it came from. */
export function buildReviewQueue<T extends QueueCandidate>(
  candidates: readonly T[],
  limits: QueueLimits,
): ReviewQueue<T> {
  const leeches = candidates.filter((each) => each.isLeech);
  const active = candidates.filter((each) => !each.isLeech);
  const relearning = active.filter((each) => each.isRelearning);
  const due = active
    .filter((each) => !each.isRelearning && each.dueAtMs !== null && each.dueAtMs <= limits.nowMs)
    .toSorted((a, b) => a.recall - b.recall);
  const fresh = active.filter((each) => each.dueAtMs === null);
  const taken = new Set(limits.siblingsToday);
  const now: T[] = [...relearning];
  const later: T[] = [];
  for (const each of relearning) taken.add(each.siblingKey);
  let room = Math.max(0, limits.dailyReviews - limits.reviewedToday);
  let roomForNew = Math.max(0, limits.dailyNew - limits.newToday);
  const place = (each: T, isNew: boolean) => {
    if (taken.has(each.siblingKey) || room === 0 || (isNew && roomForNew === 0)) {
      later.push(each);
      return;
    }
    taken.add(each.siblingKey);
    room -= 1;
    if (isNew) roomForNew -= 1;
    now.push(each);
  };
  for (const each of due) place(each, false);
  for (const each of fresh) place(each, true);
  return { now, later, leeches };
}
