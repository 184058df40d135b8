import { AppError } from "@byteos/contracts/errors";
import { Prisma } from "../generated/client.ts";
import type { Tx } from "../transaction.ts";

export type CourseStatus = "draft" | "published" | "archived";
export type CourseSort = "edited" | "title" | "learners";

export interface CourseRef {
  readonly orgId: string;
  readonly courseId: string;
}

export interface CourseListQuery {
  readonly orgId: string;
  readonly search: string;
  readonly status: CourseStatus | null;
  readonly sort: CourseSort;
  readonly skip: number;
  readonly take: number;
}

export interface CourseListRow {
  readonly id: string;
  readonly title: string;
  readonly status: CourseStatus;
  readonly updatedAt: Date;
  readonly publishedAt: Date | null;
  readonly moduleCount: number;
  readonly version: number | null;
  readonly learners: number;
  readonly completed: number;
  readonly progressHistogram: unknown;
}

export interface LockedCourse {
  readonly id: string;
  readonly title: string;
  readonly revision: number;
  readonly status: CourseStatus;
  readonly deletedAt: Date | null;
}

function likePattern(search: string): string {
  return `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`;
}

function listFilter({ orgId, search }: { orgId: string; search: string }): Prisma.Sql {
  const text = search.trim();
  const matches =
    text === ""
      ? Prisma.empty
      : Prisma.sql`and (c.title ilike ${likePattern(text)} or ${text} = any (c.tags))`;
  return Prisma.sql`c.org_id = ${orgId}::uuid and c.deleted_at is null ${matches}`;
}

const orders: Readonly<Record<CourseSort, Prisma.Sql>> = {
  edited: Prisma.sql`c.updated_at desc, c.id`,
  title: Prisma.sql`lower(c.title), c.id`,
  learners: Prisma.sql`coalesce(s.learners, 0) desc, lower(c.title), c.id`,
};

function notFound(): AppError {
  return new AppError(
    "not_found",
    "course.not-found",
    "This course does not exist, or it was deleted.",
  );
}

