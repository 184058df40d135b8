import type { Tx } from "../transaction.ts";

/** Figures of courses: read by pages, written by the service from what learners did. */
export const courseStatRepository = {
  async load(tx: Tx, courseId: string) {
    const stat = await tx.courseStat.findUnique({ where: { courseId } });
    const blocks = await tx.blockStat.findMany({ where: { courseId } });
    const items = await tx.itemStat.findMany({ where: { courseId } });
    return { stat, blocks, items };
  },

  /** Counts one course anew. The caller is the service; row level security does not limit it. */
  async refresh(tx: Tx, courseId: string): Promise<void> {
    await tx.$executeRaw`
      with learner as (
        select e.user_id, e.status, e.started_at, e.progress_pct
        from enrollments e where e.course_id = ${courseId}::uuid
      ), tenth as (
        select least(9, floor(progress_pct / 10))::int as place, count(*)::int as learners
        from learner where status <> 'not_started' group by 1
      ), spent as (
        select sum(v.duration_secs) / 60.0 as minutes
        from learning_events v join learner l on l.user_id = v.user_id and l.status = 'completed'
        where v.course_id = ${courseId}::uuid and v.duration_secs is not null group by v.user_id
      )
      insert into course_stats (course_id, learners, started, completed, progress_histogram, median_minutes, updated_at)
      select ${courseId}::uuid,
        (select count(*)::int from learner),
        (select count(*)::int from learner where status <> 'not_started'),
        (select count(*)::int from learner where status = 'completed'),
        (select jsonb_agg(coalesce(t.learners, 0) order by places.place)
          from generate_series(0, 9) as places (place) left join tenth t on t.place = places.place),
        (select percentile_cont(0.5) within group (order by minutes) from spent),
        now()
      on conflict (course_id) do update set
        learners = excluded.learners, started = excluded.started, completed = excluded.completed,
        progress_histogram = excluded.progress_histogram, median_minutes = excluded.median_minutes,
        updated_at = excluded.updated_at`;
    await tx.$executeRaw`
      insert into block_stats (course_id, module_id, block_id, learners)
      select ${courseId}::uuid, min(b.module_id::text)::uuid, b.block_id, count(distinct b.enrollment_id)::int
      from completed_blocks b join enrollments e on e.id = b.enrollment_id
      where e.course_id = ${courseId}::uuid group by b.block_id
      on conflict (course_id, block_id) do update set module_id = excluded.module_id, learners = excluded.learners`;
    // Discrimination: how a learner's first score on this question goes with their mean first score on the others.
    await tx.$executeRaw`
      with first_try as (
        select distinct on (a.user_id, a.block_id) a.user_id, a.block_id, a.score, a.is_correct, a.duration_secs
        from attempts a where a.course_id = ${courseId}::uuid
        order by a.user_id, a.block_id, a.created_at, a.id
      ), whole as (
        select user_id, sum(score) as score, count(*) as questions from first_try group by user_id
      ), rest as (
        select f.*, (w.score - f.score) / nullif(w.questions - 1, 0) as rest_score
        from first_try f join whole w on w.user_id = f.user_id
      ), wrong as (
        select block_id, answer::text as answer_key, count(*)::int as count,
          row_number() over (partition by block_id order by count(*) desc, answer::text) as place
        from attempts where course_id = ${courseId}::uuid and not is_correct group by block_id, answer::text
      )
      insert into item_stats (course_id, block_id, learners, attempts, correct_first, mean_score,
        discrimination, common_wrong, median_secs)
      select ${courseId}::uuid, r.block_id, count(*)::int,
        (select count(*)::int from attempts a where a.course_id = ${courseId}::uuid and a.block_id = r.block_id),
        count(*) filter (where r.is_correct)::int, avg(r.score),
        corr(r.score, r.rest_score),
        coalesce((select jsonb_agg(jsonb_build_object('answerKey', w.answer_key, 'count', w.count) order by w.place)
          from wrong w where w.block_id = r.block_id and w.place <= 3), '[]'::jsonb),
        percentile_cont(0.5) within group (order by r.duration_secs)
      from rest r group by r.block_id
      on conflict (course_id, block_id) do update set
        learners = excluded.learners, attempts = excluded.attempts, correct_first = excluded.correct_first,
        mean_score = excluded.mean_score, discrimination = excluded.discrimination,
        common_wrong = excluded.common_wrong, median_secs = excluded.median_secs`;
  },
};
