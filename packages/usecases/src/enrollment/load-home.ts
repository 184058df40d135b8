import { moduleProgress } from "@byteos/courseware/progress/progress";
import { restorePosition } from "@byteos/courseware/progress/restore-position";
import { asUser } from "@byteos/db/as-user";
import { catalogueRepository } from "@byteos/db/repositories/catalogue.repository";
import {
  enrollmentRepository,
  type EnrollmentSummary,
} from "@byteos/db/repositories/enrollment.repository";
import { learnerProfileRepository } from "@byteos/db/repositories/learner-profile.repository";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { utcOffsetMins } from "../event/learner-clock.ts";
import type { UseCase } from "../use-case.ts";
import { getPublishedVersion } from "./published-version.ts";

export const LoadHomeInput = z.strictObject({ timeZone: z.string().max(64).optional() });

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

export interface FinishedCourse {
  readonly courseId: string;
  readonly title: string;
  readonly completedAt: Date | null;
  readonly certificateId: string | null;
}

export interface HomeView {
  readonly fullName: string;
  readonly organisationName: string;
  /** The learner's own date and hour, for the greeting. */
  readonly now: Date;
  readonly timeZone: string;
  readonly active: readonly HomeCourse[];
  readonly finished: readonly FinishedCourse[];
  readonly openCourseCount: number;
  readonly streak: {
    readonly days: number;
    readonly isActiveToday: boolean;
    /** Monday to Sunday of this week. */
    readonly week: readonly {
      readonly day: string;
      readonly isActive: boolean;
      readonly isToday: boolean;
    }[];
  } | null;
}

const dayMs = 86_400_000;

/** Everything the learner's first page shows, from what really happened. */
export async function loadHome({ ctx, input }: UseCase): Promise<HomeView> {
  requireCapability(ctx, "course.take");
  const { timeZone = "UTC" } = LoadHomeInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const now = new Date();
  const offset = utcOffsetMins(timeZone, now);
  return asUser(ctx, async (tx) => {
    const person = await learnerProfileRepository.findWithOrganisation(tx, { orgId, userId });
    const enrollments = await enrollmentRepository.listForLearner(tx, { orgId, userId });
    const unfinished = enrollments.filter((each) => each.status !== "completed");
    const active: HomeCourse[] = [];
    for (const enrollment of unfinished.slice(0, 12)) {
      active.push(await describeCourse(tx, { orgId, userId, now }, enrollment));
    }
    const week = weekOf(now, offset);
    const activeDays = new Set(
      await learningEventRepository.listActiveDays(tx, {
        userId,
        utcOffsetMins: offset,
        from: new Date(now.getTime() - 8 * dayMs),
      }),
    );
    const open = await catalogueRepository.list(tx, {
      orgId,
      userId,
      search: "",
      difficulty: null,
      state: "new",
      limit: 1,
    });
    return {
      fullName: person?.fullName ?? "",
      organisationName: person?.organisationName ?? "",
      now,
      timeZone,
      active,
      finished: enrollments
        .filter((each) => each.status === "completed")
        .map(({ courseId, title, completedAt, certificateId }) => ({
          courseId,
          title,
          completedAt,
          certificateId,
        })),
      openCourseCount: open.total,
      streak: describeStreak(person, { week, activeDays }),
    };
  });
}

async function describeCourse(
  tx: Tx,
  { orgId, userId, now }: { orgId: string; userId: string; now: Date },
  enrollment: EnrollmentSummary,
): Promise<HomeCourse> {
  const { courseVersionId } = enrollment;
  const { course } = await getPublishedVersion(tx, { orgId, courseVersionId });
  const completedIds =
    enrollment.completedBlocks === 0
      ? []
      : await enrollmentRepository.listCompletedBlockIds(tx, { enrollmentId: enrollment.id });
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

function weekOf(now: Date, offsetMins: number): { day: string; isToday: boolean }[] {
  const local = new Date(now.getTime() + offsetMins * 60_000);
  const today = local.toISOString().slice(0, 10);
  const sinceMonday = (local.getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, index) => {
    const day = new Date(local.getTime() + (index - sinceMonday) * dayMs)
      .toISOString()
      .slice(0, 10);
    return { day, isToday: day === today };
  });
}

/** Null until there is something to show: a streak starts with the first day of learning. */
function describeStreak(
  person: { streakDays: number | null } | null,
  {
    week,
    activeDays,
  }: { week: { day: string; isToday: boolean }[]; activeDays: ReadonlySet<string> },
): HomeView["streak"] {
  const today = week.find((each) => each.isToday)?.day ?? "";
  const yesterday = new Date(Date.parse(`${today}T00:00:00Z`) - dayMs).toISOString().slice(0, 10);
  const isActiveToday = activeDays.has(today);
  const isRunning = isActiveToday || activeDays.has(yesterday);
  if (activeDays.size === 0) return null;
  return {
    days: isRunning ? Math.max(person?.streakDays ?? 0, 1) : 0,
    isActiveToday,
    week: week.map((each) => ({ ...each, isActive: activeDays.has(each.day) })),
  };
}
