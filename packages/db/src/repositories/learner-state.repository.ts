import { Prisma } from "../generated/client.ts";
import type { Tx } from "../transaction.ts";
import { recallWeightsOf } from "./recall-fit.repository.ts";

export interface SkillStanding {
  readonly skillId: string;
  readonly slug: string;
  readonly easiness: number;
  readonly answers: number;
  readonly hasGap: boolean;
  /** What the course or the learner wants reached, the higher of both; null for the usual mark. */
  readonly target: number | null;
}

export interface LearnerStanding {
  /** What the engine wrote last; empty before the first answer. */
  readonly state: string;
  /** The same of the learner's recall. */
  readonly recall: string;
  /** The step that can be taken back. Has to be parsed. */
  readonly undo: unknown;
  /** The learner's own weights of FSRS; null for the published ones. Has to be parsed. */
  readonly recallWeights: unknown;
  /** Sorted by id. Empty for an item whose version has not been linked to skills. */
  readonly skills: readonly SkillStanding[];
}

export interface ItemStanding extends LearnerStanding {
  readonly easiness: number;
  readonly answers: number;
  /** Median time that learners take for the question; null before it is known. */
  readonly usualSecs: number | null;
}

export interface LearnerWrite {
  readonly userId: string;
  readonly state: string;
  readonly recall: string;
  readonly undo: {
    readonly clientId: string;
    readonly state: string;
    readonly recall: string;
  } | null;
  readonly skills: readonly SkillWrite[];
}

export interface SkillWrite {
  readonly skillId: string;
  readonly proficiency: number;
  readonly low: number;
  readonly high: number;
  readonly evidenceCount: number;
  /** 0 to 1; null where there is no gap. */
  readonly gap: number | null;
}

export interface DifficultyMove {
  readonly courseId: string;
  readonly blockId: string;
  readonly easiness: number;
  readonly skills: readonly { readonly skillId: string; readonly easiness: number }[];
}

/** One step of the engine, kept with its event so that a replay is exact. */
export interface EvidenceRow {
  readonly type: string;
  /** A question's block id, or `card:` and the card's. */
  readonly itemId: string;
  /** Null where the event said nothing of a skill. Has to be parsed. */
  readonly evidence: unknown;
}

const heldState = (userId: string) => Prisma.sql`
  insert into learner_states as l (user_id) values (${userId}::uuid)
  on conflict (user_id) do update set updated_at = now()
  returning state, recall, undo`;

const skillsOf = (userId: string, joined: Prisma.Sql) => Prisma.sql`
  (select coalesce(jsonb_agg(jsonb_build_object('skillId', k.id, 'slug', k.slug,
      'easiness', coalesce(s.easiness, 0), 'answers', coalesce(s.answers, 0),
      'hasGap', g.id is not null,
      'target', greatest(k.target_proficiency, w.target_proficiency)) order by k.id), '[]')
    from skills k
    ${joined}
    left join skill_difficulties s on s.skill_id = k.id
    left join learner_goals w on w.user_id = ${userId}::uuid and w.skill_id = k.id
    left join skill_gaps g on g.user_id = ${userId}::uuid and g.skill_id = k.id and g.resolved_at is null
  ) as skills`;

