import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import type { CourseStatus } from "@byteos/db/repositories/course.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const coursesPerPage = 25;

export const ListCoursesInput = z.object({
  search: z.string().max(200).catch(""),
  status: z.enum(["draft", "published", "archived"]).nullable().catch(null),
  sort: z.enum(["edited", "title", "learners"]).catch("edited"),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

export interface CourseSummary {
  readonly id: string;
  readonly title: string;
  readonly status: CourseStatus;
  readonly moduleCount: number;
  readonly updatedAt: Date;
  /** Number of the published version; null before the first. */
  readonly version: number | null;
  /** Something was edited after the last publication. */
  readonly hasUnpublishedChanges: boolean;
  readonly learners: number;
  /** 0 to 1; null while nobody learns. */
  readonly completionRate: number | null;
  /** Learners who reached each tenth of the course; empty while nobody learns. */
  readonly reach: readonly number[];
}

export interface CourseList {
  readonly courses: readonly CourseSummary[];
  readonly counts: Readonly<Record<CourseStatus, number>>;
  /** Over all courses, whatever is searched for and shown. */
  readonly enrolments: { readonly enrolled: number; readonly completed: number };
  readonly page: number;
  readonly pageCount: number;
  readonly total: number;
}

const Histogram = z.array(z.number()).catch([]);

/** Learners at each tenth become learners who reached it. */
function reachOf(histogram: unknown): number[] {
  const tenths = Histogram.parse(histogram).slice(0, 10);
  let reached = 0;
  return tenths
    .toReversed()
    .map((count) => (reached += count))
    .toReversed();
}

export async function listCourses({ ctx, input }: UseCase): Promise<CourseList> {
  requireCapability(ctx, "course.read");
  const { search, status, sort, page } = ListCoursesInput.parse(input);
  const { orgId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const counts = await courseRepository.countByStatus(tx, { orgId, search });
    const enrolments = await courseRepository.countEnrolments(tx, { orgId });
    const total = status === null ? counts.draft + counts.published : counts[status];
    const pageCount = Math.max(1, Math.ceil(total / coursesPerPage));
    const shownPage = Math.min(page, pageCount);
    const rows = await courseRepository.list(tx, {
      orgId,
      search,
      status,
      sort,
      skip: (shownPage - 1) * coursesPerPage,
      take: coursesPerPage,
    });
    const courses = rows.map((row) => ({
      id: row.id,
      title: row.title,
      status: row.status,
      moduleCount: row.moduleCount,
      updatedAt: row.updatedAt,
      version: row.version,
      hasUnpublishedChanges: row.publishedAt !== null && row.updatedAt > row.publishedAt,
      learners: row.learners,
      completionRate: row.learners === 0 ? null : row.completed / row.learners,
      reach: row.learners === 0 ? [] : reachOf(row.progressHistogram),
    }));
    return { courses, counts, enrolments, page: shownPage, pageCount, total };
  });
}
