import type { Tx } from "../transaction.ts";

export interface NudgeRow {
  readonly id: string;
  readonly signal: string;
  readonly subject: string;
  readonly createdAt: Date;
  readonly dismissedAt: Date | null;
  /** `ai_interactions.context_used` of the nudge. Has to be parsed. */
  readonly context: unknown;
}

export interface LatestAnswer {
  readonly blockId: string;
  readonly isCorrect: boolean;
}

/** What Byte said unasked, and what makes it speak. */
export const tutorNudgeRepository = {
  /** Since a time, latest first. */
  async listSince(tx: Tx, { userId, since }: { userId: string; since: Date }): Promise<NudgeRow[]> {
    return tx.$queryRaw<NudgeRow[]>`
      select n.id, n.signal, n.subject, n.created_at as "createdAt", n.dismissed_at as "dismissedAt",
        i.context_used as context
      from tutor_nudges n join ai_interactions i on i.id = n.interaction_id
      where n.user_id = ${userId}::uuid and n.created_at >= ${since}
      order by n.created_at desc, n.id`;
  },

  /** Runs with the service's rights. Two pages of one learner take turns, so that a day has no more than it may. */
  async lockLearner(tx: Tx, userId: string): Promise<void> {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('nudge ' || ${userId}, 0))`;
  },

  /** Runs with the service's rights. */
  async add(
    tx: Tx,
    nudge: {
      readonly id: string;
      readonly userId: string;
      readonly orgId: string;
      readonly interactionId: string;
      readonly signal: string;
      readonly subject: string;
    },
  ): Promise<void> {
    await tx.tutorNudge.create({ data: nudge });
  },

  /** False when the learner has no such nudge. */
  async dismiss(
    tx: Tx,
    { userId, nudgeId }: { userId: string; nudgeId: string },
  ): Promise<boolean> {
    const { count } = await tx.tutorNudge.updateMany({
      where: { id: nudgeId, userId },
      data: { dismissedAt: new Date() },
    });
    return count === 1;
  },

  /** The learner's latest answers in a course since a time, latest first. */
  async listLatestAnswers(
    tx: Tx,
    { userId, courseId, since }: { userId: string; courseId: string; since: Date },
  ): Promise<LatestAnswer[]> {
    return tx.$queryRaw<LatestAnswer[]>`
      select block_id as "blockId", is_correct as "isCorrect" from attempts
      where user_id = ${userId}::uuid and course_id = ${courseId}::uuid and created_at >= ${since}
      order by created_at desc, id limit 10`;
  },

  /** How long a block was on screen since a time. */
  async countSecondsOn(
    tx: Tx,
    {
      userId,
      courseId,
      blockId,
      since,
    }: { userId: string; courseId: string; blockId: string; since: Date },
  ): Promise<number> {
    const [row] = await tx.$queryRaw<{ seconds: number }[]>`
      select coalesce(sum(duration_secs), 0)::float8 as seconds from learning_events
      where user_id = ${userId}::uuid and course_id = ${courseId}::uuid and block_id = ${blockId}
        and event_type = 'position_save' and occurred_at >= ${since}`;
    return row?.seconds ?? 0;
  },
};
