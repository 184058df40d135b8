import { jsonInput } from "../json-input.ts";
import type { Tx } from "../transaction.ts";
import { recallWeightsOf } from "./recall-fit.repository.ts";

export interface ReviewSource {
  readonly courseId: string;
  readonly kind: "card" | "question";
  /** A card's id or a question's block id. */
  readonly sourceId: string;
}

export interface ReviewCardRow extends ReviewSource {
  readonly id: string;
  readonly moduleId: string;
  readonly siblingKey: string;
  /** Has to be parsed. */
  readonly memory: unknown;
  readonly dueAt: Date;
  readonly isLeech: boolean;
}

export interface ReviewWrite extends ReviewSource {
  readonly orgId: string;
  readonly userId: string;
  readonly moduleId: string;
  readonly siblingKey: string;
  readonly memory: object;
  readonly dueAt: Date;
  readonly isLeech: boolean;
  readonly clientId: string;
  readonly grade: number;
  readonly durationMs: number;
  readonly scheduledDays: number;
  readonly predicted: number | null;
  readonly reviewedAt: Date;
  readonly utcOffsetMins: number;
  /** Null where there was no row before. */
  readonly before: {
    readonly memory: object;
    readonly dueAt: string;
    readonly isLeech: boolean;
  } | null;
}

export interface ReviewOverview {
  /** Due before `until`, leeches and what was not recalled today among them. */
  readonly due: readonly ReviewCardRow[];
  /** Cards that were reviewed at least once, by course. */
  readonly known: readonly { readonly courseId: string; readonly sourceId: string }[];
  /** Modules in which the learner has done something, by enrolment. */
  readonly started: readonly { readonly enrollmentId: string; readonly moduleId: string }[];
  /** Reviews due by day, as ISO dates of the learner's calendar, from today on. */
  readonly forecast: readonly { readonly day: string; readonly count: number }[];
  readonly today: readonly { readonly siblingKey: string; readonly isNew: boolean }[];
  readonly recall: string;
  /** The learner's own weights of FSRS; null for the published ones. Has to be parsed. */
  readonly recallWeights: unknown;
}

const columns = {
  id: true,
  courseId: true,
  moduleId: true,
  kind: true,
  sourceId: true,
  siblingKey: true,
  memory: true,
  dueAt: true,
  isLeech: true,
} as const;

