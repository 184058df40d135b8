import type { MemberContext } from "@byteos/contracts/request-context";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { exportMyData } from "@byteos/usecases/privacy/export-my-data";
import { dismissNudge, nudgeLearner } from "@byteos/usecases/tutor/nudge-learner";
import { loadNudgeSetting, setNudges } from "@byteos/usecases/tutor/nudge-settings";
import { expect, test } from "vitest";
import { answerQuestion, type LearnerWorld, makeLearner } from "../learning/learner-world.ts";

const database = withTestDatabase();
const factories = new Factories(database);

const nudgeIn = async (world: LearnerWorld, blockId: string, more: object = {}) =>
  (
    await nudgeLearner({
      ctx: world.ctx,
      input: { courseId: world.course.courseId, blockId, ...more },
    })
  ).nudge;
const nudgeAtHome = async (ctx: MemberContext) => (await nudgeLearner({ ctx, input: {} })).nudge;
const [first, second] = [0, 1];
const questionOf = (world: LearnerWorld, index: number) => world.questions[index] ?? "";

/** As if everything said so far had been said so long ago. */
const age = (ctx: MemberContext, hours: number) =>
  database.query(
    "update tutor_nudges set created_at = created_at - make_interval(hours => $2) where user_id = $1",
    [ctx.actor.userId, hours],
  );

test("two tries without success are met with a hint, with the reason, and it is kept", async () => {
  const world = await makeLearner(database);
  const blockId = questionOf(world, first);
  expect(await nudgeIn(world, blockId)).toBeNull();
  await answerQuestion(database, world, blockId, { isRight: false });
  expect(await nudgeIn(world, blockId)).toBeNull();
  await answerQuestion(database, world, blockId, { isRight: false });
  const nudge = await nudgeIn(world, blockId);
  expect(nudge).toMatchObject({
    signal: "stuck",
    words: "Question 1 is a hard one. Would a hint help?",
    reason: "You have tried it 2 times and it is still open.",
    action: { type: "hint" },
  });
  const [kept] = await database.query<{ interaction_type: string; ai_response: string }>(
    "select interaction_type, ai_response from ai_interactions where id = $1",
    [nudge?.id],
  );
  expect(kept).toEqual({ interaction_type: "proactive_nudge", ai_response: nudge?.words });
  expect(JSON.parse(await exportMyData({ ctx: world.ctx }))).toMatchObject({
    tutorNudges: [{ signal: "stuck", subject: `stuck:${blockId}` }],
  });
});

test("a long look without an answer is enough, and a right answer ends it", async () => {
  const world = await makeLearner(database);
  const blockId = questionOf(world, first);
  expect(await nudgeIn(world, blockId, { secondsOnBlock: 240 })).toMatchObject({
    signal: "stuck",
    reason: "It has been on your screen for about 4 minutes.",
  });
  await answerQuestion(database, world, blockId, { isRight: true });
  expect(await nudgeIn(world, blockId, { secondsOnBlock: 240 })).toBeNull();
});

test("three wrong in a row across questions", async () => {
  const world = await makeLearner(database, { modules: 3 });
  for (const index of [0, 1, 2]) {
    await answerQuestion(database, world, questionOf(world, index), { isRight: false });
  }
  expect(await nudgeIn(world, questionOf(world, 2))).toMatchObject({
    signal: "wrong_in_a_row",
    reason: "Your last 3 answers in this course were not right yet.",
  });
});

test("it stays while it is true, goes when dismissed, and nobody else can dismiss it", async () => {
  const world = await makeLearner(database);
  const blockId = questionOf(world, first);
  const nudge = await nudgeIn(world, blockId, { secondsOnBlock: 200 });
  expect(await nudgeIn(world, blockId, { secondsOnBlock: 210 })).toEqual(nudge);
  const nudgeId = nudge?.id ?? "";
  const colleague = await factories.memberContext("learner", world.ctx.actor.orgId);
  const stranger = await factories.memberContext("admin");
  for (const ctx of [colleague, stranger]) {
    await expect(dismissNudge({ ctx, input: { nudgeId } })).rejects.toMatchObject({
      code: "tutor.nudge-not-found",
    });
  }
  await dismissNudge({ ctx: world.ctx, input: { nudgeId } });
  expect(await nudgeIn(world, blockId, { secondsOnBlock: 220 })).toBeNull();
});

