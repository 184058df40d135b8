"use server";

import type { MemberContext } from "@byteos/contracts/request-context";
import { archiveCourse } from "@byteos/usecases/course/archive-course";
import { deleteCourse } from "@byteos/usecases/course/delete-course";
import { duplicateCourse } from "@byteos/usecases/course/duplicate-course";
import { listCourses } from "@byteos/usecases/course/list-courses";
import { restoreCourse } from "@byteos/usecases/course/restore-course";
import { revalidatePath } from "next/cache";
import { type ActionResult, runMemberAction } from "../../lib/member-action.ts";

async function runCourseAction<T>(
  name: string,
  work: (ctx: MemberContext) => Promise<T>,
): Promise<ActionResult<T>> {
  const result = await runMemberAction(name, work);
  revalidatePath("/courses");
  revalidatePath("/");
  return result;
}

export async function archiveCourseAction(courseId: unknown): Promise<ActionResult<void>> {
  return runCourseAction("course.archive", (ctx) => archiveCourse({ ctx, input: { courseId } }));
}

export async function restoreCourseAction(courseId: unknown): Promise<ActionResult<void>> {
  return runCourseAction("course.restore", (ctx) => restoreCourse({ ctx, input: { courseId } }));
}

export async function deleteCourseAction(courseId: unknown): Promise<ActionResult<void>> {
  return runCourseAction("course.delete", (ctx) => deleteCourse({ ctx, input: { courseId } }));
}

export async function duplicateCourseAction(
  courseId: unknown,
): Promise<ActionResult<{ courseId: string }>> {
  return runCourseAction("course.duplicate", (ctx) =>
    duplicateCourse({ ctx, input: { courseId } }),
  );
}

export async function findCoursesAction(
  search: unknown,
): Promise<ActionResult<{ id: string; title: string }[]>> {
  return runMemberAction("course.find", async (ctx) => {
    const { courses } = await listCourses({ ctx, input: { search, status: null, sort: "edited" } });
    return courses.slice(0, 8).map(({ id, title }) => ({ id, title }));
  });
}
