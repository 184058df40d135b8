import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { listCatalogue } from "@byteos/usecases/catalogue/list-catalogue";
import { loadCoursePage } from "@byteos/usecases/catalogue/load-course-page";
import { enroll } from "@byteos/usecases/enrollment/enroll";
import { loadHome } from "@byteos/usecases/enrollment/load-home";
import { loadPlayer } from "@byteos/usecases/enrollment/load-player";
import { moveToCurrentVersion } from "@byteos/usecases/enrollment/move-to-current-version";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { describe, expect, it } from "vitest";
import { enrollmentRow, makeEvent, makeLearner } from "./learner-world.ts";

const database = withTestDatabase();

describe("the catalogue", () => {
  it("lists published courses of the learner's organisation, searched and filtered", async () => {
    const factories = new Factories(database);
    const ctx = await factories.memberContext("learner");
    const { orgId } = ctx.actor;
    const knots = await factories.publishedCourse(orgId, { title: "Knots 100% explained" });
    const tides = await factories.publishedCourse(orgId, { title: "Reading the tides" });
    await factories.course(orgId, { title: "A draft about knots" });
    await factories.publishedCourse(await factories.organisation(), { title: "Knots of others" });
    const titles = async (input: Record<string, unknown>) =>
      (await listCatalogue({ ctx, input })).courses.map((course) => course.title).toSorted();
    expect(await titles({})).toEqual(["Knots 100% explained", "Reading the tides"]);
    expect(await titles({ search: "100%" })).toEqual(["Knots 100% explained"]);
    expect(await titles({ search: "_nots" })).toEqual([]);
    expect(await titles({ difficulty: "advanced" })).toEqual([]);
    expect(await titles({ difficulty: "nonsense", state: "nonsense", limit: "x" })).toHaveLength(2);
    await enroll({ ctx, input: { courseId: tides.courseId } });
    expect(await titles({ state: "started" })).toEqual(["Reading the tides"]);
    expect(await titles({ state: "new" })).toEqual(["Knots 100% explained"]);
    const page = await loadCoursePage({ ctx, input: { courseId: knots.courseId } });
    expect(page).toMatchObject({
      title: "Knots 100% explained",
      enrollment: null,
      questionCount: 1,
    });
    const limited = await listCatalogue({ ctx, input: { limit: 1 } });
    expect(limited).toMatchObject({ total: 2, courses: [expect.anything()] });
  });

  it("does not show another organisation's course, a draft, or nonsense", async () => {
    const factories = new Factories(database);
    const ctx = await factories.memberContext("learner");
    const foreign = await factories.publishedCourse(await factories.organisation());
    const draft = await factories.course(ctx.actor.orgId);
    for (const courseId of [foreign.courseId, draft.courseId, "nonsense"]) {
      await expect(loadCoursePage({ ctx, input: { courseId } })).rejects.toMatchObject({
        kind: "not_found",
      });
    }
  });
});

describe("enroll", () => {
  it("enrols once in the current version and records it", async () => {
    const factories = new Factories(database);
    const ctx = await factories.memberContext("learner");
    const course = await factories.publishedCourse(ctx.actor.orgId);
    await Promise.all(
      Array.from({ length: 8 }, () => enroll({ ctx, input: { courseId: course.courseId } })),
    );
    const rows = await database.query(
      "select course_version_id, status from enrollments where user_id = $1",
      [ctx.actor.userId],
    );
    expect(rows).toEqual([{ course_version_id: course.courseVersionId, status: "not_started" }]);
    const audit = await database.query(
      "select 1 from audit_log where action = 'enrollment.create' and actor_id = $1",
      [ctx.actor.userId],
    );
    expect(audit).toHaveLength(1);
  });

  it("refuses drafts and courses of other organisations", async () => {
    const factories = new Factories(database);
    const ctx = await factories.memberContext("learner");
    const draft = await factories.course(ctx.actor.orgId);
    const foreign = await factories.publishedCourse(await factories.organisation());
    for (const { courseId } of [draft, foreign]) {
      await expect(enroll({ ctx, input: { courseId } })).rejects.toMatchObject({
        kind: "not_found",
        code: "course.not-found",
      });
    }
    expect(
      await database.query("select 1 from enrollments where user_id = $1", [ctx.actor.userId]),
    ).toEqual([]);
  });
});

