import { Prisma } from "../generated/client.ts";
import type { Tx } from "../transaction.ts";

export interface LearnerRef {
  readonly orgId: string;
  readonly userId: string;
}

export type EnrollmentStatus = "not_started" | "in_progress" | "completed" | "overdue";

export interface EnrollmentRow {
  readonly id: string;
  readonly courseId: string;
  readonly courseVersionId: string;
  readonly status: EnrollmentStatus;
  readonly progressPct: number;
  readonly dueDate: Date | null;
  readonly enrolledBy: string | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly lastActiveAt: Date | null;
  /** Whether the course opens its modules one after the other. */
  readonly isOrdered: boolean;
}

export interface EnrollmentSummary extends EnrollmentRow {
  readonly title: string;
  readonly description: string;
  readonly moduleId: string | null;
  readonly blockId: string | null;
  readonly completedBlocks: number;
  readonly certificateId: string | null;
}

export interface ProgressWrite {
  readonly enrollmentId: string;
  readonly progressPct: number;
  readonly isComplete: boolean;
}

const columns = Prisma.sql`
  e.id, e.course_id as "courseId", e.course_version_id as "courseVersionId", e.status,
  e.progress_pct as "progressPct", e.due_date as "dueDate", e.enrolled_by as "enrolledBy",
  e.started_at as "startedAt", e.completed_at as "completedAt", e.last_active_at as "lastActiveAt",
  coalesce((select k.settings -> 'require_completion_order' from courses k where k.id = e.course_id), 'false')
    = 'true'::jsonb as "isOrdered"`;

export const enrollmentRepository = {
  async findForCourse(
    tx: Tx,
    { orgId, userId, courseId }: LearnerRef & { courseId: string },
  ): Promise<EnrollmentRow | null> {
    const [row] = await tx.$queryRaw<EnrollmentRow[]>`
      select ${columns} from enrollments e
      where e.org_id = ${orgId}::uuid and e.user_id = ${userId}::uuid
        and e.course_id = ${courseId}::uuid and e.course_version_id is not null`;
    return row ?? null;
  },

  async findForCourses(
    tx: Tx,
    { orgId, userId, courseIds }: LearnerRef & { courseIds: readonly string[] },
  ): Promise<EnrollmentRow[]> {
    return tx.$queryRaw<EnrollmentRow[]>`
      select ${columns} from enrollments e
      where e.org_id = ${orgId}::uuid and e.user_id = ${userId}::uuid
        and e.course_id = any(${[...courseIds]}::uuid[]) and e.course_version_id is not null`;
  },

  /** Everything the learner is enrolled in, the place each was left at, latest activity first. */
  async listForLearner(tx: Tx, { orgId, userId }: LearnerRef): Promise<EnrollmentSummary[]> {
    return tx.$queryRaw<EnrollmentSummary[]>`
      select ${columns}, c.title, c.description,
        r.module_id as "moduleId", r.block_id as "blockId",
        (select count(*)::int from completed_blocks b where b.enrollment_id = e.id) as "completedBlocks",
        (select x.id from certifications x where x.enrollment_id = e.id) as "certificateId"
      from enrollments e
      join courses c on c.id = e.course_id
      left join resume_positions r on r.enrollment_id = e.id
      where e.org_id = ${orgId}::uuid and e.user_id = ${userId}::uuid
        and e.course_version_id is not null and c.deleted_at is null
      order by coalesce(e.last_active_at, e.created_at) desc, e.id
      limit 200`;
  },

  /** Returns the new row's id, or null when the learner is enrolled already. */
  async add(
    tx: Tx,
    row: LearnerRef & { courseId: string; courseVersionId: string; enrolledBy: string },
  ): Promise<string | null> {
    const [added] = await tx.$queryRaw<{ id: string }[]>`
      insert into enrollments (org_id, user_id, course_id, course_version_id, enrolled_by)
      values (${row.orgId}::uuid, ${row.userId}::uuid, ${row.courseId}::uuid,
        ${row.courseVersionId}::uuid, ${row.enrolledBy}::uuid)
      on conflict (user_id, course_id) where course_id is not null do nothing
      returning id`;
    return added?.id ?? null;
  },

  /** Holds the row until the transaction ends, so that two writers of one learner's progress take turns. */
  async lock(
    tx: Tx,
    { orgId, enrollmentId }: { orgId: string; enrollmentId: string },
  ): Promise<EnrollmentRow> {
    const rows = await tx.$queryRaw<EnrollmentRow[]>`
      select ${columns} from enrollments e
      where e.id = ${enrollmentId}::uuid and e.org_id = ${orgId}::uuid for update`;
    const [row] = rows;
    if (row === undefined) throw new Error("An enrolment vanished inside its own transaction");
    return row;
  },

  async listCompletedBlockIds(
    tx: Tx,
    { enrollmentId }: { enrollmentId: string },
  ): Promise<string[]> {
    const rows = await tx.$queryRaw<{ blockId: string }[]>`
      select block_id as "blockId" from completed_blocks where enrollment_id = ${enrollmentId}::uuid`;
    return rows.map((row) => row.blockId);
  },

  /** The same for several enrolments at once. */
  async listCompletedBlocks(
    tx: Tx,
    { enrollmentIds }: { enrollmentIds: readonly string[] },
  ): Promise<Map<string, string[]>> {
    if (enrollmentIds.length === 0) return new Map();
    const rows = await tx.$queryRaw<{ enrollmentId: string; blockIds: string[] }[]>`
      select enrollment_id as "enrollmentId", array_agg(block_id) as "blockIds" from completed_blocks
      where enrollment_id = any(${[...enrollmentIds]}::uuid[]) group by enrollment_id`;
    return new Map(rows.map((row) => [row.enrollmentId, row.blockIds]));
  },

  async addCompletedBlock(
    tx: Tx,
    row: { enrollmentId: string; blockId: string; moduleId: string },
  ): Promise<void> {
    await tx.$executeRaw`
      insert into completed_blocks (enrollment_id, block_id, module_id)
      values (${row.enrollmentId}::uuid, ${row.blockId}, ${row.moduleId}::uuid)
      on conflict do nothing`;
  },

  async findPosition(
    tx: Tx,
    { enrollmentId }: { enrollmentId: string },
  ): Promise<{ moduleId: string; blockId: string } | null> {
    const [row] = await tx.$queryRaw<{ moduleId: string; blockId: string }[]>`
      select module_id as "moduleId", block_id as "blockId" from resume_positions
      where enrollment_id = ${enrollmentId}::uuid`;
    return row ?? null;
  },

  /** Moves progress up, never down, and the state from started to completed, never back. */
  async saveProgress(
    tx: Tx,
    { enrollmentId, progressPct, isComplete }: ProgressWrite,
  ): Promise<void> {
    await tx.$executeRaw`
      update enrollments set
        progress_pct = greatest(progress_pct, ${progressPct}::float8),
        started_at = coalesce(started_at, now()),
        last_active_at = now(),
        completed_at = case when ${isComplete} then coalesce(completed_at, now()) else completed_at end,
        status = case
          when ${isComplete} then 'completed'
          when status = 'not_started' then 'in_progress'
          else status end
      where id = ${enrollmentId}::uuid`;
  },

  async moveToVersion(tx: Tx, row: ProgressWrite & { courseVersionId: string }): Promise<void> {
    await tx.$executeRaw`
      update enrollments set course_version_id = ${row.courseVersionId}::uuid
      where id = ${row.enrollmentId}::uuid`;
    await this.saveProgress(tx, row);
  },
};
