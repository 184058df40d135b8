import type { TutorContext } from "@byteos/contracts/tutor";
import { jsonInput } from "../json-input.ts";
import type { Tx } from "../transaction.ts";

export interface NewInteraction {
  readonly id: string;
  readonly userId: string;
  readonly courseId: string | null;
  readonly moduleId: string | null;
  readonly type: "question" | "hint_request" | "explanation" | "proactive_nudge";
  readonly message: string | null;
  readonly response: string;
  /** Mode, model, tokens, passages with their hashes, outcome, ladder. */
  readonly context: Readonly<Record<string, unknown>>;
}

export interface PastTurn {
  readonly id: string;
  readonly message: string;
  readonly response: string;
  readonly helpful: boolean | null;
  readonly context: unknown;
  readonly createdAt: Date;
}

export interface TutorMemory {
  readonly id: string;
  readonly fact: string;
  readonly createdAt: Date;
  readonly correctedAt: Date | null;
  readonly evidenceId: string | null;
  /** What the learner wrote in the turn that it comes from. */
  readonly evidence: string | null;
}

/** Turns with Byte, what it remembers, and what is left of earlier sessions. */
export const tutorRepository = {
  /** Whether the course lets Byte help; it does unless its settings say no. */
  async isAllowed(tx: Tx, { courseId }: { courseId: string }): Promise<boolean> {
    const [row] = await tx.$queryRaw<{ isAllowed: boolean }[]>`
      select settings -> 'allow_ai_tutor' is distinct from 'false'::jsonb as "isAllowed"
      from courses where id = ${courseId}::uuid`;
    return row?.isAllowed ?? false;
  },

  async addInteraction(tx: Tx, interaction: NewInteraction): Promise<void> {
    const { id, userId, courseId, moduleId, type, message, response, context } = interaction;
    await tx.aiInteraction.create({
      data: {
        id,
        userId,
        courseId,
        moduleId,
        interactionType: type,
        userMessage: message,
        aiResponse: response,
        contextUsed: jsonInput(context),
      },
    });
  },

  /** The latest turns of a course, oldest first; what the learner had forgotten is left out. */
  async listTurns(
    tx: Tx,
    { userId, courseId, limit }: { userId: string; courseId: string; limit: number },
  ): Promise<PastTurn[]> {
    const rows = await tx.$queryRaw<PastTurn[]>`
      select id, coalesce(user_message, '') as message, coalesce(ai_response, '') as response, helpful,
        context_used as context, created_at as "createdAt"
      from ai_interactions
      where user_id = ${userId}::uuid and course_id = ${courseId}::uuid
        and interaction_type <> 'proactive_nudge' and not context_used ? 'forgotten'
      order by created_at desc, id limit ${limit}`;
    return rows.toReversed();
  },

  /** Tokens that models were sent and wrote for the learner since a time. */
  async countTokens(tx: Tx, { userId, since }: { userId: string; since: Date }): Promise<number> {
    const [row] = await tx.$queryRaw<{ tokens: number }[]>`
      select coalesce(sum((context_used ->> 'tokens')::int), 0)::int as tokens from ai_interactions
      where user_id = ${userId}::uuid and created_at >= ${since} and context_used ? 'tokens'`;
    return row?.tokens ?? 0;
  },

  /** False when the learner has no such turn. */
  async rate(
    tx: Tx,
    {
      userId,
      interactionId,
      isHelpful,
    }: { userId: string; interactionId: string; isHelpful: boolean },
  ): Promise<boolean> {
    const { count } = await tx.aiInteraction.updateMany({
      where: { id: interactionId, userId },
      data: { helpful: isHelpful },
    });
    return count === 1;
  },

  async findContext(tx: Tx, userId: string): Promise<unknown> {
    const row = await tx.learnerProfile.findUnique({
      where: { userId },
      select: { aiTutorContext: true },
    });
    return row?.aiTutorContext ?? {};
  },

  /** Runs with the service's rights. */
  async saveContext(tx: Tx, userId: string, context: TutorContext): Promise<void> {
    const data = { aiTutorContext: jsonInput(context) };
    await tx.learnerProfile.upsert({
      where: { userId },
      create: { userId, ...data },
      update: data,
    });
  },

  async listMemories(tx: Tx, userId: string): Promise<TutorMemory[]> {
    return tx.$queryRaw<TutorMemory[]>`
      select m.id, m.fact, m.created_at as "createdAt", m.corrected_at as "correctedAt",
        m.evidence_id as "evidenceId", i.user_message as evidence
      from tutor_memories m left join ai_interactions i on i.id = m.evidence_id
      where m.user_id = ${userId}::uuid order by m.created_at, m.id`;
  },

  /** Runs with the service's rights. A fact that is known already is not added again. */
  async addMemory(
    tx: Tx,
    { userId, fact, evidenceId }: { userId: string; fact: string; evidenceId: string },
  ): Promise<void> {
    await tx.$executeRaw`
      insert into tutor_memories (user_id, fact, evidence_id)
      select ${userId}::uuid, ${fact}, ${evidenceId}::uuid
      where not exists (
        select from tutor_memories where user_id = ${userId}::uuid and lower(fact) = lower(${fact}))`;
  },

  async correctMemory(
    tx: Tx,
    { userId, memoryId, fact }: { userId: string; memoryId: string; fact: string },
  ): Promise<boolean> {
    const { count } = await tx.tutorMemory.updateMany({
      where: { id: memoryId, userId },
      data: { fact, correctedAt: new Date() },
    });
    return count === 1;
  },

  /** The turn that the fact came from, or null; undefined when there is no such fact. */
  async deleteMemory(
    tx: Tx,
    { userId, memoryId }: { userId: string; memoryId: string },
  ): Promise<string | null | undefined> {
    const [row] = await tx.$queryRaw<{ evidenceId: string | null }[]>`
      delete from tutor_memories where id = ${memoryId}::uuid and user_id = ${userId}::uuid
      returning evidence_id as "evidenceId"`;
    return row === undefined ? undefined : row.evidenceId;
  },

  /** Keeps a turn out of what later answers see. Runs with the service's rights. */
  async forgetTurn(tx: Tx, { userId, interactionId }: { userId: string; interactionId: string }) {
    await tx.$executeRaw`
      update ai_interactions set context_used = context_used || '{"forgotten": true}'
      where id = ${interactionId}::uuid and user_id = ${userId}::uuid`;
  },
};