describe("loadPlayer", () => {
  it("opens the module and block the learner left, on whichever device", async () => {
    const world = await makeLearner(database, { modules: 3 });
    const start = await loadPlayer({ ctx: world.ctx, input: { courseId: world.course.courseId } });
    expect(start).toMatchObject({ moduleIndex: 0, resumeBlockId: null });
    const event = makeEvent(world, {
      type: "position_save",
      blockId: world.course.blockIds[3] ?? null,
    });
    await ingestEvents({ ctx: world.ctx, input: { events: [event] } });
    const resumed = await loadPlayer({
      ctx: world.ctx,
      input: { courseId: world.course.courseId },
    });
    expect(resumed).toMatchObject({ moduleIndex: 1, resumeBlockId: world.course.blockIds[3] });
    const chosen = await loadPlayer({
      ctx: world.ctx,
      input: { courseId: world.course.courseId, moduleId: world.course.moduleIds[2] },
    });
    expect(chosen).toMatchObject({ moduleIndex: 2, resumeBlockId: null });
  });

  it("is closed to learners who are not enrolled and to other organisations", async () => {
    const world = await makeLearner(database);
    const factories = new Factories(database);
    for (const ctx of [
      await factories.memberContext("learner", world.ctx.actor.orgId),
      await factories.memberContext("learner"),
    ]) {
      await expect(
        loadPlayer({ ctx, input: { courseId: world.course.courseId } }),
      ).rejects.toMatchObject({
        code: "enrollment.not-found",
      });
    }
  });

  it("keeps open for who started it when the course is archived", async () => {
    const world = await makeLearner(database);
    await database.query("update courses set status = 'archived' where id = $1", [
      world.course.courseId,
    ]);
    const view = await loadPlayer({ ctx: world.ctx, input: { courseId: world.course.courseId } });
    expect(view).toMatchObject({ newerVersion: null, moduleIndex: 0 });
    expect(
      await enroll({ ctx: world.ctx, input: { courseId: world.course.courseId } }),
    ).toBeDefined();
  });
});

describe("a newer version", () => {
  async function withNewerVersion() {
    const factories = new Factories(database);
    const world = await makeLearner(database, { modules: 2 });
    const { orgId } = world.ctx.actor;
    const read = makeEvent(world, {
      type: "block_view",
      blockId: world.course.blockIds[0] ?? null,
    });
    await ingestEvents({ ctx: world.ctx, input: { events: [read] } });
    const [, second = ""] = world.course.moduleIds;
    await database.query(
      `update modules set content = jsonb_set(content, '{blocks}', (content -> 'blocks') ||
         '[{"id": "extrablock1", "type": "paragraph", "content": [{"text": "More."}]}]') where id = $1`,
      [second],
    );
    const newer = await factories.publish(orgId, world.course);
    return { world, newer };
  }

  it("is offered, and not forced", async () => {
    const { world } = await withNewerVersion();
    const view = await loadPlayer({ ctx: world.ctx, input: { courseId: world.course.courseId } });
    expect(view).toMatchObject({ version: 1, newerVersion: { version: 2 } });
    expect(view.modules.map(({ total }) => total)).toEqual([2, 2]);
  });

  it("takes over what was done by block, and never lowers the figure", async () => {
    const { world, newer } = await withNewerVersion();
    const { courseId } = world.course;
    await moveToCurrentVersion({ ctx: world.ctx, input: { courseId } });
    await moveToCurrentVersion({ ctx: world.ctx, input: { courseId } });
    expect(await enrollmentRow(database, world.enrollmentId)).toMatchObject({ progress_pct: 25 });
    const view = await loadPlayer({ ctx: world.ctx, input: { courseId } });
    expect(view).toMatchObject({ version: 2, newerVersion: null });
    expect(view.modules.map(({ done, total }) => [done, total])).toEqual([
      [1, 2],
      [0, 3],
    ]);
    const more = makeEvent(world, { type: "block_view", blockId: newer.blockIds[2] ?? null });
    await ingestEvents({ ctx: world.ctx, input: { events: [more] } });
    const { progress_pct } = await enrollmentRow(database, world.enrollmentId);
    expect(progress_pct).toBeCloseTo(40);
  });

  it("is not for those who never enrolled", async () => {
    const { world } = await withNewerVersion();
    const stranger = await new Factories(database).memberContext("learner", world.ctx.actor.orgId);
    await expect(
      moveToCurrentVersion({ ctx: stranger, input: { courseId: world.course.courseId } }),
    ).rejects.toMatchObject({ code: "enrollment.not-found" });
  });
});

describe("loadHome", () => {
  it("shows what really is: nothing at first, then the course under way and the day", async () => {
    const factories = new Factories(database);
    const ctx = await factories.memberContext("learner");
    await factories.publishedCourse(ctx.actor.orgId);
    expect(await loadHome({ ctx, input: {} })).toMatchObject({
      active: [],
      finished: [],
      streak: null,
      openCourseCount: 1,
    });
    const world = await makeLearner(database, { ctx });
    const event = makeEvent(world, {
      type: "block_view",
      blockId: world.course.blockIds[0] ?? null,
    });
    await ingestEvents({ ctx, input: { events: [event], timeZone: "Pacific/Auckland" } });
    const home = await loadHome({ ctx, input: { timeZone: "Pacific/Auckland" } });
    expect(home.active).toMatchObject([
      { courseId: world.course.courseId, progressPct: 25, next: { index: 0, done: 1, total: 2 } },
    ]);
    expect(home.streak).toMatchObject({ days: 1, isActiveToday: true });
    expect(home.streak?.week).toHaveLength(7);
    expect(home.streak?.week.filter((day) => day.isActive && day.isToday)).toHaveLength(1);
  });
});
