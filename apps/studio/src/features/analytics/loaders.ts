import { isAppError } from "@byteos/contracts/errors";
import { CourseId } from "@byteos/contracts/ids";
import type { MemberContext } from "@byteos/contracts/request-context";
import { exportCourseCsv } from "@byteos/usecases/analytics/export-course-csv";
import { loadCourseAnalytics } from "@byteos/usecases/analytics/load-course-analytics";
import type { CourseAnalytics } from "@byteos/usecases/analytics/load-course-analytics";
import { refreshCourseStats } from "@byteos/usecases/analytics/refresh-course-stats";
import { errorFields } from "@byteos/web/log";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { notFound } from "next/navigation";
import { after } from "next/server";
import { csvResponse } from "../../lib/csv-response.ts";
import { log } from "../../lib/log.ts";
import { requireMember } from "../../lib/session.ts";

export interface AnalyticsView {
  readonly analytics: CourseAnalytics;
  readonly timeZone: string;
}

const freshMs = 60_000;

async function refreshQuietly(courseId: string): Promise<void> {
  try {
    await refreshCourseStats({ input: { courseId } });
  } catch (error) {
    log.error("analytics.refresh", errorFields(error));
  }
}

/** The figures as they were last counted; the first look counts them, a later one has them counted after the answer. */
export async function loadAnalyticsPage(courseId: string): Promise<AnalyticsView> {
  return {
    analytics: await loadCounted(courseId),
    timeZone: await timeZoneOfRequest(),
  };
}

async function loadCounted(courseId: string): Promise<CourseAnalytics> {
  const ctx = await requireMember();
  if (!CourseId.safeParse(courseId).success) notFound();
  const input = { courseId };
  try {
    const analytics = await loadCourseAnalytics({ ctx, input });
    if (analytics.countedAt === null) {
      await refreshQuietly(courseId);
      return await loadCourseAnalytics({ ctx, input });
    }
    if (Date.now() - analytics.countedAt.getTime() > freshMs) after(() => refreshQuietly(courseId));
    return analytics;
  } catch (error) {
    if (isAppError(error) && error.kind === "not_found") notFound();
    throw error;
  }
}

/** The same figures as a file. */
export async function loadAnalyticsCsv({
  ctx,
  courseId,
}: {
  ctx: MemberContext;
  courseId: string;
}): Promise<Response> {
  return csvResponse(await exportCourseCsv({ ctx, input: { courseId } }));
}
