import { CourseId } from "@byteos/contracts/ids";
import { z } from "zod";
import { rollUpCourseStats } from "./roll-up-course-stats.ts";

export const RefreshCourseStatsInput = z.strictObject({ courseId: CourseId });

/** Counts a course's figures now rather than when the worker comes by. Running it twice changes nothing. */
export async function refreshCourseStats({ input }: { input: unknown }): Promise<void> {
  const { courseId } = RefreshCourseStatsInput.parse(input);
  await rollUpCourseStats({ courseId });
}
