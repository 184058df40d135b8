import { randomUUID } from "node:crypto";
import { CourseId } from "@byteos/contracts/ids";
import type { MemberContext } from "@byteos/contracts/request-context";
import { addModule } from "@byteos/usecases/course/add-module";
import { createCourse } from "@byteos/usecases/course/create-course";
import { deleteModule } from "@byteos/usecases/course/delete-module";
import { listCourses } from "@byteos/usecases/course/list-courses";
import { loadCourseForEdit } from "@byteos/usecases/course/load-course-for-edit";
import { publishCourse } from "@byteos/usecases/course/publish-course";
import { updateCourse } from "@byteos/usecases/course/update-course";
import { makeContent } from "./course-parts.ts";
import { demoCourse, makeDemoModules } from "./demo-course.ts";

/** Writes and publishes the demo course, unless the organisation has a course of that name. */
export async function seedCourse(ctx: MemberContext): Promise<CourseId> {
  const { courses } = await listCourses({ ctx, input: { search: demoCourse.title } });
  const existing = courses.find((course) => course.title === demoCourse.title);
  if (existing !== undefined) return CourseId.parse(existing.id);

  const { title, description, tags } = demoCourse;
  const { courseId } = await createCourse({ ctx, input: { title, description } });
  const blank = await loadCourseForEdit({ ctx, input: { courseId } });
  for (const module of makeDemoModules()) {
    await addModule({
      ctx,
      input: {
        courseId,
        moduleId: randomUUID(),
        title: module.title,
        content: makeContent(module),
      },
    });
  }
  for (const { id } of blank.modules)
    await deleteModule({ ctx, input: { courseId, moduleId: id } });
  const written = await loadCourseForEdit({ ctx, input: { courseId } });
  await updateCourse({ ctx, input: { courseId, revision: written.revision, changes: { tags } } });
  await publishCourse({ ctx, input: { courseId, note: "First edition" } });
  return courseId;
}