export const courseRepository = {
  async list(tx: Tx, query: CourseListQuery): Promise<CourseListRow[]> {
    // Archived courses are shown when asked for by name of their state.
    const status =
      query.status === null
        ? Prisma.sql`and c.status <> 'archived'`
        : Prisma.sql`and c.status = ${query.status}`;
    return tx.$queryRaw<CourseListRow[]>`
      select c.id, c.title, c.status, c.updated_at as "updatedAt", c.published_at as "publishedAt",
        (select count(*)::int from modules m where m.course_id = c.id and m.deleted_at is null) as "moduleCount",
        v.version,
        coalesce(s.learners, 0) as learners, coalesce(s.completed, 0) as completed,
        coalesce(s.progress_histogram, '[]'::jsonb) as "progressHistogram"
      from courses c
      left join course_versions v on v.id = c.current_version_id
      left join course_stats s on s.course_id = c.id
      where ${listFilter(query)} ${status}
      order by ${orders[query.sort]}
      limit ${query.take} offset ${query.skip}`;
  },

  async countByStatus(
    tx: Tx,
    query: { orgId: string; search: string },
  ): Promise<Record<CourseStatus, number>> {
    const rows = await tx.$queryRaw<{ status: CourseStatus; count: number }[]>`
      select c.status, count(*)::int as count from courses c where ${listFilter(query)} group by c.status`;
    const counts = { draft: 0, published: 0, archived: 0 };
    for (const row of rows) counts[row.status] = row.count;
    return counts;
  },

  /** Enrolments in all courses that are not deleted, and those completed, as last counted. */
  async countEnrolments(
    tx: Tx,
    { orgId }: { orgId: string },
  ): Promise<{ enrolled: number; completed: number }> {
    const [row] = await tx.$queryRaw<{ enrolled: number; completed: number }[]>`
      select coalesce(sum(s.learners), 0)::int as enrolled, coalesce(sum(s.completed), 0)::int as completed
      from courses c join course_stats s on s.course_id = c.id
      where c.org_id = ${orgId}::uuid and c.deleted_at is null`;
    return row ?? { enrolled: 0, completed: 0 };
  },

  async get(tx: Tx, { orgId, courseId }: CourseRef) {
    const course = await tx.course.findFirst({
      where: { id: courseId, orgId, deletedAt: null },
      include: {
        currentVersion: {
          select: { id: true, version: true, contentHash: true, publishedAt: true, note: true },
        },
      },
    });
    if (course === null) throw notFound();
    return course;
  },

  /**
   * Takes the course for this transaction. Every change of a course or its modules does this first,
   * so changes follow one another and publishing sees all of one or none.
   */
  async lock(
    tx: Tx,
    { orgId, courseId }: CourseRef,
    options: { isDeletedToo?: boolean } = {},
  ): Promise<LockedCourse> {
    const [course] = await tx.$queryRaw<LockedCourse[]>`
      select id, title, revision, status, deleted_at as "deletedAt"
      from courses where id = ${courseId}::uuid and org_id = ${orgId}::uuid for no key update`;
    if (course === undefined || (course.deletedAt !== null && options.isDeletedToo !== true)) {
      throw notFound();
    }
    return course;
  },

  async create(
    tx: Tx,
    input: { orgId: string; createdBy: string; title: string; description: string },
  ): Promise<string> {
    const course = await tx.course.create({ data: input, select: { id: true } });
    return course.id;
  },

  /** A course that a worker built. */
  async addImported(
    tx: Tx,
    input: {
      id: string;
      orgId: string;
      createdBy: string | null;
      title: string;
      description: string;
      estimatedDurationMins: number;
    },
  ): Promise<string> {
    const course = await tx.course.create({ data: input, select: { id: true } });
    return course.id;
  },

  /** Changes fields, moves the revision on and gives the new one back. */
  async update(
    tx: Tx,
    { orgId, courseId }: CourseRef,
    data: Prisma.CourseUncheckedUpdateManyInput,
  ): Promise<number> {
    await tx.course.updateMany({
      where: { id: courseId, orgId },
      data: { ...data, revision: { increment: 1 }, updatedAt: new Date() },
    });
    const { revision } = await tx.course.findUniqueOrThrow({
      where: { id: courseId },
      select: { revision: true },
    });
    return revision;
  },

  /** Marks the course as edited without moving its revision: a module's words changed, not the course. */
  async touch(tx: Tx, { orgId, courseId }: CourseRef): Promise<void> {
    await tx.course.updateMany({ where: { id: courseId, orgId }, data: { updatedAt: new Date() } });
  },

  async findSettings(tx: Tx, { orgId, courseId }: CourseRef): Promise<unknown> {
    const row = await tx.course.findFirst({
      where: { id: courseId, orgId },
      select: { settings: true },
    });
    return row?.settings ?? {};
  },

  /** Has to be parsed. */
  async findTargetSkills(tx: Tx, { orgId, courseId }: CourseRef): Promise<unknown> {
    const row = await tx.course.findFirst({
      where: { id: courseId, orgId },
      select: { targetSkills: true },
    });
    return row?.targetSkills ?? [];
  },

  /** Lays the given settings over those that are there. */
  async setSettings(
    tx: Tx,
    { orgId, courseId }: CourseRef,
    settings: Readonly<Record<string, string | number | boolean | null>>,
  ): Promise<void> {
    await tx.$executeRaw`
      update courses set settings = settings || ${JSON.stringify(settings)}::jsonb
      where id = ${courseId}::uuid and org_id = ${orgId}::uuid`;
  },

  /** Points the course at its newest version; edits after `publishedAt` count as unpublished. */
  async markPublished(
    tx: Tx,
    { orgId, courseId }: CourseRef,
    version: { versionId: string; publishedAt: Date; estimatedMinutes?: number },
  ): Promise<void> {
    const now = new Date();
    const publishedAt = version.publishedAt > now ? version.publishedAt : now;
    await tx.course.updateMany({
      where: { id: courseId, orgId },
      data: {
        status: "published",
        currentVersionId: version.versionId,
        publishedAt,
        updatedAt: publishedAt,
        ...(version.estimatedMinutes === undefined
          ? {}
          : { estimatedDurationMins: version.estimatedMinutes }),
      },
    });
  },

  async listDocuments(tx: Tx, { orgId, courseId }: CourseRef) {
    return tx.document.findMany({
      where: { orgId, courseDocuments: { some: { courseId } } },
      select: {
        id: true,
        title: true,
        fileName: true,
        format: true,
        sourceUrl: true,
        pageCount: true,
        textHash: true,
      },
      orderBy: { createdAt: "asc" },
    });
  },

  async copyDocuments(tx: Tx, fromCourseId: string, toCourseId: string): Promise<void> {
    const links = await tx.courseDocument.findMany({ where: { courseId: fromCourseId } });
    await tx.courseDocument.createMany({
      data: links.map(({ documentId }) => ({ courseId: toCourseId, documentId })),
    });
  },
};
