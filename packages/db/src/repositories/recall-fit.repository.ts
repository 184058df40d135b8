import { Prisma } from "../generated/client.ts";
import type { Tx } from "../transaction.ts";

export interface LoggedReview {
  readonly cardId: string;
  readonly grade: number;
  readonly at: Date;
  readonly durationMs: number;
  readonly scheduledDays: number;
  readonly utcOffsetMins: number;
}

export interface RecallVersion {
  readonly userId: string;
  readonly version: number;
  readonly weights: readonly number[];
  readonly evidenceCount: number;
  readonly measures: object;
  readonly isAdopted: boolean;
}

/** The learner's own weights of FSRS, as JSON, or null; a column to select where the learner is known. */
export const recallWeightsOf = (userId: string) => Prisma.sql`
  (select parameters from model_parameters
    where user_id = ${userId}::uuid and model = 'recall' and is_adopted
    order by version desc limit 1) as "recallWeights"`;

/** One learner's own weights of FSRS. The caller is the service. */
export const recallFitRepository = {
  /** Learners active since a time, with their spaced reviews and how many their last fit saw. */
  async listActive(
    tx: Tx,
    { since, fewest }: { since: Date; fewest: number },
  ): Promise<{ userId: string; spaced: number; fitted: number }[]> {
    return tx.$queryRaw`
      select l.user_id as "userId", count(*)::int as spaced,
        coalesce((select max(p.evidence_count) from model_parameters p
          where p.user_id = l.user_id and p.model = 'recall'), 0) as fitted
      from review_logs l
      where l.user_id in (select s.user_id from learner_states s where s.updated_at >= ${since})
        and l.predicted is not null and l.undone_at is null
      group by l.user_id having count(*) >= ${fewest}::int
      order by l.user_id`;
  },

  /** A learner's reviews in time order, without those taken back. */
  async listReviews(tx: Tx, { userId }: { userId: string }): Promise<LoggedReview[]> {
    return tx.$queryRaw<LoggedReview[]>`
      select review_card_id as "cardId", grade::int as grade, reviewed_at as at, duration_ms as "durationMs",
        scheduled_days as "scheduledDays", utc_offset_mins::int as "utcOffsetMins"
      from review_logs where user_id = ${userId}::uuid and undone_at is null
      order by reviewed_at, id`;
  },

  /** The weights in use, which have to be parsed; null where they are the published ones. */
  async findWeights(tx: Tx, { userId }: { userId: string }): Promise<unknown> {
    const [row] = await tx.$queryRaw<
      { recallWeights: unknown }[]
    >`select ${recallWeightsOf(userId)}`;
    return row?.recallWeights ?? null;
  },

  /** Holds the learner's state until the transaction ends: no review can come between. */
  async lockLearner(tx: Tx, { userId }: { userId: string }): Promise<void> {
    await tx.$queryRaw`select 1 from learner_states where user_id = ${userId}::uuid for update`;
  },

  /** The number that the next version gets. */
  async nextVersion(tx: Tx, { userId }: { userId: string }): Promise<number> {
    const [row] = await tx.$queryRaw<{ version: number }[]>`
      select coalesce(max(version), 0) + 1 as version from model_parameters
      where user_id = ${userId}::uuid and model = 'recall'`;
    return row?.version ?? 1;
  },

  /** False when another process stored this version first. */
  async addVersion(tx: Tx, version: RecallVersion): Promise<boolean> {
    const added = await tx.$executeRaw`
      insert into model_parameters (model, user_id, version, parameters, fitted_by, evidence_count, measures,
        is_adopted)
      values ('recall', ${version.userId}::uuid, ${version.version}::int,
        ${JSON.stringify(version.weights)}::jsonb, 'reviews of the learner', ${version.evidenceCount}::int,
        ${JSON.stringify(version.measures)}::jsonb, ${version.isAdopted})
      on conflict (user_id, model, version) do nothing`;
    return added === 1;
  },

  /** Writes what the reviews make of the cards and of the learner's recall. When cards come next stays as it is. */
  async rewriteMemories(
    tx: Tx,
    {
      userId,
      recall,
      memories,
    }: { userId: string; recall: string; memories: ReadonlyMap<string, object> },
  ): Promise<void> {
    const rows = JSON.stringify([...memories].map(([id, memory]) => ({ id, memory })));
    await tx.$executeRaw`
      update review_cards c set memory = r.memory
      from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, memory jsonb)
      where c.id = r.id and c.user_id = ${userId}::uuid`;
    await tx.$executeRaw`
      update learner_states set recall = ${recall}, undo = null where user_id = ${userId}::uuid`;
  },
};
