import { randomUUID } from "node:crypto";
import { withTestDatabase } from "@byteos/testing/test-database";
import { revealAnswer } from "@byteos/usecases/attempt/reveal-answer";
import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { loadCoursePage } from "@byteos/usecases/catalogue/load-course-page";
import { loadPlayer } from "@byteos/usecases/enrollment/load-player";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { describe, expect, it } from "vitest";
import {
  enrollmentRow,
  type LearnerWorld,
  makeEvent,
  makeLearner,
  rightOption,
} from "./learner-world.ts";

const database = withTestDatabase();

async function makeOrdered(): Promise<LearnerWorld> {
  const world = await makeLearner(database, { modules: 3 });
  await database.query(
    `update courses set settings = settings || '{"require_completion_order": true}' where id = $1`,
    [world.course.courseId],
  );
  return world;
}

async function answer(world: LearnerWorld, index: number) {
  const blockId = world.questions[index] ?? "";
  const { courseId } = world.course;
  return submitAttempt({
    ctx: world.ctx,
    input: {
      clientId: randomUUID(),
      courseId,
      blockId,
      answer: { kind: "single", optionId: await rightOption(database, world, blockId) },
    },
  });
}

const view = (world: LearnerWorld, index: number) =>
  makeEvent(world, { type: "block_view", blockId: world.course.blockIds[index * 2] ?? null });

describe("a course that keeps its order", () => {
  it("shows no module, question or answer before its time", async () => {
    const world = await makeOrdered();
    const { courseId, moduleIds } = world.course;
    const open = (index: number) =>
      loadPlayer({ ctx: world.ctx, input: { courseId, moduleId: moduleIds[index] } });
    const lockedOf = async () => (await open(0)).modules.map((module) => module.isLocked);
    expect(await lockedOf()).toEqual([false, true, true]);
    await expect(open(1)).rejects.toMatchObject({ kind: "precondition", code: "module.locked" });
    await expect(answer(world, 1)).rejects.toMatchObject({ code: "module.locked" });
    await expect(
      revealAnswer({ ctx: world.ctx, input: { courseId, blockId: world.questions[1] } }),
    ).rejects.toMatchObject({ code: "module.locked" });
    await ingestEvents({ ctx: world.ctx, input: { events: [view(world, 0)] } });
    await answer(world, 0);
    expect(await lockedOf()).toEqual([false, false, true]);
    expect((await open(1)).moduleIndex).toBe(1);
    const page = await loadCoursePage({ ctx: world.ctx, input: { courseId } });
    expect(page.modules.map((module) => module.isLocked)).toEqual([false, false, true]);
  });

  it("counts no block of a locked module, and each once its module is open", async () => {
    const world = await makeOrdered();
    const send = (...events: ReturnType<typeof view>[]) =>
      ingestEvents({ ctx: world.ctx, input: { events } });
    const forged = await send(view(world, 1), view(world, 2));
    expect(forged.rejected).toEqual([]);
    expect(await enrollmentRow(database, world.enrollmentId)).toMatchObject({ progress_pct: 0 });
    await answer(world, 0);
    await send(view(world, 0), view(world, 1));
    const { progress_pct } = await enrollmentRow(database, world.enrollmentId);
    expect(progress_pct).toBeCloseTo(50);
  });

  it("opens where there is something to do when the place left off is behind a lock", async () => {
    const world = await makeLearner(database, { modules: 3 });
    const { courseId, blockIds } = world.course;
    const position = makeEvent(world, { type: "position_save", blockId: blockIds[4] ?? null });
    await ingestEvents({ ctx: world.ctx, input: { events: [position] } });
    expect(await loadPlayer({ ctx: world.ctx, input: { courseId } })).toMatchObject({
      moduleIndex: 2,
    });
    await database.query(
      `update courses set settings = '{"require_completion_order": true}' where id = $1`,
      [courseId],
    );
    expect(await loadPlayer({ ctx: world.ctx, input: { courseId } })).toMatchObject({
      moduleIndex: 0,
      resumeBlockId: null,
    });
  });
});
