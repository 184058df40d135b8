import { randomUUID } from "node:crypto";
import { serialiseLearnerState } from "@byteos/adaptive/mastery/stored-state";
import { asService } from "@byteos/db/as-service";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { utcOffsetMins } from "@byteos/usecases/event/learner-clock";
import { replayLearner } from "@byteos/usecases/learner/replay-learner";
import { gradeCard } from "@byteos/usecases/review/grade-card";
import { loadReview } from "@byteos/usecases/review/load-review";
import { takeUpLeech } from "@byteos/usecases/review/take-up-leech";
import { undoReview } from "@byteos/usecases/review/undo-review";
import { describe, expect, it } from "vitest";
import { answerQuestion, type LearnerWorld, makeEvent, makeLearner } from "./learner-world.ts";

const database = withTestDatabase();

/** A learner who has read the first module, so that its cards are in the queue. */
async function makeReader(cards = 3) {
  const world = await makeLearner(database, { modules: 2, cards });
  const [first = ""] = world.paragraphs;
  const read = makeEvent(world, { type: "block_view" });
  await ingestEvents({ ctx: world.ctx, input: { events: [{ ...read, blockId: first }] } });
  return world;
}

const load = (world: LearnerWorld) => loadReview({ ctx: world.ctx, input: {} });

async function firstCard(world: LearnerWorld) {
  const card = (await load(world)).entries.find((entry) => entry.kind === "card");
  if (card?.kind !== "card") throw new Error("A card is due");
  return card;
}

const grade = (
  world: LearnerWorld,
  cardId: string,
  value: 1 | 2 | 3 | 4,
  clientId: string = randomUUID(),
) =>
  gradeCard({
    ctx: world.ctx,
    input: { clientId, courseId: world.course.courseId, cardId, grade: value, durationMs: 4_000 },
  });

/** As if everything of the learner's had happened earlier. */
async function letTimePass(world: LearnerWorld, days: number) {
  await database.query(
    `update review_cards set due_at = due_at - make_interval(days => $2),
       memory = memory || jsonb_build_object(
         'lastDay', (memory ->> 'lastDay')::float8 - floor($2::float8),
         'lastAtMs', (memory ->> 'lastAtMs')::float8 - $2 * 86400000.0,
         'firstAtMs', (memory ->> 'firstAtMs')::float8 - $2 * 86400000.0)
     where user_id = $1`,
    [world.ctx.actor.userId, days],
  );
  await database.query(
    "update review_logs set reviewed_at = reviewed_at - make_interval(days => $2) where user_id = $1",
    [world.ctx.actor.userId, days],
  );
}

const stored = async (world: LearnerWorld) => {
  const [row] = await database.query<{ state: string; recall: string }>(
    "select state, recall from learner_states where user_id = $1",
    [world.ctx.actor.userId],
  );
  return row;
};
const cardsOf = (world: LearnerWorld) =>
  database.query("select memory, due_at, is_leech from review_cards where user_id = $1", [
    world.ctx.actor.userId,
  ]);
const replay = (world: LearnerWorld) =>
  asService("compare a replay with the stored state", async (tx) =>
    serialiseLearnerState(await replayLearner(tx, { userId: world.ctx.actor.userId })),
  );