/** The engine's state of learners and of what they answer. The caller is the service. */
export const learnerStateRepository = {
  /**
   * The learner's state with what is known of one item, held until the transaction ends: a learner's answers
   * take turns, in the order in which their events are numbered.
   */
  async lockForItem(
    tx: Tx,
    {
      userId,
      itemId,
      courseId,
      blockId,
    }: { userId: string; itemId: string; courseId: string; blockId: string },
  ): Promise<ItemStanding> {
    const [row] = await tx.$queryRaw<ItemStanding[]>`
      with held as (${heldState(userId)})
      select held.state, held.recall, held.undo, ${recallWeightsOf(userId)}, coalesce(d.easiness, 0) as easiness,
        coalesce(d.answers, 0) as answers, t.median_secs as "usualSecs",
        ${skillsOf(userId, Prisma.sql`join item_skills i on i.skill_id = k.id and i.item_id = ${itemId}::uuid`)}
      from held
      left join item_difficulties d on d.course_id = ${courseId}::uuid and d.block_id = ${blockId}
      left join item_stats t on t.course_id = ${courseId}::uuid and t.block_id = ${blockId}`;
    if (row === undefined) throw new Error("A statement that inserts or updates gives its row");
    return row;
  },

  /** The same for something that is no item: what is known of some skills, by slug. */
  async lockForSkills(
    tx: Tx,
    { userId, orgId, slugs }: { userId: string; orgId: string; slugs: readonly string[] },
  ): Promise<LearnerStanding> {
    const named = Prisma.sql`join unnest(${[...slugs]}::text[]) as named(slug)
      on named.slug = k.slug and k.org_id = ${orgId}::uuid`;
    const [row] = await tx.$queryRaw<LearnerStanding[]>`
      with held as (${heldState(userId)})
      select held.state, held.recall, held.undo, ${recallWeightsOf(userId)}, ${skillsOf(userId, named)} from held`;
    if (row === undefined) throw new Error("A statement that inserts or updates gives its row");
    return row;
  },

  /** Writes the learner's state and, in the same statement, what pages read of it. */
  async save(tx: Tx, { userId, state, recall, undo, skills }: LearnerWrite): Promise<void> {
    const step = undo === null ? null : JSON.stringify(undo);
    await tx.$executeRaw`
      with incoming as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(skills)}::jsonb) as s(
          "skillId" uuid, proficiency float8, low float8, high float8, "evidenceCount" int, gap float8)
      ), stated as (
        update learner_states set state = ${state}, recall = ${recall}, undo = ${step}::jsonb, updated_at = now()
        where user_id = ${userId}::uuid
      ), skilled as (
        insert into learner_skills as l (user_id, skill_id, proficiency_level, proficiency_low,
          proficiency_high, evidence_count, last_assessed_at)
        select ${userId}::uuid, "skillId", proficiency, low, high, "evidenceCount", now()
        from incoming order by "skillId"
        on conflict (user_id, skill_id) do update set proficiency_level = excluded.proficiency_level,
          proficiency_low = excluded.proficiency_low, proficiency_high = excluded.proficiency_high,
          evidence_count = excluded.evidence_count, last_assessed_at = excluded.last_assessed_at
      ), closed as (
        update skill_gaps g set resolved_at = now(), gap_score = 0 from incoming i
        where g.user_id = ${userId}::uuid and g.skill_id = i."skillId" and g.resolved_at is null and i.gap is null
      )
      insert into skill_gaps (user_id, skill_id, gap_score)
      select ${userId}::uuid, "skillId", gap from incoming where gap is not null order by "skillId"
      on conflict (user_id, skill_id) where resolved_at is null do update set gap_score = excluded.gap_score`;
  },

  /** Moves what all learners share by one answer. Added to what is there, so that none is lost. */
  async moveDifficulties(
    tx: Tx,
    { courseId, blockId, easiness, skills }: DifficultyMove,
  ): Promise<void> {
    await tx.$executeRaw`
      insert into item_difficulties as d (course_id, block_id, easiness, answers)
      values (${courseId}::uuid, ${blockId}, ${easiness}::float8, 1)
      on conflict (course_id, block_id) do update
        set easiness = d.easiness + excluded.easiness, answers = d.answers + 1`;
    // In the order of their ids, so that learners of one course cannot lock each other out.
    await tx.$executeRaw`
      insert into skill_difficulties as d (skill_id, easiness, answers)
      select "skillId", easiness, 1
      from jsonb_to_recordset(${JSON.stringify(skills)}::jsonb) as s("skillId" uuid, easiness float8)
      order by "skillId"
      on conflict (skill_id) do update
        set easiness = d.easiness + excluded.easiness, answers = d.answers + 1`;
  },

  /** What a page reads of the learner: no lock. Empty before the first answer. */
  async findState(
    tx: Tx,
    { userId }: { userId: string },
  ): Promise<{ state: string; openGaps: readonly string[] }> {
    const [row] = await tx.$queryRaw<{ state: string; openGaps: string[] | null }[]>`
      select coalesce((select state from learner_states where user_id = ${userId}::uuid), '') as state,
        (select array_agg(skill_id::text) from skill_gaps
          where user_id = ${userId}::uuid and resolved_at is null) as "openGaps"`;
    return { state: row?.state ?? "", openGaps: row?.openGaps ?? [] };
  },

  /** Everything the engine learned from, in the order in which it did. */
  async listEvidence(tx: Tx, { userId }: { userId: string }): Promise<EvidenceRow[]> {
    return tx.$queryRaw<EvidenceRow[]>`
      select event_type as type, coalesce(payload ->> 'itemId', block_id, '') as "itemId",
        payload -> 'evidence' as evidence
      from learning_events
      where user_id = ${userId}::uuid and (event_type in ('card_review', 'review_undo')
        or event_type = 'quiz_attempt' and payload ? 'evidence')
      order by seq`;
  },
};
