import type { Tx } from "../transaction.ts";

export interface LearnerPerson {
  readonly fullName: string;
  readonly organisationName: string;
  /** Null before the learner's first event. */
  readonly streakDays: number | null;
}

export const learnerProfileRepository = {
  async findWithOrganisation(
    tx: Tx,
    { orgId, userId }: { orgId: string; userId: string },
  ): Promise<LearnerPerson | null> {
    const [row] = await tx.$queryRaw<LearnerPerson[]>`
      select p.full_name as "fullName", o.name as "organisationName", l.streak_days as "streakDays"
      from profiles p
      join organisations o on o.id = ${orgId}::uuid
      left join learner_profiles l on l.user_id = p.id
      where p.id = ${userId}::uuid`;
    return row ?? null;
  },
};
