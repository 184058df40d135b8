import { roleCan } from "@byteos/contracts/role";
import { type CourseSummary, listCourses } from "@byteos/usecases/course/list-courses";
import { listOpenImports, type OpenImport } from "@byteos/usecases/import/list-open-imports";
import { loadProfile } from "@byteos/usecases/profile/load-profile";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { requireMember } from "../../lib/session.ts";

const coursesShown = 5;

export interface HomeView {
  readonly firstName: string;
  readonly now: Date;
  readonly timeZone: string;
  readonly courses: readonly CourseSummary[];
  readonly courseCount: number;
  readonly imports: readonly OpenImport[];
  /** Published courses that were edited since: learners do not see the edits yet. */
  readonly unpublished: readonly CourseSummary[];
  readonly figures: {
    readonly enrolled: number;
    readonly published: number;
    readonly drafts: number;
    /** 0 to 1 over all courses with learners; null while nobody learns. */
    readonly completionRate: number | null;
  };
  readonly canWrite: boolean;
  readonly canInvite: boolean;
}

export async function loadHomePage(): Promise<HomeView> {
  const ctx = await requireMember();
  const { role } = ctx.actor;
  const canWrite = roleCan(role, "course.write");
  const [profile, list, imports] = await Promise.all([
    loadProfile({ ctx }),
    listCourses({ ctx, input: { search: "", status: null, sort: "edited", page: 1 } }),
    canWrite ? listOpenImports({ ctx }) : [],
  ]);
  const { enrolled, completed } = list.enrolments;
  return {
    firstName: profile.fullName.trim().split(/\s+/u)[0] ?? "",
    now: new Date(),
    timeZone: await timeZoneOfRequest(),
    courses: list.courses.slice(0, coursesShown),
    courseCount: list.total,
    imports,
    unpublished: canWrite ? list.courses.filter((course) => course.hasUnpublishedChanges) : [],
    figures: {
      enrolled,
      published: list.counts.published,
      drafts: list.counts.draft,
      completionRate: enrolled === 0 ? null : completed / enrolled,
    },
    canWrite,
    canInvite: roleCan(role, "people.invite"),
  };
}
