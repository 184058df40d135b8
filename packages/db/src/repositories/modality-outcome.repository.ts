import type { Tx } from "../transaction.ts";

interface ModulePlace {
  readonly userId: string;
  readonly courseId: string;
  readonly moduleId: string;
}

export interface NewModalityDecision extends ModulePlace {
  readonly orgId: string;
  readonly topicKind: string;
  readonly recommended: string;
  readonly propensities: Readonly<Record<string, number>>;
  readonly context: object;
}

export interface ModalityDecision {
  readonly id: string;
  readonly topicKind: string;
  readonly recommended: string;
  readonly chosen: string;
  /** Has to be parsed, like the context. */
  readonly propensities: unknown;
  readonly context: unknown;
  readonly rewardedAt: Date | null;
}

export interface ModalityTally {
  readonly modality: string;
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** In which form learners studied, and what came of it. Writing and `listPooled` need the service's rights. */
export const modalityOutcomeRepository = {
  /** The latest decision for a module, or null. */
  async findLatest(
    tx: Tx,
    { userId, courseId, moduleId }: ModulePlace,
  ): Promise<ModalityDecision | null> {
    return tx.modalityOutcome.findFirst({
      where: { userId, courseId, moduleId },
      orderBy: [{ decidedAt: "desc" }, { id: "asc" }],
      select: {
        id: true,
        topicKind: true,
        recommended: true,
        chosen: true,
        propensities: true,
        context: true,
        rewardedAt: true,
      },
    });
  },

  /** Stores a decision unless one waits for its answer already. */
  async addOnce(tx: Tx, decision: NewModalityDecision): Promise<void> {
    const { orgId, userId, courseId, moduleId, topicKind, recommended } = decision;
    await tx.$executeRaw`
      insert into modality_outcomes (org_id, user_id, course_id, module_id, topic_kind, recommended, chosen,
        propensities, context)
      values (${orgId}::uuid, ${userId}::uuid, ${courseId}::uuid, ${moduleId}::uuid, ${topicKind},
        ${recommended}, ${recommended}, ${JSON.stringify(decision.propensities)}::jsonb,
        ${JSON.stringify(decision.context)}::jsonb)
      on conflict (user_id, course_id, module_id) where reward is null do nothing`;
  },

  /** What has come of each form for a kind of topic, over the learners of an organisation who took what was advised. */
  async listPooled(
    tx: Tx,
    { orgId, topicKind }: { orgId: string; topicKind: string },
  ): Promise<ModalityTally[]> {
    return tx.$queryRaw<ModalityTally[]>`
      select chosen as modality, count(*)::int as count, sum(reward) as sum,
        sum(reward * reward) as "sumOfSquares"
      from modality_outcomes
      where org_id = ${orgId}::uuid and topic_kind = ${topicKind} and reward is not null and not overruled
      group by chosen order by chosen`;
  },

  /** The same for one learner over every kind of topic. */
  async listOwn(
    tx: Tx,
    { orgId, userId }: { orgId: string; userId: string },
  ): Promise<ModalityTally[]> {
    return tx.$queryRaw<ModalityTally[]>`
      select chosen as modality, count(*)::int as count, sum(reward) as sum,
        sum(reward * reward) as "sumOfSquares"
      from modality_outcomes
      where user_id = ${userId}::uuid and org_id = ${orgId}::uuid and reward is not null and not overruled
      group by chosen order by chosen`;
  },

  /**
   * The learner took a form, at a time; an earlier choice that arrives late changes nothing. Where the decision has
   * had its answer, it stays as it was measured and the choice begins another.
   */
  async choose(
    tx: Tx,
    { userId, courseId, moduleId, modality, at }: ModulePlace & { modality: string; at: Date },
  ): Promise<void> {
    await tx.$executeRaw`
      update modality_outcomes set chosen = ${modality}, overruled = recommended <> ${modality},
        chosen_at = ${at}
      where user_id = ${userId}::uuid and course_id = ${courseId}::uuid and module_id = ${moduleId}::uuid
        and reward is null and chosen_at < ${at}`;
    await tx.$executeRaw`
      insert into modality_outcomes (org_id, user_id, course_id, module_id, topic_kind, recommended, chosen,
        overruled, propensities, context, chosen_at)
      select org_id, user_id, course_id, module_id, topic_kind, recommended, ${modality}, true, propensities,
        context, ${at}
      from (
        select * from modality_outcomes
        where user_id = ${userId}::uuid and course_id = ${courseId}::uuid and module_id = ${moduleId}::uuid
        order by decided_at desc, id limit 1
      ) latest
      where reward is not null and chosen <> ${modality} and chosen_at < ${at}
      on conflict (user_id, course_id, module_id) where reward is null do nothing`;
  },

  /** Closes the decision that waits for an answer in a module. The form it was studied in, or null where none waits. */
  async credit(
    tx: Tx,
    {
      userId,
      courseId,
      moduleId,
      reward,
      clientId,
      at,
    }: ModulePlace & { reward: number; clientId: string; at: Date },
  ): Promise<string | null> {
    const [row] = await tx.$queryRaw<{ chosen: string }[]>`
      update modality_outcomes set reward = ${reward}::float8, rewarded_by = ${clientId}::uuid,
        rewarded_at = ${at}
      where user_id = ${userId}::uuid and course_id = ${courseId}::uuid and module_id = ${moduleId}::uuid
        and reward is null
      returning chosen`;
    return row?.chosen ?? null;
  },
};
