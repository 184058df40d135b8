import { dayNumber, type ReviewGrade } from "@byteos/adaptive/scheduling/card-memory";
import type { RecallAlgorithm } from "@byteos/adaptive/scheduling/fit-recall";
import { observeReview, type RecallModel } from "@byteos/adaptive/scheduling/recall-model";
import {
  dueWindow,
  idealInterval,
  isLeech,
  scheduleReview,
} from "@byteos/adaptive/scheduling/schedule-review";
import { reviewRepository, type ReviewSource } from "@byteos/db/repositories/review.repository";
import type { Tx } from "@byteos/db/transaction";
import { StoredCardMemory } from "./card-memory.ts";

export interface GivenReview extends ReviewSource {
  readonly orgId: string;
  readonly userId: string;
  readonly moduleId: string;
  readonly siblingKey: string;
  readonly clientId: string;
  readonly grade: ReviewGrade;
  readonly durationMs: number;
  readonly now: Date;
  /** Where the learner's days begin. */
  readonly utcOffsetMins: number;
  /** FSRS as it holds for this learner. */
  readonly algorithm: RecallAlgorithm;
  /** Repeats on one day change nothing: for answers, which are tried again at once. */
  readonly isOnceADay?: boolean;
}

export interface RecordedReview {
  readonly dueAt: Date;
  readonly scheduledDays: number;
  readonly isLeech: boolean;
  /** Whether it came on a later day than the review before it: only then does it say something of the skill. */
  readonly isSpaced: boolean;
}

/**
 * Takes a review into the card's memory and the learner's recall model (`recall`, changed in place), and
 * says when it comes next; null for a repeat that changes nothing. The caller holds the learner's state, has the service's rights, and stores `recall`.
 */
export async function recordReview(
  tx: Tx,
  recall: RecallModel,
  { grade, durationMs, now, utcOffsetMins, algorithm, isOnceADay = false, ...given }: GivenReview,
): Promise<RecordedReview | null> {
  const { userId, courseId, kind, sourceId } = given;
  const row = await reviewRepository.find(tx, { userId, courseId, kind, sourceId });
  const known = row === null ? null : StoredCardMemory.parse(row.memory);
  const time = { atMs: now.getTime(), utcOffsetMins };
  if (isOnceADay && known !== null && known.lastDay >= dayNumber(time)) return null;
  const review = { ...time, cardId: sourceId, grade, durationMs, scheduledDays: 0 };
  const { memory, predicted } = observeReview(recall, known, review, algorithm);
  const idealDays = idealInterval(memory, algorithm);
  const window = dueWindow(idealDays, time);
  const days = { userId, utcOffsetMins, ...window };
  const load = grade === 1 ? null : await reviewRepository.countByDay(tx, days);
  const { scheduledDays, dueAtMs } = scheduleReview(
    // A question whose answer was just explained is asked again tomorrow, not in ten minutes.
    { ...time, grade: isOnceADay && grade === 1 ? 2 : grade, idealDays },
    (day) => load?.get(day) ?? 0,
  );
  const hasLapsed = memory.lapses > (known?.lapses ?? 0);
  const leech = (row?.isLeech ?? false) || (hasLapsed && isLeech(memory));
  const dueAt = new Date(dueAtMs);
  await reviewRepository.save(tx, {
    ...given,
    grade,
    durationMs,
    scheduledDays,
    predicted,
    dueAt,
    isLeech: leech,
    memory: { ...memory, scheduledDays },
    reviewedAt: now,
    utcOffsetMins,
    before:
      row === null || known === null
        ? null
        : { memory: known, dueAt: row.dueAt.toISOString(), isLeech: row.isLeech },
  });
  return { dueAt, scheduledDays, isLeech: leech, isSpaced: predicted !== null };
}
