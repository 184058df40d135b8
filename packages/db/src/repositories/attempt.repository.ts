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

export interface QuestionTries {
  readonly itemId: string;
  readonly blockId: string;
  readonly tries: number;
  readonly isRight: boolean;
  /** The latest to this version's question; null before the first. */
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

  /** For each of these questions of a version: its item, how often it was tried, and the latest answer. */
  async listTries(
    tx: Tx,
    {
      enrollmentId,
      courseVersionId,
      blockIds,
    }: { enrollmentId: string; courseVersionId: string; blockIds: readonly string[] },
  ): Promise<QuestionTries[]> {
    return tx.$queryRaw<QuestionTries[]>`
      select i.id as "itemId", i.block_id as "blockId", count(a.id)::int as tries,
        coalesce(bool_or(a.is_correct), false) as "isRight",
        (array_agg(a.answer order by a.created_at desc, a.id) filter (where a.item_id = i.id))[1] as answer
      from items i
      left join attempts a on a.enrollment_id = ${enrollmentId}::uuid and a.block_id = i.block_id
      where i.course_version_id = ${courseVersionId}::uuid
        and i.block_id = any (${[...blockIds]}::text[])
      group by i.id`;
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