describe("the review queue", () => {
  it("brings the cards of modules begun, then what was answered when it is due", async () => {
    const world = await makeReader();
    const fresh = await load(world);
    expect(fresh.entries.map(({ kind, isNew }) => [kind, isNew])).toEqual([
      ["card", true],
      ["card", true],
      ["card", true],
    ]);
    expect(fresh.forecast).toHaveLength(7);
    expect(fresh.forecast[0]?.count).toBe(3);
    const [question = ""] = world.questions;
    await answerQuestion(database, world, question, { isRight: true });
    expect((await load(world)).dueCount).toBe(3);
    await letTimePass(world, 10);
    const later = await load(world);
    expect(later.entries[0]).toMatchObject({ kind: "question", blockId: question, isNew: false });
    expect(JSON.stringify(later)).not.toContain("correctId");
  });

  it("counts what it keeps for tomorrow as tomorrow's", async () => {
    const view = await load(await makeReader(30));
    expect(view.laterCount).toBeGreaterThan(0);
    expect(view.forecast.map(({ count }) => count)).toEqual([
      view.dueCount,
      view.laterCount,
      ...Array<number>(5).fill(0),
    ]);
  });

  it("takes the first answer of a day as a review, and no other", async () => {
    const world = await makeReader(0);
    const [question = ""] = world.questions;
    await answerQuestion(database, world, question, { isRight: false });
    await answerQuestion(database, world, question, { isRight: true });
    const grades = () =>
      database.query("select grade from review_logs where user_id = $1 order by reviewed_at", [
        world.ctx.actor.userId,
      ]);
    expect(await grades()).toEqual([{ grade: 1 }]);
    await letTimePass(world, 2);
    await answerQuestion(database, world, question, { isRight: true });
    expect(await grades()).toEqual([{ grade: 1 }, { grade: 3 }]);
  });

  it.each(["Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu"])(
    "is due at midnight of the learner, in %s",
    async (timeZone) => {
      const world = await makeReader();
      const { cardId } = await firstCard(world);
      const { dueAt, scheduledDays } = await gradeCard({
        ctx: world.ctx,
        input: {
          clientId: randomUUID(),
          courseId: world.course.courseId,
          cardId,
          grade: 4,
          durationMs: 4_000,
          timeZone,
        },
      });
      const now = new Date();
      const offsetMs = utcOffsetMins(timeZone, now) * 60_000;
      const localDay = (at: Date) => (at.getTime() + offsetMs) / 86_400_000;
      expect(localDay(new Date(dueAt))).toBe(Math.floor(localDay(now)) + scheduledDays);
      expect(await replay(world)).toBe((await stored(world))?.state);
    },
  );

  it("schedules a card by its grade, once however often it is sent", async () => {
    const world = await makeReader();
    const { cardId } = await firstCard(world);
    const clientId = randomUUID();
    const all = await Promise.all(
      Array.from({ length: 6 }, () => grade(world, cardId, 3, clientId)),
    );
    expect(new Set(all.map(({ dueAt }) => dueAt)).size).toBe(1);
    expect(all[0]?.scheduledDays).toBeGreaterThan(0);
    expect(await cardsOf(world)).toHaveLength(1);
    expect((await load(world)).dueCount).toBe(2);
    const again = await firstCard(world);
    expect(await grade(world, again.cardId, 1)).toMatchObject({ scheduledDays: 0 });
    expect((await load(world)).entries[0]).toMatchObject({ cardId: again.cardId, isNew: false });
  });

  it("counts a spaced review as evidence of the skill, and a repeat within the day as none", async () => {
    const world = await makeReader();
    const [question = ""] = world.questions;
    await answerQuestion(database, world, question, { isRight: true });
    const before = await stored(world);
    const { cardId } = await firstCard(world);
    await grade(world, cardId, 3);
    expect((await stored(world))?.state).toBe(before?.state);
    await letTimePass(world, 5);
    await grade(world, cardId, 3);
    const after = await stored(world);
    expect(after?.state).not.toBe(before?.state);
    expect(await replay(world)).toBe(after?.state);
  });

  it("takes the latest review back, to the last digit, and none before it", async () => {
    const world = await makeReader();
    const [question = ""] = world.questions;
    await answerQuestion(database, world, question, { isRight: true });
    const { cardId } = await firstCard(world);
    await grade(world, cardId, 3);
    await letTimePass(world, 5);
    const [state, cards] = [await stored(world), await cardsOf(world)];
    const [first, second] = [randomUUID(), randomUUID()];
    await grade(world, cardId, 1, first);
    expect(await stored(world)).not.toEqual(state);
    expect(await undoReview({ ctx: world.ctx, input: { clientId: first } })).toMatchObject({
      cardId,
    });
    expect(await stored(world)).toEqual(state);
    expect(await cardsOf(world)).toEqual(cards);
    expect(await replay(world)).toBe(state?.state);
    const undoAgain = undoReview({ ctx: world.ctx, input: { clientId: first } });
    await expect(undoAgain).rejects.toMatchObject({ code: "review.undo-too-late" });
    await grade(world, cardId, 3, second);
    await answerQuestion(database, world, world.questions[1] ?? "", { isRight: true });
    const tooLate = undoReview({ ctx: world.ctx, input: { clientId: second } });
    await expect(tooLate).rejects.toMatchObject({ code: "review.undo-too-late" });
    expect(await replay(world)).toBe((await stored(world))?.state);
  });

  it("takes back the first review of a card: it is new again", async () => {
    const world = await makeReader();
    const { cardId } = await firstCard(world);
    const clientId = randomUUID();
    await grade(world, cardId, 4, clientId);
    await undoReview({ ctx: world.ctx, input: { clientId } });
    expect(await cardsOf(world)).toEqual([]);
    expect((await load(world)).dueCount).toBe(3);
  });

  it("sets a card aside after six lapses, until the learner takes it up", async () => {
    const world = await makeReader(1);
    const { cardId } = await firstCard(world);
    await grade(world, cardId, 3);
    for (let lapse = 0; lapse < 6; lapse += 1) {
      await letTimePass(world, 3);
      await grade(world, cardId, 1);
    }
    const view = await load(world);
    expect(view.entries).toEqual([]);
    expect(view.leeches).toMatchObject([{ lapses: 6, moduleTitle: "Module 1" }]);
    const id = view.leeches[0]?.id ?? "";
    const stranger = await new Factories(database).memberContext("learner", world.ctx.actor.orgId);
    await expect(takeUpLeech({ ctx: stranger, input: { id } })).rejects.toMatchObject({
      kind: "not_found",
    });
    await takeUpLeech({ ctx: world.ctx, input: { id } });
    expect((await load(world)).entries).toMatchObject([{ cardId }]);
  });

  it("is closed to those who are not enrolled, to cards that are not there and to others' reviews", async () => {
    const world = await makeReader();
    const { cardId } = await firstCard(world);
    const clientId = randomUUID();
    await grade(world, cardId, 3, clientId);
    const factories = new Factories(database);
    for (const ctx of [
      await factories.memberContext("learner", world.ctx.actor.orgId),
      await factories.memberContext("learner"),
    ]) {
      const stranger = { ...world, ctx };
      await expect(grade(stranger, cardId, 3)).rejects.toMatchObject({
        code: "enrollment.not-found",
      });
      await expect(undoReview({ ctx, input: { clientId } })).rejects.toMatchObject({
        code: "review.not-found",
      });
    }
    await expect(grade(world, "no-such-card", 3)).rejects.toMatchObject({
      code: "review.card-gone",
    });
  });
});
