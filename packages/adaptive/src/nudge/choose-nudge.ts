/** What the learner's own doings say just now. Each is null where there is nothing to say. */
export interface NudgeSignals {
  /** An open question on screen that was tried without success, or that has been looked at for long. */
  readonly stuck: {
    readonly blockId: string;
    readonly tries: number;
    readonly seconds: number;
  } | null;
  /** The latest answers of this sitting, all of them wrong. */
  readonly wrongInARow: { readonly count: number; readonly blockId: string } | null;
  readonly streak: {
    readonly days: number;
    readonly isActiveToday: boolean;
    /** Until midnight on the learner's clock. */
    readonly hoursLeft: number;
  } | null;
  readonly reviewsDue: number;
  readonly deadline: {
    readonly courseId: string;
    readonly daysLeft: number;
    readonly minutesLeft: number;
  } | null;
}

export const nudgeSignals = [
  "stuck",
  "wrong_in_a_row",
  "streak",
  "review_due",
  "deadline",
] as const;
export type NudgeSignal = (typeof nudgeSignals)[number];

export interface ChosenNudge {
  readonly signal: NudgeSignal;
  /** Nothing is said twice in a day about the same subject. */
  readonly subject: string;
}

export interface PastNudge {
  readonly subject: string;
  readonly atMs: number;
}

export const nudgesPerDay = 3;
const dayMs = 86_400_000;
/** Between two nudges; one that answers what happens on screen may come sooner. */
const restMs = 30 * 60_000;
const restOnScreenMs = 5 * 60_000;
const stuckTries = 2;
const stuckSeconds = 180;
const wrongRun = 3;
const streakDays = 2;
const streakHours = 7;
const reviewsWorthIt = 5;
const deadlineDays = 3;

/**
 * At most one nudge for the place the learner is at, or none: three in 24 hours, at rest between them, and
 * nothing said again about the same subject within a day. What happens on screen comes before dates.
 */
export function chooseNudge(
  signals: NudgeSignals,
  { past, nowMs }: { readonly past: readonly PastNudge[]; readonly nowMs: number },
): ChosenNudge | null {
  const recent = past.filter(({ atMs }) => nowMs - atMs < dayMs);
  if (recent.length >= nudgesPerDay) return null;
  const sinceLast = nowMs - Math.max(...recent.map(({ atMs }) => atMs), Number.NEGATIVE_INFINITY);
  for (const { isOnScreen, ...nudge } of candidates(signals)) {
    if (sinceLast < (isOnScreen ? restOnScreenMs : restMs)) continue;
    if (recent.some(({ subject }) => subject === nudge.subject)) continue;
    return nudge;
  }
  return null;
}

function candidates(signals: NudgeSignals): (ChosenNudge & { isOnScreen: boolean })[] {
  const { stuck, wrongInARow, streak, reviewsDue, deadline } = signals;
  const found: (ChosenNudge & { isOnScreen: boolean })[] = [];
  const add = (signal: NudgeSignal, about: string, isOnScreen = false) =>
    found.push({ signal, subject: about === "" ? signal : `${signal}:${about}`, isOnScreen });
  if (stuck !== null && (stuck.tries >= stuckTries || stuck.seconds >= stuckSeconds)) {
    add("stuck", stuck.blockId, true);
  }
  if (wrongInARow !== null && wrongInARow.count >= wrongRun) {
    add("wrong_in_a_row", wrongInARow.blockId, true);
  }
  if (deadline !== null && deadline.daysLeft <= deadlineDays && deadline.minutesLeft > 0) {
    add("deadline", deadline.courseId);
  }
  if (
    streak !== null &&
    streak.days >= streakDays &&
    !streak.isActiveToday &&
    streak.hoursLeft <= streakHours
  ) {
    add("streak", "");
  }
  if (reviewsDue >= reviewsWorthIt) add("review_due", "");
  return found;
}
