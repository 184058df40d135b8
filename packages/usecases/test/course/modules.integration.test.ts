import { randomUUID } from "node:crypto";
import { DocumentId } from "@byteos/contracts/ids";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { addModule } from "@byteos/usecases/course/add-module";
import { deleteModule } from "@byteos/usecases/course/delete-module";
import { loadCourseForEdit } from "@byteos/usecases/course/load-course-for-edit";
import { moveModule } from "@byteos/usecases/course/move-module";
import { renameModule } from "@byteos/usecases/course/rename-module";
import { restoreModule } from "@byteos/usecases/course/restore-module";
import { saveModule } from "@byteos/usecases/course/save-module";
import { describe, expect, test } from "vitest";
import { contentOf, makeCourse } from "./course-world.ts";

const database = withTestDatabase();
const factories = new Factories(database);

describe("saving a module", () => {
  test("writes over the revision that was seen, and moves it on", async () => {
    const ctx = await factories.memberContext("creator");
    const course = await makeCourse(ctx);
    const content = contentOf("first words");
    const saved = await saveModule({ ctx, input: { ...course, content } });
    expect(saved).toMatchObject({ status: "saved", revision: course.revision + 1 });
    const { openModule } = await loadCourseForEdit({ ctx, input: { courseId: course.courseId } });
    expect(openModule?.content).toEqual(content);
  });

  test("over an older revision writes nothing and gives the other version with its author", async () => {
    const ctx = await factories.memberContext("creator");
    const course = await makeCourse(ctx);
    const theirs = contentOf("theirs");
    await saveModule({ ctx, input: { ...course, content: theirs } });
    const result = await saveModule({ ctx, input: { ...course, content: contentOf("mine") } });
    expect(result).toMatchObject({
      status: "conflict",
      theirs: { revision: course.revision + 1, content: theirs },
    });
    const { openModule } = await loadCourseForEdit({ ctx, input: { courseId: course.courseId } });
    expect(openModule?.content).toEqual(theirs);
  });

  test("the same content sent twice is one change", async () => {
    const ctx = await factories.memberContext("creator");
    const course = await makeCourse(ctx);
    const content = contentOf("once");
    await saveModule({ ctx, input: { ...course, content } });
    const again = await saveModule({ ctx, input: { ...course, content } });
    expect(again).toMatchObject({ status: "saved", revision: course.revision + 1 });
  });

  test("of twenty at once over one revision exactly one wins", async () => {
    const ctx = await factories.memberContext("creator");
    const course = await makeCourse(ctx);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        saveModule({ ctx, input: { ...course, content: contentOf(`writer ${index}`) } }),
      ),
    );
    expect(results.filter((result) => result.status === "saved")).toHaveLength(1);
    expect(results.filter((result) => result.status === "conflict")).toHaveLength(19);
  });

  test("keeps objectives, terms and cards with their order and sources, and a conflict gives theirs", async () => {
    const ctx = await factories.memberContext("creator");
    const course = await makeCourse(ctx);
    const sources = [
      { documentId: DocumentId.parse(randomUUID()), documentHash: "h", start: 3, end: 9, page: 2 },
    ];
    const content = {
      ...contentOf("words"),
      objectives: [
        { id: "objective-2", text: "Find a leak" },
        { id: "objective-1", text: "Name its cause", sources },
      ],
      terms: [{ id: "key-term-1", term: "Leak", definition: "Memory that nobody gives back" }],
      cards: [{ id: "flashcard-1", front: [{ text: "Leak" }], back: [], sources }],
    };
    await saveModule({ ctx, input: { ...course, content } });
    const { openModule } = await loadCourseForEdit({ ctx, input: { courseId: course.courseId } });
    expect(openModule?.content).toEqual(content);
    const late = await saveModule({ ctx, input: { ...course, content: contentOf("words") } });
    expect(late).toMatchObject({ status: "conflict", theirs: { content } });
  });

  test("refuses what no block can hold, in words, and keeps what was there", async () => {
    const ctx = await factories.memberContext("creator");
    const course = await makeCourse(ctx);
    const content = { ...contentOf("x"), blocks: [{ type: "paragraph", id: "!", content: [] }] };
    await expect(saveModule({ ctx, input: { ...course, content } })).rejects.toMatchObject({
      kind: "validation",
      code: "module.content-invalid",
    });
  });

  test("is for authors of the same organisation only", async () => {
    const ctx = await factories.memberContext("creator");
    const course = await makeCourse(ctx);
    const input = { ...course, content: contentOf("taken over") };
    const stranger = await factories.memberContext("admin");
    await expect(saveModule({ ctx: stranger, input })).rejects.toMatchObject({ kind: "not_found" });
    const manager = await factories.memberContext("manager", ctx.actor.orgId);
    await expect(saveModule({ ctx: manager, input })).rejects.toMatchObject({ kind: "forbidden" });
    const learner = await factories.memberContext("learner", ctx.actor.orgId);
    await expect(saveModule({ ctx: learner, input })).rejects.toMatchObject({ kind: "forbidden" });
  });
});

