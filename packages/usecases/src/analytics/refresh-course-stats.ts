import { CourseId } from "@byteos/contracts/ids";
import { asService } from "@byteos/db/as-service";
import { courseStatRepository } from "@byteos/db/repositories/course-stat.repository";
import { z } from "zod";

export const RefreshCourseStatsInput = z.strictObject({ courseId: CourseId });

/** Counts a course's figures anew from enrolments, completed blocks and attempts. Running it twice changes nothing. */
export async function refreshCourseStats({ input }: { input: unknown }): Promise<void> {
  const { courseId } = RefreshCourseStatsInput.parse(input);
  await asService("figures of a course come from all of its learners", (tx) =>
    courseStatRepository.refresh(tx, courseId),
  );
}
