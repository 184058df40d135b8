import type { Tx } from "../transaction.ts";

const daysKept = 90;

interface Stat {
  readonly learners: number;
  readonly started: number;
  readonly completed: number;
  readonly progressHistogram: unknown;
  readonly medianMinutes: number | null;
}
export interface CourseFigures {
  readonly stat: (Stat & { readonly updatedAt: Date }) | null;
  readonly blocks: readonly { readonly blockId: string; readonly learners: number }[];
  readonly items: readonly {
    readonly blockId: string;
    readonly learners: number;
    readonly attempts: number;
    readonly correctFirst: number;
    readonly discrimination: number | null;
    readonly commonWrong: unknown;
    readonly medianSecs: number | null;
  }[];
  readonly days: readonly {
    /** ISO date, UTC. */
    readonly day: string;
    readonly active: number;
    readonly enrolled: number;
    readonly completed: number;
  }[];
}
type CourseFiguresRow = Stat & { readonly updatedAt: Date | null } & Omit<CourseFigures, "stat">;

/** Figures of courses: read by pages, written by the service from what learners did. */
export const courseStatRepository = {
  /** Everything the analytics page reads, in one statement. */
  async load(tx: Tx, courseId: string): Promise<CourseFigures> {
    const [row] = await tx.$queryRaw<CourseFiguresRow[]>`
      select s.learners, s.started, s.completed, s.progress_histogram as "progressHistogram",
        s.median_minutes as "medianMinutes", s.updated_at as "updatedAt",
        (select coalesce(jsonb_agg(jsonb_build_object('blockId', b.block_id, 'learners', b.learners)), '[]')
          from block_stats b where b.course_id = ${courseId}::uuid) as blocks,
        (select coalesce(jsonb_agg(jsonb_build_object('blockId', i.block_id, 'learners', i.learners,
            'attempts', i.attempts, 'correctFirst', i.correct_first, 'discrimination', i.discrimination,
            'commonWrong', i.common_wrong, 'medianSecs', i.median_secs)), '[]')
          from item_stats i where i.course_id = ${courseId}::uuid) as items,
        (select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'active', d.active_learners,
            'enrolled', d.enrolled, 'completed', d.completed) order by d.day), '[]')
          from (
            select * from course_daily_stats where course_id = ${courseId}::uuid order by day desc limit ${daysKept}::int
          ) d) as days
      from (select) as one left join course_stats s on s.course_id = ${courseId}::uuid`;
    if (row === undefined) throw new Error("A statement without a condition gives a row");
    const { blocks, items, days, updatedAt, ...stat } = row;
    return { stat: updatedAt === null ? null : { ...stat, updatedAt }, blocks, items, days };
  },

  /** False when another process is counting the course at this moment; held until the transaction ends. */
  async lock(tx: Tx, courseId: string): Promise<boolean> {
    const [row] = await tx.$queryRaw<{ isMine: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended(${`course-stats:${courseId}`}, 0)) as "isMine"`;
    return row?.isMine ?? false;
  },

  async findCountedAt(tx: Tx, courseId: string): Promise<Date | null> {
    const row = await tx.courseStat.findUnique({
      where: { courseId },
      select: { updatedAt: true },
    });
    return row?.updatedAt ?? null;
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
        select sum(d.seconds) / 60.0 as minutes
        from learner_course_days d join learner l on l.user_id = d.user_id and l.status = 'completed'
        where d.course_id = ${courseId}::uuid group by d.user_id
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
      select ${courseId}::uuid, min(b.module_id::text)::uuid, b.block_id, count(*)::int
      from completed_blocks b join enrollments e on e.id = b.enrollment_id
      where e.course_id = ${courseId}::uuid group by b.block_id
      on conflict (course_id, block_id) do update set module_id = excluded.module_id, learners = excluded.learners`;
    await tx.$executeRaw`
      with day as (
        select day, count(*)::int as active, 0 as enrolled, 0 as completed
        from learner_course_days where course_id = ${courseId}::uuid group by day
        union all
        select (created_at at time zone 'utc')::date, 0, count(*)::int, 0
        from enrollments where course_id = ${courseId}::uuid group by 1
        union all
        select (completed_at at time zone 'utc')::date, 0, 0, count(*)::int
        from enrollments where course_id = ${courseId}::uuid and completed_at is not null group by 1
      )
      insert into course_daily_stats as s (course_id, day, active_learners, enrolled, completed)
      select ${courseId}::uuid, day, sum(active)::int, sum(enrolled)::int, sum(completed)::int from day group by day
      on conflict (course_id, day) do update set
        active_learners = excluded.active_learners, enrolled = excluded.enrolled, completed = excluded.completed
      where (s.active_learners, s.enrolled, s.completed)
        is distinct from (excluded.active_learners, excluded.enrolled, excluded.completed)`;
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
        select block_id, answer::text as answer_key, count(distinct user_id)::int as count,
          row_number() over (partition by block_id order by count(distinct user_id) desc, answer::text) as place
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
