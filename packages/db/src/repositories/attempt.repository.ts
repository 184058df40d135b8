import type { Answer } from "@byteos/contracts/question";
import { jsonInput } from "../json-input.ts";
import type { Tx } from "../transaction.ts";

export interface NewAttempt {
  readonly clientId: string;
  readonly orgId: string;
  readonly userId: string;
  readonly enrollmentId: string;
  readonly itemId: string;
  readonly courseId: string;
  readonly blockId: string;
  readonly answer: Answer;
  readonly score: number;
  readonly isCorrect: boolean;
  readonly hintsUsed: number;
  readonly durationSecs: number | null;
}

export interface AttemptRow {
  readonly blockId: string;
  readonly itemId: string;
  readonly answer: unknown;
}

export const attemptRepository = {
  /** False when an attempt with this client id is stored already; nothing changes then. */
  async addOnce(tx: Tx, attempt: NewAttempt): Promise<boolean> {
    const { count } = await tx.attempt.createMany({
      data: [{ ...attempt, answer: jsonInput(attempt.answer) }],
      skipDuplicates: true,
    });
    return count === 1;
  },

  async findByClientId(
    tx: Tx,
    { orgId, userId, clientId }: { orgId: string; userId: string; clientId: string },
  ): Promise<AttemptRow | null> {
    return tx.attempt.findFirst({
      where: { orgId, userId, clientId },
      select: { blockId: true, itemId: true, answer: true },
    });
  },

  /** The learner's latest attempt at each question of one module of a version. */
  async listLatest(
    tx: Tx,
    {
      enrollmentId,
      courseVersionId,
      moduleId,
    }: { enrollmentId: string; courseVersionId: string; moduleId: string },
  ): Promise<AttemptRow[]> {
    return tx.$queryRaw<AttemptRow[]>`
      select distinct on (a.block_id) a.block_id as "blockId", i.id as "itemId", a.answer
      from attempts a
      join items i on i.course_version_id = ${courseVersionId}::uuid and i.block_id = a.block_id
        and i.module_id = ${moduleId}::uuid and i.id = a.item_id
      where a.enrollment_id = ${enrollmentId}::uuid
      order by a.block_id, a.created_at desc, a.id`;
  },

  /** Questions of a version the learner got right before asking to be shown the answer. */
  async countRight(
    tx: Tx,
    { enrollmentId, courseVersionId }: { enrollmentId: string; courseVersionId: string },
  ): Promise<number> {
    const [row] = await tx.$queryRaw<{ right: number }[]>`
      select count(distinct a.block_id)::int as "right"
      from attempts a
      join items i on i.course_version_id = ${courseVersionId}::uuid and i.block_id = a.block_id
      where a.enrollment_id = ${enrollmentId}::uuid and a.is_correct
        and not exists (
          select from learning_events e
          where e.user_id = a.user_id and e.course_id = a.course_id and e.event_type = 'hint_request'
            and e.block_id = a.block_id and e.payload ? 'reveal' and e.created_at < a.created_at)`;
    return row?.right ?? 0;
  },
};
