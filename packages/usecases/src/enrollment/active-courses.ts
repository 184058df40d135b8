import type { PublishedCourse } from "@byteos/contracts/module-content";
import { moduleProgress } from "@byteos/courseware/progress/progress";
import { restorePosition } from "@byteos/courseware/progress/restore-position";
import {
  enrollmentRepository,
  type EnrollmentSummary,
} from "@byteos/db/repositories/enrollment.repository";
import type { Tx } from "@byteos/db/transaction";
import { getPublishedVersion, type PublishedVersion } from "./published-version.ts";

export interface HomeCourse {
  readonly courseId: string;
  readonly title: string;
  readonly progressPct: number;
  readonly modulesDone: number;
  readonly moduleCount: number;
  readonly minutesLeft: number;
  /** Where the learner goes on: the module left off in, or the first with something left. */
  readonly next: {
    readonly moduleId: string;
    readonly title: string;
    readonly index: number;
    readonly minutes: number;
    readonly done: number;
    readonly total: number;
  };
  readonly isStarted: boolean;
  readonly lastActiveAt: Date | null;
  readonly dueDate: Date | null;
  readonly isOverdue: boolean;
  /** Someone else enrolled the learner. */
  readonly isRequired: boolean;
}

export interface ActiveCourse {
  readonly shown: HomeCourse;
  readonly version: PublishedVersion;
}

const mostCourses = 12;

/** The courses a learner has under way, latest activity first, with where each goes on. */
export async function describeActiveCourses(
  tx: Tx,
  {
    orgId,
    userId,
    now,
    enrollments,
  }: {
    orgId: string;
    userId: string;
    now: Date;
    enrollments: readonly EnrollmentSummary[];
  },
): Promise<ActiveCourse[]> {
  const active = enrollments.filter((each) => each.status !== "completed").slice(0, mostCourses);
  const completed = await enrollmentRepository.listCompletedBlocks(tx, {
    enrollmentIds: active.filter((each) => each.completedBlocks > 0).map(({ id }) => id),
  });
  const courses: ActiveCourse[] = [];
  for (const enrollment of active) {
    const { id, courseVersionId } = enrollment;
    const version = await getPublishedVersion(tx, { orgId, courseVersionId });
    const completedIds = completed.get(id) ?? [];
    const { course } = version;
    courses.push({
      version,
      shown: describeCourse(enrollment, { course, completedIds, userId, now }),
    });
  }
  return courses;
}

function describeCourse(
  enrollment: EnrollmentSummary,
  {
    course,
    completedIds,
    userId,
    now,
  }: {
    course: PublishedCourse;
    completedIds: readonly string[];
    userId: string;
    now: Date;
  },
): HomeCourse {
  const progress = moduleProgress(completedIds, course);
  const place =
    enrollment.moduleId !== null && enrollment.blockId !== null
      ? { moduleId: enrollment.moduleId, blockId: enrollment.blockId }
      : null;
  const resumed = restorePosition(place, course);
  const placeIndex = course.modules.findIndex((module) => module.id === resumed?.moduleId);
  const isPlaceOpen = placeIndex >= 0 && progress[placeIndex]?.isComplete === false;
  const firstOpen = progress.findIndex((each) => !each.isComplete);
  const index = isPlaceOpen ? placeIndex : Math.max(firstOpen, 0);
  const module = course.modules[index];
  const counted = progress[index];
  return {
    courseId: enrollment.courseId,
    title: course.title,
    progressPct: enrollment.progressPct,
    modulesDone: progress.filter((each) => each.isComplete).length,
    moduleCount: course.modules.length,
    minutesLeft: course.modules.reduce((sum, each, at) => {
      const { done = 0, total = 0 } = progress[at] ?? {};
      return sum + (total === 0 ? 0 : each.estimatedMinutes * (1 - done / total));
    }, 0),
    next: {
      moduleId: module?.id ?? "",
      title: module?.title ?? course.title,
      index,
      minutes: module?.estimatedMinutes ?? 0,
      done: counted?.done ?? 0,
      total: counted?.total ?? 0,
    },
    isStarted: enrollment.lastActiveAt !== null,
    lastActiveAt: enrollment.lastActiveAt,
    dueDate: enrollment.dueDate,
    isOverdue: enrollment.dueDate !== null && enrollment.dueDate < now,
    isRequired: enrollment.enrolledBy !== null && enrollment.enrolledBy !== userId,
  };
}

/** Versions of the courses finished last, whose skills can still be practised. */
export async function finishedVersions(
  tx: Tx,
  { orgId, enrollments }: { orgId: string; enrollments: readonly EnrollmentSummary[] },
): Promise<PublishedVersion[]> {
  const versions: PublishedVersion[] = [];
  for (const { status, courseVersionId } of enrollments) {
    if (status !== "completed" || versions.length >= mostCourses) continue;
    versions.push(await getPublishedVersion(tx, { orgId, courseVersionId }));
  }
  return versions;
}