test("a day has three, also when many pages ask at once", async () => {
  const world = await makeLearner(database, { modules: 6 });
  const said: (string | undefined)[] = [];
  for (let index = 0; index < 5; index += 1) {
    const blockId = questionOf(world, index);
    const all = await Promise.all(
      Array.from({ length: 4 }, () => nudgeIn(world, blockId, { secondsOnBlock: 200 })),
    );
    said.push(...new Set(all.map((nudge) => nudge?.id)));
    await age(world.ctx, 1);
  }
  expect(said.filter((id) => id !== undefined)).toHaveLength(3);
  await age(world.ctx, 24);
  expect(await nudgeIn(world, questionOf(world, 5), { secondsOnBlock: 200 })).not.toBeNull();
});

test("off in the account means none, and on again some; a course without Byte has none", async () => {
  const world = await makeLearner(database);
  const blockId = questionOf(world, second);
  expect(await loadNudgeSetting(world)).toBe(true);
  await setNudges({ ctx: world.ctx, input: { isOn: false } });
  expect(await loadNudgeSetting(world)).toBe(false);
  expect(await nudgeIn(world, blockId, { secondsOnBlock: 200 })).toBeNull();
  await setNudges({ ctx: world.ctx, input: { isOn: true } });
  await database.query(`update courses set settings = '{"allow_ai_tutor": false}' where id = $1`, [
    world.course.courseId,
  ]);
  expect(await nudgeIn(world, blockId, { secondsOnBlock: 200 })).toBeNull();
  await database.query("update courses set settings = '{}' where id = $1", [world.course.courseId]);
  expect(await nudgeIn(world, blockId, { secondsOnBlock: 200 })).not.toBeNull();
});

test("dates, reviews and streaks are spoken of outside of lessons", async () => {
  const world = await makeLearner(database, { modules: 2 });
  const { ctx, course } = world;
  expect(await nudgeAtHome(ctx)).toBeNull();
  await database.query(
    "update enrollments set due_date = now() + interval '2 days' where user_id = $1",
    [ctx.actor.userId],
  );
  expect(await nudgeAtHome(ctx)).toMatchObject({
    signal: "deadline",
    action: { type: "open", href: `/learn/${course.courseId}/${course.moduleIds[0]}` },
  });
  await age(ctx, 1);
  await database.query("update enrollments set due_date = null where user_id = $1", [
    ctx.actor.userId,
  ]);
  expect(await nudgeAtHome(ctx)).toBeNull();

  const hour = new Date().getUTCHours();
  // A zone in which it is six in the evening now.
  const ahead = hour < 4 ? -6 - hour : 18 - hour;
  const timeZone = ahead === 0 ? "UTC" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
  await answerQuestion(database, world, questionOf(world, first), { isRight: true });
  await database.query(
    `update learning_events set occurred_at = now() - interval '24 hours' where user_id = $1`,
    [ctx.actor.userId],
  );
  await database.query(
    "insert into learner_profiles (user_id, streak_days) values ($1, 4) on conflict (user_id) do update set streak_days = 4",
    [ctx.actor.userId],
  );
  const { nudge } = await nudgeLearner({ ctx, input: { timeZone } });
  expect(nudge).toMatchObject({
    signal: "streak",
    words: "A few minutes today keep your 4 days of learning going.",
  });
});

test("reviews that are due are worth a word from five on", async () => {
  const world = await makeLearner(database, { modules: 1, cards: 6 });
  await answerQuestion(database, world, questionOf(world, first), { isRight: true });
  const nudge = await nudgeAtHome(world.ctx);
  expect(nudge).toMatchObject({ signal: "review_due", action: { href: "/review" } });
});

test("somebody who is not enrolled gets nothing of a course", async () => {
  const world = await makeLearner(database);
  const outsider = await factories.memberContext("learner");
  const { nudge } = await nudgeLearner({
    ctx: outsider,
    input: {
      courseId: world.course.courseId,
      blockId: questionOf(world, first),
      secondsOnBlock: 900,
    },
  });
  expect(nudge).toBeNull();
});
