import { Prisma } from "../generated/client.ts";
import type { Tx } from "../transaction.ts";

export const catalogueStates = ["all", "new", "started", "finished"] as const;
export type CatalogueState = (typeof catalogueStates)[number];

export interface CatalogueQuery {
  readonly orgId: string;
  readonly userId: string;
  readonly search: string;
  readonly difficulty: string | null;
  readonly state: CatalogueState;
  readonly limit: number;
}

export interface CatalogueRow {
  readonly courseId: string;
  readonly title: string;
  readonly description: string;
  readonly difficulty: string;
  readonly estimatedMinutes: number;
  readonly tags: readonly string[];
  readonly publishedAt: Date;
  readonly questionCount: number;
  readonly moduleCount: number;
  readonly status: string | null;
  readonly progressPct: number | null;
}

export interface PublishedCourseRow {
  readonly courseId: string;
  readonly title: string;
  readonly settings: unknown;
  readonly versionId: string;
  readonly version: number;
  readonly publishedAt: Date;
}

const states: Readonly<Record<CatalogueState, Prisma.Sql>> = {
  all: Prisma.empty,
  new: Prisma.sql`and e.id is null`,
  started: Prisma.sql`and e.id is not null and e.status <> 'completed'`,
  finished: Prisma.sql`and e.status = 'completed'`,
};

export const catalogueRepository = {
  /** Published courses of the organisation with the learner's own state in each, newest first. */
  async list(tx: Tx, query: CatalogueQuery): Promise<{ rows: CatalogueRow[]; total: number }> {
    const text = query.search.trim();
    const like = `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    const matches =
      text === ""
        ? Prisma.empty
        : Prisma.sql`and (c.title ilike ${like} or c.description ilike ${like} or ${text} = any (c.tags))`;
    const level =
      query.difficulty === null ? Prisma.empty : Prisma.sql`and c.difficulty = ${query.difficulty}`;
    const rows = await tx.$queryRaw<(CatalogueRow & { total: number })[]>`
      select c.id as "courseId", c.title, c.description, c.difficulty, c.tags,
        c.estimated_duration_mins as "estimatedMinutes", v.published_at as "publishedAt",
        v.question_count as "questionCount",
        jsonb_array_length(v.content -> 'modules') as "moduleCount",
        e.status, e.progress_pct as "progressPct", page.total
      from (
        select c.id, e.id as enrollment_id, count(*) over ()::int as total
        from courses c
        left join enrollments e on e.course_id = c.id and e.user_id = ${query.userId}::uuid
        where c.org_id = ${query.orgId}::uuid and c.status = 'published' and c.deleted_at is null
          and c.current_version_id is not null ${matches} ${level} ${states[query.state]}
        order by c.published_at desc nulls last, c.id
        limit ${query.limit}
      ) page
      join courses c on c.id = page.id
      join course_versions v on v.id = c.current_version_id
      left join enrollments e on e.id = page.enrollment_id
      order by c.published_at desc nulls last, c.id`;
    return { rows, total: rows[0]?.total ?? 0 };
  },

  /** A course that can be enrolled in: published, not deleted, with a current version. */
  async findPublished(
    tx: Tx,
    { orgId, courseId }: { orgId: string; courseId: string },
  ): Promise<PublishedCourseRow | null> {
    const [row] = await tx.$queryRaw<PublishedCourseRow[]>`
      select c.id as "courseId", c.title, c.settings, v.id as "versionId", v.version,
        v.published_at as "publishedAt"
      from courses c join course_versions v on v.id = c.current_version_id
      where c.org_id = ${orgId}::uuid and c.id = ${courseId}::uuid
        and c.status = 'published' and c.deleted_at is null`;
    return row ?? null;
  },

  async findVersion(
    tx: Tx,
    { orgId, courseVersionId }: { orgId: string; courseVersionId: string },
  ): Promise<{
    id: string;
    version: number;
    content: unknown;
    contentHash: string;
    publishedAt: Date;
    courseId: string;
  } | null> {
    return tx.courseVersion.findFirst({
      where: { orgId, id: courseVersionId },
      select: {
        id: true,
        courseId: true,
        version: true,
        content: true,
        contentHash: true,
        publishedAt: true,
      },
    });
  },
};
