import { roleCan } from "@byteos/contracts/role";
import { type CourseList, coursesPerPage, listCourses } from "@byteos/usecases/course/list-courses";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { requireMember } from "../../lib/session.ts";
import { CoursesQuery } from "./courses-query.ts";

export interface CoursesView {
  readonly query: CoursesQuery;
  readonly list: CourseList;
  readonly pageSize: number;
  readonly now: Date;
  readonly timeZone: string;
  readonly canWrite: boolean;
}

export async function loadCoursesPage(
  params: Record<string, string | string[] | undefined>,
): Promise<CoursesView> {
  const ctx = await requireMember();
  const query = CoursesQuery.parse(params);
  const { q: search, state: status, sort, page } = query;
  return {
    query,
    list: await listCourses({ ctx, input: { search, status, sort, page } }),
    pageSize: coursesPerPage,
    now: new Date(),
    timeZone: await timeZoneOfRequest(),
    canWrite: roleCan(ctx.actor.role, "course.write"),
  };
}
