import { randomUUID } from "node:crypto";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { exportCourseCsv } from "@byteos/usecases/analytics/export-course-csv";
import { loadCourseAnalytics } from "@byteos/usecases/analytics/load-course-analytics";
import { rollUpCourseStats } from "@byteos/usecases/analytics/roll-up-course-stats";
import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { enroll } from "@byteos/usecases/enrollment/enroll";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { describe, expect, it } from "vitest";
import {
  type LearnerWorld,
  makeEvent,
  makeLearner,
  rightOption,
} from "../learning/learner-world.ts";

const database = withTestDatabase();
const roll = () => rollUpCourseStats({ restMs: 0 });

/** The first learner's course with as many more learners in it as asked for. */
async function makeClass(learners: number): Promise<LearnerWorld[]> {
  const factories = new Factories(database);
  const first = await makeLearner(database);
  const worlds = [first];
  while (worlds.length < learners) {
    const ctx = await factories.memberContext("learner", first.ctx.actor.orgId);
    await enroll({ ctx, input: { courseId: first.course.courseId } });
    worlds.push({ ...first, ctx });
  }
  return worlds;
}

async function wrongOption(world: LearnerWorld, blockId: string): Promise<string> {
  const right = await rightOption(database, world, blockId);
  const [row] = await database.query<{ question: { options: { id: string }[] } }>(
    "select public_question as question from items where course_version_id = $1 and block_id = $2",
    [world.course.courseVersionId, blockId],
  );
  return row?.question.options.find(({ id }) => id !== right)?.id ?? "";
}

async function read(
  world: LearnerWorld,
  blocks: readonly string[],
  durationSecs = 60,
): Promise<void> {
  const [moduleOne, moduleTwo] = world.course.moduleIds;
  await ingestEvents({
    ctx: world.ctx,
    input: {
      events: blocks.map((blockId) =>
        makeEvent(world, {
          type: "block_view",
          blockId: blockId as never,
          moduleId:
            (world.course.blockIds.indexOf(blockId as never) < 2 ? moduleOne : moduleTwo) ?? null,
          durationSecs,
        }),
      ),
    },
  });
}

async function answer(world: LearnerWorld, blockId: string, isRight: boolean): Promise<void> {
  const optionId = isRight
    ? await rightOption(database, world, blockId)
    : await wrongOption(world, blockId);
  await submitAttempt({
    ctx: world.ctx,
    input: {
      clientId: randomUUID(),
      courseId: world.course.courseId,
      blockId,
      answer: { kind: "single", optionId },
      durationSecs: 10,
    },
  });
}

async function analyst(world: LearnerWorld) {
  return new Factories(database).memberContext("creator", world.ctx.actor.orgId);
}

async function storedStats(courseId: string) {
  const tables = ["block_stats", "item_stats", "course_daily_stats", "learner_course_days"];
  const rows: unknown[] = [];
  for (const table of tables) {
    rows.push(
      await database.query(`select * from ${table} where course_id = $1 order by 1, 2, 3`, [
        courseId,
      ]),
    );
  }
  const [stat] = await database.query(
    "select learners, started, completed, progress_histogram, median_minutes from course_stats where course_id = $1",
    [courseId],
  );
  return { stat, rows };
}

