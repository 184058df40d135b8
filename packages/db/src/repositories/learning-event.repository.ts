import type { Tx } from "../transaction.ts";

/** An event that was checked against the learner's enrolment, ready to be stored. */
export interface StoredEvent {
  readonly clientId: string;
  readonly enrollmentId: string;
  readonly courseId: string;
  readonly courseVersionId: string;
  readonly moduleId: string | null;
  readonly blockId: string | null;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly modality: string | null;
  readonly durationSecs: number | null;
  readonly occurredAt: Date;
  /** True when the event means that its block has been read to the end. */
  readonly completesBlock: boolean;
  /** True when the event says where the learner is now. */
  readonly isPosition: boolean;
}

export interface EventWriter {
  readonly orgId: string;
  readonly userId: string;
  /** Minutes that the learner's clock is ahead of UTC, by which days are counted. */
  readonly utcOffsetMins: number;
}

export interface EventWriteResult {
  /** Events that were not stored before. */
  readonly stored: number;
  /** Enrolments with blocks completed for the first time: their progress is to be counted anew. */
  readonly progressed: readonly string[];
}

export const learningEventRepository = {
  /**
   * Stores a batch in one statement. What was stored before is passed over and has no second effect on
   * completed blocks, the place to resume, the enrolment's activity or the learner's profile.
   * Rows are written in the order of their client ids, so that two replays cannot lock each other out.
   */
  async addOnce(
    tx: Tx,
    { orgId, userId, utcOffsetMins }: EventWriter,
    events: readonly StoredEvent[],
  ): Promise<EventWriteResult> {
    const json = JSON.stringify(
      events.map((event) => ({
        client_id: event.clientId,
        enrollment_id: event.enrollmentId,
        course_id: event.courseId,
        course_version_id: event.courseVersionId,
        module_id: event.moduleId,
        block_id: event.blockId,
        event_type: event.type,
        payload: event.payload,
        modality: event.modality,
        duration_secs: event.durationSecs,
        occurred_at: event.occurredAt.toISOString(),
        completes_block: event.completesBlock,
        is_position: event.isPosition,
      })),
    );
    const [result] = await tx.$queryRaw<{ stored: number; progressed: string[] | null }[]>`
      with incoming as (
        select distinct on (client_id) * from jsonb_to_recordset(${json}::jsonb) as e(
          client_id uuid, enrollment_id uuid, course_id uuid, course_version_id uuid, module_id uuid,
          block_id text, event_type text, payload jsonb, modality text, duration_secs float8,
          occurred_at timestamptz, completes_block boolean, is_position boolean)
        order by client_id
      ), inserted as (
        insert into learning_events (client_id, org_id, user_id, course_id, course_version_id, module_id,
          block_id, event_type, payload, modality, duration_secs, occurred_at)
        select client_id, ${orgId}::uuid, ${userId}::uuid, course_id, course_version_id, module_id,
          block_id, event_type, payload, modality, duration_secs, occurred_at
        from incoming order by client_id
        on conflict (user_id, client_id) do nothing
        returning client_id
      ), fresh as (
        select i.* from incoming i join inserted using (client_id)
      ), touched as (
        update enrollments e set
          started_at = coalesce(e.started_at, f.first_at),
          last_active_at = greatest(e.last_active_at, f.last_at),
          status = case when e.status = 'not_started' then 'in_progress' else e.status end
        from (
          select enrollment_id, min(occurred_at) as first_at, max(occurred_at) as last_at
          from fresh group by enrollment_id
        ) f
        where e.id = f.enrollment_id and e.org_id = ${orgId}::uuid and e.user_id = ${userId}::uuid
        returning e.id
      ), done as (
        insert into completed_blocks (enrollment_id, block_id, module_id, completed_at)
        select distinct on (enrollment_id, block_id) enrollment_id, block_id, module_id, occurred_at
        from fresh where completes_block
        order by enrollment_id, block_id, occurred_at
        on conflict (enrollment_id, block_id) do nothing
        returning enrollment_id
      ), placed as (
        insert into resume_positions as r (enrollment_id, module_id, block_id, occurred_at)
        select distinct on (enrollment_id) enrollment_id, module_id, block_id, occurred_at
        from fresh where is_position
        order by enrollment_id, occurred_at desc, client_id
        on conflict (enrollment_id) do update set
          module_id = excluded.module_id, block_id = excluded.block_id,
          occurred_at = excluded.occurred_at, updated_at = now()
        where r.occurred_at <= excluded.occurred_at
      ), active as (
        insert into learner_profiles as p (user_id, total_learning_minutes, streak_days, last_active_at)
        select ${userId}::uuid, coalesce(sum(duration_secs), 0) / 60, 1, max(occurred_at)
        from fresh having count(*) > 0
        on conflict (user_id) do update set
          total_learning_minutes = p.total_learning_minutes + excluded.total_learning_minutes,
          streak_days = case
            (excluded.last_active_at at time zone 'utc' + make_interval(mins => ${utcOffsetMins}::int))::date
              - (p.last_active_at at time zone 'utc' + make_interval(mins => ${utcOffsetMins}::int))::date
            when 0 then greatest(p.streak_days, 1)
            when 1 then p.streak_days + 1
            else case when excluded.last_active_at < p.last_active_at then p.streak_days else 1 end end,
          last_active_at = greatest(p.last_active_at, excluded.last_active_at),
          updated_at = now()
      )
      select (select count(*)::int from inserted) as stored,
        (select array_agg(distinct enrollment_id) from done) as progressed,
        (select count(*)::int from touched) as touched`;
    return { stored: result?.stored ?? 0, progressed: result?.progressed ?? [] };
  },

  /** Days on which the learner did something since `from`, as ISO dates of the learner's own calendar. */
  async listActiveDays(
    tx: Tx,
    { userId, utcOffsetMins, from }: { userId: string; utcOffsetMins: number; from: Date },
  ): Promise<string[]> {
    const rows = await tx.$queryRaw<{ day: string }[]>`
      select distinct to_char(
        occurred_at at time zone 'utc' + make_interval(mins => ${utcOffsetMins}::int), 'YYYY-MM-DD') as day
      from learning_events where user_id = ${userId}::uuid and occurred_at >= ${from}
      order by day`;
    return rows.map((row) => row.day);
  },

  /** How many hints of a question the learner has been given, and whether the answer was shown. */
  async findHelp(
    tx: Tx,
    { userId, courseId, blockId }: { userId: string; courseId: string; blockId: string },
  ): Promise<{ hints: number; isRevealed: boolean }> {
    const [row] = await tx.$queryRaw<{ hints: number; isRevealed: boolean | null }[]>`
      select count(distinct payload ->> 'hint') filter (where payload ? 'hint')::int as hints,
        bool_or(payload ? 'reveal') as "isRevealed"
      from learning_events
      where user_id = ${userId}::uuid and course_id = ${courseId}::uuid
        and event_type = 'hint_request' and block_id = ${blockId}`;
    return { hints: row?.hints ?? 0, isRevealed: row?.isRevealed ?? false };
  },

  /** The same for every question of a course at once. */
  async listHelp(
    tx: Tx,
    { userId, courseId }: { userId: string; courseId: string },
  ): Promise<{ blockId: string; hints: number; isRevealed: boolean }[]> {
    return tx.$queryRaw`
      select block_id as "blockId",
        count(distinct payload ->> 'hint') filter (where payload ? 'hint')::int as hints,
        bool_or(payload ? 'reveal') as "isRevealed"
      from learning_events
      where user_id = ${userId}::uuid and course_id = ${courseId}::uuid
        and event_type = 'hint_request' and block_id is not null
      group by block_id`;
  },
};