describe("the order of modules", () => {
  test("add, move, delete and restore keep every module once, in the order that was asked", async () => {
    const ctx = await factories.memberContext("creator");
    const { courseId, moduleId: first } = await makeCourse(ctx);
    const [second, third] = [randomUUID(), randomUUID()];
    await addModule({ ctx, input: { courseId, moduleId: second, title: "Second" } });
    const added = await addModule({
      ctx,
      input: { courseId, moduleId: third, title: "Third", index: 0 },
    });
    expect(added.moduleIds).toEqual([third, first, second]);
    const moved = await moveModule({ ctx, input: { courseId, moduleId: third, index: 2 } });
    expect(moved.moduleIds).toEqual([first, second, third]);
    expect(moved.revision).toBeGreaterThan(added.revision);
    const deleted = await deleteModule({ ctx, input: { courseId, moduleId: second } });
    expect(deleted.moduleIds).toEqual([first, third]);
    const restored = await restoreModule({ ctx, input: { courseId, moduleId: second, index: 1 } });
    expect(restored.moduleIds).toEqual([first, second, third]);
    const { modules } = await loadCourseForEdit({ ctx, input: { courseId } });
    expect(modules.map((module) => module.id)).toEqual([first, second, third]);
  });

  test("a module that comes back has its words and its revision", async () => {
    const ctx = await factories.memberContext("creator");
    const course = await makeCourse(ctx);
    const content = contentOf("kept");
    await saveModule({ ctx, input: { ...course, content } });
    await deleteModule({ ctx, input: { courseId: course.courseId, moduleId: course.moduleId } });
    const gone = await saveModule({
      ctx,
      input: { ...course, revision: course.revision + 1, content: contentOf("late") },
    });
    expect(gone).toEqual({ status: "deleted" });
    await restoreModule({
      ctx,
      input: { courseId: course.courseId, moduleId: course.moduleId, index: 0 },
    });
    const { openModule } = await loadCourseForEdit({ ctx, input: { courseId: course.courseId } });
    expect(openModule).toMatchObject({ content, revision: course.revision + 1 });
  });

  test("a repeated request to add or delete changes nothing", async () => {
    const ctx = await factories.memberContext("creator");
    const { courseId } = await makeCourse(ctx);
    const moduleId = randomUUID();
    const once = await addModule({ ctx, input: { courseId, moduleId, title: "Once" } });
    const twice = await addModule({ ctx, input: { courseId, moduleId, title: "Once" } });
    expect(twice).toEqual(once);
    const deleted = await deleteModule({ ctx, input: { courseId, moduleId } });
    expect(await deleteModule({ ctx, input: { courseId, moduleId } })).toEqual(deleted);
  });

  test("changes from many at once leave no gap and no double", async () => {
    const ctx = await factories.memberContext("creator");
    const { courseId } = await makeCourse(ctx);
    const ids = Array.from({ length: 8 }, () => randomUUID());
    await Promise.all(
      ids.map((moduleId, index) =>
        addModule({ ctx, input: { courseId, moduleId, title: `Module ${index}`, index: 0 } }),
      ),
    );
    const rows = await database.query<{ order_index: number }>(
      "select order_index from modules where course_id = $1 order by order_index",
      [courseId],
    );
    expect(rows.map((row) => row.order_index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("a title that somebody else changed meanwhile is not overwritten", async () => {
    const ctx = await factories.memberContext("creator");
    const { courseId, moduleId } = await makeCourse(ctx);
    const previousTitle = "First module";
    await renameModule({ ctx, input: { courseId, moduleId, title: "Theirs", previousTitle } });
    const mine = await renameModule({
      ctx,
      input: { courseId, moduleId, title: "Mine", previousTitle },
    });
    expect(mine).toEqual({ status: "conflict", theirTitle: "Theirs" });
  });

  test("another organisation's course is not there", async () => {
    const ctx = await factories.memberContext("creator");
    const { courseId, moduleId } = await makeCourse(ctx);
    const stranger = await factories.memberContext("creator");
    const attempts = [
      () =>
        addModule({
          ctx: stranger,
          input: { courseId, moduleId: randomUUID(), title: "Mine now" },
        }),
      () => moveModule({ ctx: stranger, input: { courseId, moduleId, index: 0 } }),
      () => deleteModule({ ctx: stranger, input: { courseId, moduleId } }),
      () => restoreModule({ ctx: stranger, input: { courseId, moduleId, index: 0 } }),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ kind: "not_found" });
  });
});
