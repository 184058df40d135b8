import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { archiveCourse } from "@byteos/usecases/course/archive-course";
import { createCourse } from "@byteos/usecases/course/create-course";
import { deleteCourse } from "@byteos/usecases/course/delete-course";
import { duplicateCourse } from "@byteos/usecases/course/duplicate-course";
import { listCourses } from "@byteos/usecases/course/list-courses";
import { loadCourseForEdit } from "@byteos/usecases/course/load-course-for-edit";
import { publishCourse } from "@byteos/usecases/course/publish-course";
import { restoreCourse } from "@byteos/usecases/course/restore-course";
import { updateCourse } from "@byteos/usecases/course/update-course";
import { expect, test } from "vitest";
import { makeCourse, makeFinishedCourse } from "./course-world.ts";

const database = withTestDatabase();
const factories = new Factories(database);
const titles = (list: { courses: readonly { title: string }[] }) =>
  list.courses.map((course) => course.title);

test("courses are found by title, filtered by state and counted, without other organisations'", async () => {
  const ctx = await factories.memberContext("creator");
  const stranger = await factories.memberContext("creator");
  await createCourse({ ctx: stranger, input: { title: "Pumps elsewhere" } });
  await createCourse({ ctx, input: { title: "Pumps 100%" } });
  await createCourse({ ctx, input: { title: "Valves" } });
  expect(titles(await listCourses({ ctx, input: { sort: "title" } }))).toEqual([
    "Pumps 100%",
    "Valves",
  ]);
  expect(titles(await listCourses({ ctx, input: { search: "pump" } }))).toEqual(["Pumps 100%"]);
  expect(titles(await listCourses({ ctx, input: { search: "100%" } }))).toEqual(["Pumps 100%"]);
  expect(titles(await listCourses({ ctx, input: { search: "%" } }))).toEqual(["Pumps 100%"]);
  expect((await listCourses({ ctx, input: { status: "published" } })).counts).toEqual({
    draft: 2,
    published: 0,
    archived: 0,
  });
});

test("enrolments are counted over every course that is left, whatever is searched for", async () => {
  const ctx = await factories.memberContext("creator");
  const stranger = await factories.memberContext("creator");
  const make = async (owner: typeof ctx, learners: number, completed: number) => {
    const { courseId } = await createCourse({ ctx: owner, input: { title: "Valves" } });
    await database.query(
      "insert into course_stats (course_id, learners, started, completed, updated_at) values ($1, $2, $2, $3, now())",
      [courseId, learners, completed],
    );
    return courseId;
  };
  expect((await listCourses({ ctx, input: {} })).enrolments).toEqual({ enrolled: 0, completed: 0 });
  await make(ctx, 5, 2);
  await make(ctx, 3, 3);
  await make(stranger, 100, 100);
  await deleteCourse({ ctx, input: { courseId: await make(ctx, 40, 0) } });
  for (const search of ["", "nothing like it"]) {
    const { enrolments } = await listCourses({ ctx, input: { search } });
    expect(enrolments).toEqual({ enrolled: 8, completed: 5 });
  }
});

test("archive and restore: out of the list, and back in its state", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeFinishedCourse(ctx);
  await publishCourse({ ctx, input: { courseId } });
  await archiveCourse({ ctx, input: { courseId } });
  expect(titles(await listCourses({ ctx, input: {} }))).toEqual([]);
  expect(titles(await listCourses({ ctx, input: { status: "archived" } }))).toEqual(["Leaks"]);
  await restoreCourse({ ctx, input: { courseId } });
  expect((await listCourses({ ctx, input: {} })).courses[0]).toMatchObject({
    status: "published",
    version: 1,
  });
});

test("delete takes a course away at once, and undo gives it back", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeCourse(ctx);
  await deleteCourse({ ctx, input: { courseId } });
  await expect(loadCourseForEdit({ ctx, input: { courseId } })).rejects.toMatchObject({
    kind: "not_found",
  });
  await restoreCourse({ ctx, input: { courseId } });
  expect(await loadCourseForEdit({ ctx, input: { courseId } })).toMatchObject({
    title: "Leaks",
    status: "draft",
  });
});

test("a copy has the same words under ids of its own, and is a draft", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeFinishedCourse(ctx);
  const { courseId: copyId } = await duplicateCourse({ ctx, input: { courseId } });
  const [original, copy] = await Promise.all([
    loadCourseForEdit({ ctx, input: { courseId } }),
    loadCourseForEdit({ ctx, input: { courseId: copyId } }),
  ]);
  expect(copy).toMatchObject({ title: "Leaks (copy)", status: "draft" });
  const ids = (course: typeof original) =>
    course.openModule?.content.blocks.map((block) => block.id) ?? [];
  expect(ids(copy)).toHaveLength(2);
  expect(ids(copy)).not.toEqual(expect.arrayContaining(ids(original)));
  const words = (course: typeof original) =>
    course.openModule?.content.blocks.map((block) => ({ ...block, id: "" }));
  expect(words(copy)).toEqual(words(original));
});

test("a change over an older revision of the course gives back what is there now", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeCourse(ctx);
  const { revision } = await loadCourseForEdit({ ctx, input: { courseId } });
  const first = await updateCourse({
    ctx,
    input: { courseId, revision, changes: { title: "Theirs" } },
  });
  expect(first).toMatchObject({ status: "saved" });
  const second = await updateCourse({
    ctx,
    input: { courseId, revision, changes: { title: "Mine" } },
  });
  expect(second).toMatchObject({ status: "conflict", theirs: { title: "Theirs" } });
});

test("another organisation can neither see, copy nor delete a course", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeCourse(ctx);
  const stranger = await factories.memberContext("admin");
  const input = { courseId };
  for (const attempt of [
    () => duplicateCourse({ ctx: stranger, input }),
    () => deleteCourse({ ctx: stranger, input }),
    () => archiveCourse({ ctx: stranger, input }),
    () => restoreCourse({ ctx: stranger, input }),
    () =>
      updateCourse({
        ctx: stranger,
        input: { courseId, revision: 1, changes: { title: "Taken" } },
      }),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ kind: "not_found" });
  }
});
