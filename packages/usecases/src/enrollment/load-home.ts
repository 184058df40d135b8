import { asUser } from "@byteos/db/as-user";
import { catalogueRepository } from "@byteos/db/repositories/catalogue.repository";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { learnerProfileRepository } from "@byteos/db/repositories/learner-profile.repository";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { utcOffsetMins } from "../event/learner-clock.ts";
import type { NextActionView } from "../learner/next-action-view.ts";
import { planNextAction, type SkillAtGlance } from "../learner/plan-next-action.ts";
import { storeNextAction } from "../learner/store-next-action.ts";
import { collectReviews } from "../review/collect-reviews.ts";
import type { UseCase } from "../use-case.ts";
import { describeActiveCourses, finishedVersions, type HomeCourse } from "./active-courses.ts";

export const LoadHomeInput = z.strictObject({ timeZone: z.string().max(64).optional() });

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
  /** Null when there is nothing to do. */
  readonly next: NextActionView | null;
  readonly review: {
    readonly count: number;
    readonly minutes: number;
    /** How many come from which course, most first. */
    readonly byCourse: readonly { readonly title: string; readonly count: number }[];
    /** Seven days from today. */
    readonly forecast: readonly { readonly day: string; readonly count: number }[];
  };
  readonly skills: readonly SkillAtGlance[];
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
    const who = { orgId, userId, now, enrollments };
    const active = await describeActiveCourses(tx, who);
    const reviews = await collectReviews(tx, { ...who, utcOffsetMins: offset });
    const finished = await finishedVersions(tx, who);
    const plan = await planNextAction(tx, { ...who, timeZone, active, finished, reviews });
    await storeNextAction(tx, {
      userId,
      next: plan.next,
      stored: person?.nextBestAction,
      now,
    });
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
      ...plan,
      review: {
        count: reviews.queue.now.length,
        minutes: reviews.minutes,
        byCourse: countByCourse(reviews.queue.now.map(({ version }) => version.course.title)),
        forecast: reviews.forecast,
      },
      active: active.map(({ shown }) => shown),
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

function countByCourse(titles: readonly string[]): { title: string; count: number }[] {
  return [...Map.groupBy(titles, (title) => title)]
    .map(([title, all]) => ({ title, count: all.length }))
    .toSorted((a, b) => b.count - a.count);
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
