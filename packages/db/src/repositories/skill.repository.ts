import type { Tx } from "../transaction.ts";

export interface NewSkill {
  readonly slug: string;
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly parentSlug: string | null;
  readonly requires: readonly string[];
}

export interface VersionSkillRow {
  readonly skillId: string;
  readonly slug: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly requires: readonly string[];
  readonly easiness: number;
  readonly answers: number;
  /** What the course wants learners to reach, 0 to 1; null for the usual mark. */
  readonly target: number | null;
}

export interface VersionItemRow {
  readonly itemId: string;
  readonly blockId: string;
  readonly moduleId: string;
  readonly skillIds: readonly string[];
  readonly easiness: number;
  readonly answers: number;
}

export const skillRepository = {
  /**
   * The skills that a version's questions exercise and the questions themselves, with their difficulties.
   * Needs the service's rights: difficulties are nobody's to read.
   */
  async listOfVersion(
    tx: Tx,
    { orgId, courseVersionId }: { orgId: string; courseVersionId: string },
  ): Promise<{ skills: readonly VersionSkillRow[]; items: readonly VersionItemRow[] }> {
    const [row] = await tx.$queryRaw<{ skills: VersionSkillRow[]; items: VersionItemRow[] }[]>`
      with asked as materialized (
        select i.id, i.block_id, i.module_id, i.course_id, array_agg(k.skill_id order by k.skill_id) as skill_ids
        from items i join item_skills k on k.item_id = i.id
        where i.course_version_id = ${courseVersionId}::uuid and i.org_id = ${orgId}::uuid
        group by i.id
      )
      select
        (select coalesce(jsonb_agg(jsonb_build_object('skillId', s.id, 'slug', s.slug, 'name', s.name,
            'parentId', s.parent_skill_id, 'easiness', coalesce(d.easiness, 0), 'answers', coalesce(d.answers, 0),
            'target', s.target_proficiency,
            'requires', (select coalesce(jsonb_agg(e.requires_id order by e.requires_id), '[]')
              from skill_edges e where e.skill_id = s.id)) order by s.slug), '[]')
          from skills s
          left join skill_difficulties d on d.skill_id = s.id
          where s.id in (select unnest(a.skill_ids) from asked a)) as skills,
        (select coalesce(jsonb_agg(jsonb_build_object('itemId', a.id, 'blockId', a.block_id,
            'moduleId', a.module_id, 'skillIds', to_jsonb(a.skill_ids),
            'easiness', coalesce(d.easiness, 0), 'answers', coalesce(d.answers, 0))), '[]')
          from asked a
          left join item_difficulties d on d.course_id = a.course_id and d.block_id = a.block_id) as items`;
    return row ?? { skills: [], items: [] };
  },

  /**
   * Says what learners of a course should reach in each of its modules' skills, in `courses.target_skills` and
   * beside the skills, where the engine reads it. Null for the usual mark.
   */
  async setCourseTarget(
    tx: Tx,
    {
      orgId,
      courseId,
      courseVersionId,
      target,
    }: { orgId: string; courseId: string; courseVersionId: string; target: number | null },
  ): Promise<void> {
    await tx.$executeRaw`
      with taught as (
        select distinct k.skill_id from items i join item_skills k on k.item_id = i.id
        where i.course_version_id = ${courseVersionId}::uuid and i.org_id = ${orgId}::uuid
      ), told as (
        update skills s set target_proficiency = ${target}::float8 from taught t
        where s.id = t.skill_id and s.org_id = ${orgId}::uuid
        returning s.id, s.parent_skill_id
      )
      update courses set target_skills = case when ${target}::float8 is null then '[]'::jsonb else (
        select coalesce(jsonb_agg(jsonb_build_object('skill_id', id, 'target_proficiency', ${target}::float8)
          order by id), '[]') from told where parent_skill_id is null) end
      where id = ${courseId}::uuid and org_id = ${orgId}::uuid`;
  },

  /**
   * Writes the skills of a course, their order and which items of a version exercise them. Skills are known by
   * their slug: those of an earlier version keep their id and what learners have shown in them.
   */
  async linkVersion(
    tx: Tx,
    {
      orgId,
      courseVersionId,
      skills,
      byBlock,
    }: {
      orgId: string;
      courseVersionId: string;
      skills: readonly NewSkill[];
      byBlock: ReadonlyMap<string, readonly string[]>;
    },
  ): Promise<void> {
    if (skills.length === 0) return;
    const rows = JSON.stringify(skills);
    // In the order of their slugs, so that two writers of one course take turns.
    await tx.$executeRaw`
      insert into skills (org_id, slug, name, category, description)
      select ${orgId}::uuid, s.slug, s.name, s.category, s.description
      from jsonb_to_recordset(${rows}::jsonb) as s(slug text, name text, category text, description text)
      order by s.slug
      on conflict (slug) do update
        set name = excluded.name, category = excluded.category, description = excluded.description
        where skills.org_id = excluded.org_id`;
    await tx.$executeRaw`
      update skills s set parent_skill_id = p.id
      from jsonb_to_recordset(${rows}::jsonb) as r(slug text, "parentSlug" text)
      left join skills p on p.slug = r."parentSlug" and p.org_id = ${orgId}::uuid
      where s.slug = r.slug and s.org_id = ${orgId}::uuid and s.parent_skill_id is distinct from p.id`;
    await tx.$executeRaw`
      with wanted as (
        select s.id as skill_id, q.id as requires_id
        from jsonb_to_recordset(${rows}::jsonb) as r(slug text, requires jsonb)
        cross join jsonb_array_elements_text(r.requires) as required(slug)
        join skills s on s.slug = r.slug and s.org_id = ${orgId}::uuid
        join skills q on q.slug = required.slug and q.org_id = ${orgId}::uuid
      ), gone as (
        delete from skill_edges e
        using jsonb_to_recordset(${rows}::jsonb) as r(slug text), skills s
        where s.slug = r.slug and s.org_id = ${orgId}::uuid and e.skill_id = s.id
          and not exists (
            select from wanted w where w.skill_id = e.skill_id and w.requires_id = e.requires_id)
      )
      insert into skill_edges (skill_id, requires_id) select skill_id, requires_id from wanted
      on conflict do nothing`;
    const links = JSON.stringify([...byBlock].map(([blockId, slugs]) => ({ blockId, slugs })));
    await tx.$executeRaw`
      insert into item_skills (item_id, skill_id)
      select i.id, s.id
      from jsonb_to_recordset(${links}::jsonb) as l("blockId" text, slugs jsonb)
      cross join jsonb_array_elements_text(l.slugs) as named(slug)
      join items i on i.course_version_id = ${courseVersionId}::uuid and i.org_id = ${orgId}::uuid
        and i.block_id = l."blockId"
      join skills s on s.slug = named.slug and s.org_id = ${orgId}::uuid
      on conflict do nothing`;
  },
};
