import { randomUUID } from "node:crypto";
import { serialiseLearnerState } from "@byteos/adaptive/mastery/stored-state";
import { asService } from "@byteos/db/as-service";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { revealAnswer } from "@byteos/usecases/attempt/reveal-answer";
import { publishCourse } from "@byteos/usecases/course/publish-course";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { replayLearner } from "@byteos/usecases/learner/replay-learner";
import { describe, expect, it } from "vitest";
import { makeFinishedCourse } from "../course/course-world.ts";
import { answerQuestion, type LearnerWorld, makeEvent, makeLearner } from "./learner-world.ts";

const database = withTestDatabase();

const answer = (
  world: LearnerWorld,
  blockId: string,
  how: { isRight: boolean; clientId?: string },
) => answerQuestion(database, world, blockId, how);

const skillsOf = (userId: string) =>
  database.query<{
    name: string;
    proficiency_level: number;
    proficiency_low: number;
    proficiency_high: number;
    evidence_count: number;
    gap: number | null;
  }>(
    `select s.name, l.proficiency_level, l.proficiency_low, l.proficiency_high, l.evidence_count,
       (select gap_score from skill_gaps g where g.user_id = l.user_id and g.skill_id = l.skill_id
         and g.resolved_at is null) as gap
     from learner_skills l join skills s on s.id = l.skill_id where l.user_id = $1 order by s.name`,
    [userId],
  );

async function storedState(userId: string) {
  const [row] = await database.query<{ state: string }>(
    "select state from learner_states where user_id = $1",
    [userId],
  );
  return row?.state;
}

const replay = (userId: string) =>
  asService("compare a replay with the stored state", async (tx) =>
    serialiseLearnerState(await replayLearner(tx, { userId })),
  );

describe("the learner's state", () => {
  it("moves with each answer: skills with their interval, and gaps that open and close", async () => {
    const world = await makeLearner(database, { modules: 6 });
    const { userId } = world.ctx.actor;
    const [first = "", second = ""] = world.questions;
    await answer(world, first, { isRight: true });
    const [afterRight] = await skillsOf(userId);
    expect(afterRight).toMatchObject({ name: "Module 1", evidence_count: 1, gap: null });
    expect(afterRight?.proficiency_low).toBeLessThan(afterRight?.proficiency_level ?? 0);
    expect(afterRight?.proficiency_high).toBeGreaterThan(afterRight?.proficiency_level ?? 1);
    for (let time = 0; time < 4; time += 1) await answer(world, second, { isRight: false });
    const [, missed] = await skillsOf(userId);
    expect(missed).toMatchObject({ name: "Module 2", evidence_count: 4 });
    expect(missed?.proficiency_level).toBeLessThan(afterRight?.proficiency_level ?? 0);
    expect(missed?.gap).toBeGreaterThan(0);
    for (let time = 0; time < 30; time += 1) await answer(world, second, { isRight: true });
    const [, mended] = await skillsOf(userId);
    expect(mended?.gap).toBeNull();
    const gaps = await database.query(
      "select resolved_at is not null as closed from skill_gaps where user_id = $1",
      [userId],
    );
    expect(gaps).toEqual([{ closed: true }]);
  });

  it("is rebuilt to the last digit by a replay of the events", async () => {
    const world = await makeLearner(database, { modules: 4 });
    const others = await makeLearner(database, { modules: 3, ctx: world.ctx });
    const { userId } = world.ctx.actor;
    for (const [index, blockId] of [...world.questions, ...world.questions].entries()) {
      await answer(world, blockId, { isRight: index % 3 !== 0 });
      const other = others.questions[index % others.questions.length] ?? "";
      await answer(others, other, { isRight: index % 2 === 0 });
    }
    expect(await replay(userId)).toBe(await storedState(userId));
  });

  it("learns once from an attempt sent many times, and in order from many attempts at once", async () => {
    const world = await makeLearner(database, { modules: 3 });
    const { userId } = world.ctx.actor;
    const [first = "", second = "", third = ""] = world.questions;
    const clientId = randomUUID();
    await Promise.all([
      ...Array.from({ length: 5 }, () => answer(world, first, { isRight: true, clientId })),
      answer(world, second, { isRight: false }),
      answer(world, third, { isRight: true }),
    ]);
    expect((await skillsOf(userId)).map((skill) => skill.evidence_count)).toEqual([1, 1, 1]);
    expect(await replay(userId)).toBe(await storedState(userId));
  });

  it("learns nothing from an answer that was shown before, nor where no event of the answer is kept", async () => {
    const world = await makeLearner(database);
    const { userId } = world.ctx.actor;
    const [first = "", second = ""] = world.questions;
    await answer(world, first, { isRight: false });
    const before = await storedState(userId);
    await revealAnswer({
      ctx: world.ctx,
      input: { courseId: world.course.courseId, blockId: first },
    });
    await answer(world, first, { isRight: true });
    expect(await storedState(userId)).toBe(before);
    const event = makeEvent(world, { type: "course_open" });
    await ingestEvents({ ctx: world.ctx, input: { events: [event] } });
    await answer(world, second, { isRight: true, clientId: event.clientId });
    expect(await storedState(userId)).toBe(before);
    expect(await replay(userId)).toBe(before);
  });

  it("is worked out again from the events when it cannot be read", async () => {
    const world = await makeLearner(database, { modules: 2 });
    const { userId } = world.ctx.actor;
    const [first = "", second = ""] = world.questions;
    await answer(world, first, { isRight: true });
    await database.query("update learner_states set state = '[0]' where user_id = $1", [userId]);
    await answer(world, second, { isRight: false });
    expect(await replay(userId)).toBe(await storedState(userId));
    expect((await skillsOf(userId)).map((skill) => skill.evidence_count)).toEqual([1, 1]);
  });

  it("moves a question's difficulty by first answers alone, and by every learner's", async () => {
    const world = await makeLearner(database, { modules: 1 });
    const [question = ""] = world.questions;
    const difficulty = async () => {
      const [row] = await database.query<{ easiness: number; answers: number }>(
        "select easiness, answers from item_difficulties where block_id = $1",
        [question],
      );
      return row;
    };
    await answer(world, question, { isRight: false });
    const first = await difficulty();
    expect(first).toMatchObject({ answers: 1 });
    expect(first?.easiness).toBeLessThan(0);
    await answer(world, question, { isRight: true });
    expect(await difficulty()).toEqual(first);
  });
});

describe("publishing", () => {
  it("links a version's questions to skills, which a new version keeps", async () => {
    const ctx = await new Factories(database).memberContext("creator");
    const { courseId } = await makeFinishedCourse(ctx);
    await publishCourse({ ctx, input: { courseId } });
    const linked = () =>
      database.query<{ skill_id: string; org_id: string }>(
        `select k.skill_id, s.org_id from item_skills k join items i on i.id = k.item_id
         join skills s on s.id = k.skill_id where i.course_id = $1`,
        [courseId],
      );
    const [first] = await linked();
    expect(first?.org_id).toBe(ctx.actor.orgId);
    await database.query("update modules set title = 'Renamed' where course_id = $1", [courseId]);
    await publishCourse({ ctx, input: { courseId } });
    const both = await linked();
    expect(both).toHaveLength(2);
    expect(new Set(both.map((each) => each.skill_id)).size).toBe(1);
    const [skill] = await database.query("select name from skills where id = $1", [
      first?.skill_id,
    ]);
    expect(skill).toEqual({ name: "Renamed" });
  });
});
