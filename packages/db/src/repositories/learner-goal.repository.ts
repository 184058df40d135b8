import type { Tx } from "../transaction.ts";

export interface LearnerGoalRow {
  readonly skillId: string;
  /** 0 to 1. */
  readonly target: number;
  /** An ISO date on the learner's calendar; null for some time. */
  readonly dueOn: string | null;
}

/** Skills that learners set out to have. Row level security: a learner's own. */
export const learnerGoalRepository = {
  async list(tx: Tx, { userId }: { userId: string }): Promise<LearnerGoalRow[]> {
    return tx.$queryRaw`
      select skill_id as "skillId", target_proficiency as target,
        to_char(due_on, 'YYYY-MM-DD') as "dueOn"
      from learner_goals where user_id = ${userId}::uuid order by created_at, id`;
  },

  /** False where there is no such skill for the learner. */
  async set(
    tx: Tx,
    { userId, skillId, target, dueOn }: LearnerGoalRow & { userId: string },
  ): Promise<boolean> {
    const changed = await tx.$executeRaw`
      insert into learner_goals (user_id, skill_id, target_proficiency, due_on)
      select ${userId}::uuid, id, ${target}::float8, ${dueOn}::date from skills where id = ${skillId}::uuid
      on conflict (user_id, skill_id) do update
        set target_proficiency = excluded.target_proficiency, due_on = excluded.due_on`;
    return changed === 1;
  },

  /** One that is gone already is as good as dropped. */
  async drop(tx: Tx, { userId, skillId }: { userId: string; skillId: string }): Promise<void> {
    await tx.learnerGoal.deleteMany({ where: { userId, skillId } });
  },
};