describe("figures of a course", () => {
  it("count learners, progress, losses, answers, time and days", async () => {
    const worlds = await makeClass(7);
    const [first, ...others] = worlds;
    if (!first) throw new Error("A class has a first learner");
    const [p1 = "", p2 = ""] = first.paragraphs;
    const [q1 = "", q2 = ""] = first.questions;
    await read(first, [p1, p2], 120);
    await answer(first, q1, true);
    await answer(first, q2, true);
    for (const world of others.slice(0, 5)) {
      await read(world, [p1]);
      await answer(world, q1, false);
    }
    await roll();
    const ctx = await analyst(first);
    const analytics = await loadCourseAnalytics({
      ctx,
      input: { courseId: first.course.courseId },
    });
    expect(analytics).toMatchObject({
      learners: 7,
      started: 6,
      completed: 1,
      medianMinutes: 4 + 20 / 60,
    });
    expect(analytics.progress.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(analytics.progress[9]).toBe(1);
    expect(analytics.blocks.map((block) => [block.reached, block.lost])).toEqual([
      [6, 0],
      [6, 0],
      [1, 5],
      [1, 0],
    ]);
    expect(analytics.questions[0]).toMatchObject({
      blockId: q1,
      learners: 6,
      attempts: 6,
      commonWrong: "Something else",
    });
    expect(analytics.questions[0]?.firstTryRate).toBeCloseTo(1 / 6, 9);
    expect(analytics.questions[1]).toMatchObject({
      learners: 1,
      discrimination: null,
      commonWrong: null,
    });
    const today = new Date().toISOString().slice(0, 10);
    expect(analytics.days).toEqual([{ day: today, active: 6, enrolled: 7, completed: 1 }]);
  });

  it("do not say what fewer than five people answered", async () => {
    const worlds = await makeClass(4);
    const [first] = worlds;
    if (!first) throw new Error("A class has a first learner");
    const [q1 = ""] = first.questions;
    for (const world of worlds) await answer(world, q1, false);
    // The same person again and again is still one person.
    for (let again = 0; again < 3; again++) await answer(first, q1, false);
    await roll();
    const analytics = await loadCourseAnalytics({
      ctx: await analyst(first),
      input: { courseId: first.course.courseId },
    });
    expect(analytics.questions[0]).toMatchObject({ learners: 4, attempts: 7, commonWrong: null });
  });

  it("are the same however often and from however many processes they are counted", async () => {
    const [first, second] = await makeClass(2);
    if (!first || !second) throw new Error("A class of two");
    await read(first, first.paragraphs);
    await read(second, first.paragraphs.slice(0, 1));
    await roll();
    const once = await storedStats(first.course.courseId);
    await Promise.all(Array.from({ length: 6 }, roll));
    await roll();
    expect(await storedStats(first.course.courseId)).toEqual(once);
    expect(once.stat).toMatchObject({ learners: 2, started: 2 });
  });

  it("follow new events, and one that was numbered earlier and became visible later", async () => {
    const [world] = await makeClass(1);
    if (!world) throw new Error("A class of one");
    const slow = database.superuser;
    const insert = `insert into learning_events (client_id, org_id, user_id, course_id, event_type, duration_secs, occurred_at)
      values (gen_random_uuid(), $1, $2, $3, 'block_view', 600, now())`;
    await slow.query("begin");
    await slow.query(insert, [
      world.ctx.actor.orgId,
      world.ctx.actor.userId,
      world.course.courseId,
    ]);
    await read(world, world.paragraphs.slice(0, 1), 60);
    await roll();
    const seconds = async () => {
      const [row] = await database.query<{ seconds: number }>(
        "select sum(seconds) as seconds from learner_course_days where course_id = $1",
        [world.course.courseId],
      );
      return row?.seconds;
    };
    await slow.query("commit");
    await roll();
    expect(await seconds()).toBe(660);
  });

  it("move the mark only past events that are old enough to be complete", async () => {
    const [world] = await makeClass(1);
    if (!world) throw new Error("A class of one");
    await read(world, world.paragraphs.slice(0, 1));
    await roll();
    const mark = async () => {
      const [row] = await database.query<{ seq: string }>(
        "select seq from roll_ups where name = 'course-stats'",
      );
      return Number(row?.seq);
    };
    const young = await mark();
    await database.query("update learning_events set created_at = now() - interval '3 minutes'");
    await roll();
    const [last] = await database.query<{ seq: string }>(
      "select max(seq) as seq from learning_events",
    );
    expect(young).toBeLessThan(Number(last?.seq));
    expect(await mark()).toBe(Number(last?.seq));
    expect(await roll()).toEqual({ events: 0, courses: 0 });
  });

  it("are counted for a course that nobody has opened yet", async () => {
    const [world] = await makeClass(3);
    if (!world) throw new Error("A class of three");
    await roll();
    const analytics = await loadCourseAnalytics({
      ctx: await analyst(world),
      input: { courseId: world.course.courseId },
    });
    expect(analytics).toMatchObject({ learners: 3, started: 0, completed: 0, medianMinutes: null });
  });

  it("are closed to learners and to other organisations", async () => {
    const [world] = await makeClass(1);
    if (!world) throw new Error("A class of one");
    await roll();
    const input = { courseId: world.course.courseId };
    const stranger = await new Factories(database).memberContext("admin");
    for (const use of [loadCourseAnalytics, exportCourseCsv]) {
      await expect(use({ ctx: world.ctx, input })).rejects.toMatchObject({ kind: "forbidden" });
      await expect(use({ ctx: stranger, input })).rejects.toMatchObject({ kind: "not_found" });
    }
  });
});

describe("figures as CSV", () => {
  it("hold blocks, questions and days, no names, and nothing a spreadsheet would run", async () => {
    const [world] = await makeClass(1);
    if (!world) throw new Error("A class of one");
    await read(world, world.paragraphs);
    await answer(world, world.questions[0] ?? "", false);
    await database.query("update courses set title = '=SUM(1,2)' where id = $1", [
      world.course.courseId,
    ]);
    await roll();
    const { csv, fileName } = await exportCourseCsv({
      ctx: await analyst(world),
      input: { courseId: world.course.courseId },
    });
    const lines = csv.split("\r\n");
    expect(fileName).toBe("sum-1-2-analytics.csv");
    expect(lines[0]).toMatch(/^\ufeffkind,place,title/);
    expect(lines[1]).toContain(`"'=SUM(1,2)"`);
    expect(lines.filter((line) => line.startsWith("block,"))).toHaveLength(4);
    expect(lines.filter((line) => line.startsWith("question,"))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith("day,"))).toHaveLength(1);
    expect(csv).not.toContain(world.ctx.actor.email);
  });
});
