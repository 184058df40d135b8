import type { Tx } from "../transaction.ts";

export const openFineTuningStates = ["waiting", "uploading", "training"] as const;

export interface FineTuningRow {
  readonly id: string;
  readonly orgId: string;
  readonly provider: string;
  readonly baseModel: string;
  readonly status: string;
  readonly trainingCount: number | null;
  readonly validationCount: number | null;
  readonly learnerCount: number | null;
  readonly trainingFile: string | null;
  readonly validationFile: string | null;
  readonly job: string | null;
  readonly model: string | null;
  readonly isInUse: boolean;
  readonly failure: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface HelpfulTurn {
  readonly learnerId: string;
  readonly courseTitle: string;
  readonly question: string;
  readonly answer: string;
}

export interface FineTuningChange {
  readonly status?: string;
  readonly trainingCount?: number;
  readonly validationCount?: number;
  readonly learnerCount?: number;
  readonly trainingFile?: string | null;
  readonly validationFile?: string | null;
  readonly job?: string;
  readonly model?: string;
  readonly failure?: string;
}

/** Who lets their turns train a model, and the models that were trained. Writing needs the service's rights. */
export const fineTuningRepository = {
  async hasConsent(tx: Tx, { orgId, userId }: { orgId: string; userId: string }): Promise<boolean> {
    return (await tx.trainingConsent.count({ where: { orgId, userId } })) > 0;
  },

  async giveConsent(tx: Tx, row: { orgId: string; userId: string }): Promise<void> {
    await tx.trainingConsent.createMany({ data: [row], skipDuplicates: true });
  },

  async withdrawConsent(
    tx: Tx,
    { orgId, userId }: { orgId: string; userId: string },
  ): Promise<void> {
    await tx.trainingConsent.deleteMany({ where: { orgId, userId } });
  },

  countConsents(tx: Tx, orgId: string): Promise<number> {
    return tx.trainingConsent.count({
      where: { orgId, user: { orgMembers: { some: { orgId } } } },
    });
  },

  /** Turns of the organisation's courses that their learners found helpful and let be used. */
  async listHelpfulTurns(
    tx: Tx,
    { orgId, limit }: { orgId: string; limit: number },
  ): Promise<HelpfulTurn[]> {
    return tx.$queryRaw<HelpfulTurn[]>`
      select i.user_id as "learnerId", c.title as "courseTitle", i.user_message as question,
        i.ai_response as answer
      from ai_interactions i
      join courses c on c.id = i.course_id and c.org_id = ${orgId}::uuid
      join training_consents t on t.user_id = i.user_id and t.org_id = c.org_id
      join org_members m on m.user_id = i.user_id and m.org_id = c.org_id
      where i.helpful and i.interaction_type in ('question', 'explanation')
        and coalesce(i.user_message, '') <> '' and coalesce(i.ai_response, '') <> ''
        and not i.context_used ? 'forgotten'
      order by i.created_at desc, i.id limit ${limit}`;
  },

  /** Names and addresses of everybody in the organisation: what a text must not have in it. */
  async listNames(tx: Tx, orgId: string): Promise<string[]> {
    const rows = await tx.$queryRaw<{ name: string }[]>`
      select p.full_name as name from org_members m join profiles p on p.id = m.user_id
      where m.org_id = ${orgId}::uuid and p.full_name <> ''`;
    return rows.map(({ name }) => name);
  },

  async add(
    tx: Tx,
    row: { orgId: string; createdBy: string; provider: string; baseModel: string },
  ): Promise<string> {
    const { id } = await tx.fineTuning.create({ data: row, select: { id: true } });
    return id;
  },

  list(tx: Tx, { orgId, limit }: { orgId: string; limit: number }): Promise<FineTuningRow[]> {
    return tx.fineTuning.findMany({
      where: { orgId },
      orderBy: { createdAt: "desc" },
      take: limit,
    });
  },

  find(tx: Tx, { orgId, id }: { orgId: string; id: string }): Promise<FineTuningRow | null> {
    return tx.fineTuning.findFirst({ where: { id, orgId } });
  },

  /** Those the worker has something to do for: open ones, and ended ones whose files are still there. */
  listUnfinished(tx: Tx): Promise<FineTuningRow[]> {
    return tx.fineTuning.findMany({
      where: {
        OR: [{ status: { in: [...openFineTuningStates] } }, { trainingFile: { not: null } }],
      },
      orderBy: { createdAt: "asc" },
      take: 50,
    });
  },

  /** Changes the row while it is still in one of `from`; false when it is not any more. */
  async change(
    tx: Tx,
    { id, from }: { id: string; from: readonly string[] },
    change: FineTuningChange,
  ): Promise<boolean> {
    const { count } = await tx.fineTuning.updateMany({
      where: { id, status: { in: [...from] } },
      data: { ...change, updatedAt: new Date() },
    });
    return count === 1;
  },

  /** The one model in use, or none. */
  async use(tx: Tx, { orgId, id }: { orgId: string; id: string | null }): Promise<void> {
    await tx.fineTuning.updateMany({ where: { orgId, isInUse: true }, data: { isInUse: false } });
    if (id === null) return;
    await tx.fineTuning.updateMany({
      where: { orgId, id, status: "ready", model: { not: null } },
      data: { isInUse: true },
    });
  },

  async findInUse(tx: Tx, orgId: string): Promise<{ provider: string; model: string } | null> {
    const row = await tx.fineTuning.findFirst({
      where: { orgId, isInUse: true, model: { not: null } },
      select: { provider: true, model: true },
    });
    return row?.model == null ? null : { provider: row.provider, model: row.model };
  },
};