export const reviewRepository = {
  async find(
    tx: Tx,
    { userId, ...source }: ReviewSource & { userId: string },
  ): Promise<(Omit<ReviewCardRow, "kind"> & { kind: string }) | null> {
    return tx.reviewCard.findFirst({ where: { userId, ...source }, select: columns });
  },

  /** Reviews already due on each of some days of the learner (numbers since the epoch), for placing one more. */
  async countByDay(
    tx: Tx,
    {
      userId,
      utcOffsetMins,
      first,
      last,
    }: { userId: string; utcOffsetMins: number; first: number; last: number },
  ): Promise<Map<number, number>> {
    const rows = await tx.$queryRaw<{ day: number; count: number }[]>`
      select floor((extract(epoch from due_at) + ${utcOffsetMins}::int * 60) / 86400)::int as day, count(*)::int as count
      from review_cards
      where user_id = ${userId}::uuid and not is_leech
        and due_at >= to_timestamp(${first}::float8 * 86400 - ${utcOffsetMins}::int * 60)
        and due_at < to_timestamp((${last}::float8 + 1) * 86400 - ${utcOffsetMins}::int * 60)
      group by 1`;
    return new Map(rows.map((row) => [row.day, row.count]));
  },

  /** Stores a review and what follows for its card. */
  async save(tx: Tx, review: ReviewWrite): Promise<void> {
    const before = review.before === null ? null : JSON.stringify(review.before);
    await tx.$executeRaw`
      with card as (
        insert into review_cards (user_id, org_id, course_id, module_id, kind, source_id, sibling_key,
          memory, due_at, is_leech)
        values (${review.userId}::uuid, ${review.orgId}::uuid, ${review.courseId}::uuid,
          ${review.moduleId}::uuid, ${review.kind}, ${review.sourceId}, ${review.siblingKey},
          ${JSON.stringify(review.memory)}::jsonb, ${review.dueAt}, ${review.isLeech})
        on conflict (user_id, course_id, kind, source_id) do update set
          module_id = excluded.module_id, sibling_key = excluded.sibling_key,
          memory = excluded.memory, due_at = excluded.due_at, is_leech = excluded.is_leech
        returning id
      )
      insert into review_logs (client_id, user_id, review_card_id, grade, duration_ms, scheduled_days,
        predicted, before, reviewed_at, utc_offset_mins)
      select ${review.clientId}::uuid, ${review.userId}::uuid, id, ${review.grade}::smallint,
        ${review.durationMs}::int, ${review.scheduledDays}::float8, ${review.predicted}::float8,
        ${before}::jsonb, ${review.reviewedAt}, ${review.utcOffsetMins}::smallint
      from card`;
  },

  async findLog(tx: Tx, { userId, clientId }: { userId: string; clientId: string }) {
    return tx.reviewLog.findFirst({
      where: { userId, clientId },
      select: {
        id: true,
        before: true,
        undoneAt: true,
        scheduledDays: true,
        reviewCard: { select: { ...columns, orgId: true } },
      },
    });
  },

  /** Puts a card back to what it was before a review; one that the review made goes away with its log. */
  async restore(
    tx: Tx,
    {
      logId,
      cardId,
      before,
    }: {
      logId: string;
      cardId: string;
      before: { memory: object; dueAt: string; isLeech: boolean } | null;
    },
  ): Promise<void> {
    if (before === null) {
      await tx.reviewCard.deleteMany({ where: { id: cardId } });
      return;
    }
    const { memory, dueAt, isLeech } = before;
    await tx.reviewCard.update({
      where: { id: cardId },
      data: { memory: jsonInput(memory), dueAt: new Date(dueAt), isLeech },
    });
    await tx.reviewLog.update({ where: { id: logId }, data: { undoneAt: new Date() } });
  },

  /** A leech that the learner takes up again is due now. */
  async takeUp(
    tx: Tx,
    { userId, orgId, cardId }: { userId: string; orgId: string; cardId: string },
  ): Promise<boolean> {
    const { count } = await tx.reviewCard.updateMany({
      where: { id: cardId, userId, orgId, isLeech: true },
      data: { isLeech: false, dueAt: new Date() },
    });
    return count === 1;
  },

  /** What the queue is built from, in one statement. `utcOffsetMins` says where the learner's days begin. */
  async loadOverview(
    tx: Tx,
    {
      orgId,
      userId,
      now,
      utcOffsetMins,
    }: { orgId: string; userId: string; now: Date; utcOffsetMins: number },
  ): Promise<ReviewOverview> {
    const [row] = await tx.$queryRaw<
      (Omit<ReviewOverview, "due"> & {
        due: (Omit<ReviewCardRow, "dueAt"> & { dueAt: string })[];
      })[]
    >`
      with clock as (
        select date_trunc('day', ${now}::timestamptz at time zone 'utc' + make_interval(mins => ${utcOffsetMins}::int))
          - make_interval(mins => ${utcOffsetMins}::int) as starts
      ), day as (
        select starts at time zone 'utc' as starts, (starts + interval '1 day') at time zone 'utc' as ends from clock
      )
      select
        (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'courseId', c.course_id,
            'moduleId', c.module_id, 'kind', c.kind, 'sourceId', c.source_id, 'siblingKey', c.sibling_key,
            'memory', c.memory, 'dueAt', c.due_at, 'isLeech', c.is_leech)), '[]')
          from review_cards c, day
          where c.user_id = ${userId}::uuid and c.org_id = ${orgId}::uuid and c.due_at < day.ends) as due,
        (select coalesce(jsonb_agg(jsonb_build_object('courseId', c.course_id, 'sourceId', c.source_id)), '[]')
          from review_cards c
          where c.user_id = ${userId}::uuid and c.org_id = ${orgId}::uuid and c.kind = 'card') as known,
        (select coalesce(jsonb_agg(distinct jsonb_build_object('enrollmentId', b.enrollment_id,
            'moduleId', b.module_id)), '[]')
          from completed_blocks b join enrollments e on e.id = b.enrollment_id
          where e.user_id = ${userId}::uuid and e.org_id = ${orgId}::uuid) as started,
        (select coalesce(jsonb_agg(jsonb_build_object('day', f.day, 'count', f.count) order by f.day), '[]')
          from (
            select to_char(greatest(c.due_at, day.starts) at time zone 'utc'
                + make_interval(mins => ${utcOffsetMins}::int), 'YYYY-MM-DD') as day, count(*)::int as count
            from review_cards c, day
            where c.user_id = ${userId}::uuid and c.org_id = ${orgId}::uuid and not c.is_leech
              and c.due_at < day.ends + interval '6 days'
            group by 1) f) as forecast,
        (select coalesce(jsonb_agg(jsonb_build_object('siblingKey', c.sibling_key, 'isNew', l.before is null)), '[]')
          from review_logs l join review_cards c on c.id = l.review_card_id, day
          where l.user_id = ${userId}::uuid and c.org_id = ${orgId}::uuid and l.undone_at is null
            and l.reviewed_at >= day.starts) as today,
        coalesce((select recall from learner_states where user_id = ${userId}::uuid), '') as recall,
        ${recallWeightsOf(userId)}`;
    if (row === undefined) throw new Error("A statement without a condition gives a row");
    return { ...row, due: row.due.map((each) => ({ ...each, dueAt: new Date(each.dueAt) })) };
  },
};
