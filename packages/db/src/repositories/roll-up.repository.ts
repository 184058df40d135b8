import type { Tx } from "../transaction.ts";

export interface EventBatch {
  readonly events: number;
  /** The last event read; where the next batch goes on. */
  readonly lastSeq: bigint;
  readonly courseIds: readonly string[];
}

/** Follows the learning events in the order they were numbered. The caller is the service. */
export const rollUpRepository = {
  /** The event up to which everything is counted; 0 at first. */
  async getSeq(tx: Tx, name: string): Promise<bigint> {
    const row = await tx.rollUp.findUnique({ where: { name } });
    return row?.seq ?? 0n;
  },

  /**
   * Moves the mark up to `seq`, but never past events of the last two minutes: numbers are given before
   * transactions end, so a lower number may still appear behind a higher one. What lies after the mark is read again.
   */
  async advance(tx: Tx, name: string, seq: bigint): Promise<void> {
    await tx.$executeRaw`
      insert into roll_ups as r (name, seq)
      select ${name}, coalesce((
        select max(e.seq) from learning_events e
        where e.seq <= ${seq} and e.created_at < now() - interval '2 minutes'), 0)
      on conflict (name) do update set seq = greatest(r.seq, excluded.seq), updated_at = now()`;
  },

  /** Counts each learner's day in a course anew wherever the batch of events after `afterSeq` touches it. */
  async countDays(tx: Tx, afterSeq: bigint, limit: number): Promise<EventBatch> {
    const [row] = await tx.$queryRaw<
      { events: number; lastSeq: bigint | null; courseIds: string[] | null }[]
    >`
      with batch as materialized (
        select seq, course_id, user_id, (occurred_at at time zone 'utc')::date as day
        from learning_events where seq > ${afterSeq} order by seq limit ${limit}::int
      ), touched as materialized (
        select distinct course_id, user_id, day from batch where course_id is not null
      ), counted as (
        insert into learner_course_days (course_id, user_id, day, seconds)
        select t.course_id, t.user_id, t.day, coalesce(sum(e.duration_secs), 0)
        from touched t join learning_events e
          on e.user_id = t.user_id and e.course_id = t.course_id
          and e.occurred_at >= t.day::timestamp at time zone 'utc'
          and e.occurred_at < (t.day + 1)::timestamp at time zone 'utc'
        group by t.course_id, t.user_id, t.day
        on conflict (course_id, day, user_id) do update set seconds = excluded.seconds
        where learner_course_days.seconds <> excluded.seconds
      )
      select (select count(*)::int from batch) as events, (select max(seq) from batch) as "lastSeq",
        (select array_agg(distinct course_id::text) from touched) as "courseIds"`;
    return {
      events: row?.events ?? 0,
      lastSeq: row?.lastSeq ?? afterSeq,
      courseIds: row?.courseIds ?? [],
    };
  },

  /** Courses with enrolments newer than their figures, which no event may have told of. */
  async listCoursesWithNewLearners(tx: Tx): Promise<string[]> {
    const rows = await tx.$queryRaw<{ courseId: string }[]>`
      select e.course_id as "courseId" from enrollments e
      left join course_stats s on s.course_id = e.course_id
      where e.course_id is not null
      group by e.course_id, s.updated_at
      having max(e.created_at) > coalesce(s.updated_at, '-infinity')`;
    return rows.map((row) => row.courseId);
  },
};
