import type { Tx } from "../transaction.ts";

export interface LearnerPerson {
  readonly fullName: string;
  readonly organisationName: string;
  /** Null before the learner's first event. */
  readonly streakDays: number | null;
  /** As the engine last wrote it. Has to be parsed. */
  readonly nextBestAction: unknown;
}

export const learnerProfileRepository = {
  async findWithOrganisation(
    tx: Tx,
    { orgId, userId }: { orgId: string; userId: string },
  ): Promise<LearnerPerson | null> {
    const [row] = await tx.$queryRaw<LearnerPerson[]>`
      select p.full_name as "fullName", o.name as "organisationName", l.streak_days as "streakDays",
        l.next_best_action as "nextBestAction"
      from profiles p
      join organisations o on o.id = ${orgId}::uuid
      left join learner_profiles l on l.user_id = p.id
      where p.id = ${userId}::uuid`;
    return row ?? null;
  },

  /** The caller is the service. */
  async saveNextAction(
    tx: Tx,
    { userId, action }: { userId: string; action: object | null },
  ): Promise<void> {
    const json = action === null ? null : JSON.stringify(action);
    await tx.$executeRaw`
      insert into learner_profiles (user_id, next_best_action) values (${userId}::uuid, ${json}::jsonb)
      on conflict (user_id) do update set next_best_action = excluded.next_best_action`;
  },

  /** Estimates of effect by form, 0 to 1; forms that are not named keep theirs. The caller is the service. */
  async saveModalityScores(
    tx: Tx,
    { userId, scores }: { userId: string; scores: Readonly<Record<string, number>> },
  ): Promise<void> {
    const json = JSON.stringify(scores);
    await tx.$executeRaw`
      update learner_profiles set modality_scores = modality_scores || ${json}::jsonb
      where user_id = ${userId}::uuid`;
  },
};
