import type { ModuleId } from "@byteos/contracts/ids";
import type { MemberContext } from "@byteos/contracts/request-context";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { loadPlayer } from "@byteos/usecases/enrollment/load-player";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { recommendModality } from "@byteos/usecases/modality/recommend-modality";
import { exportMyData } from "@byteos/usecases/privacy/export-my-data";
import { describe, expect, it } from "vitest";
import { answerQuestion, type LearnerWorld, makeEvent, makeLearner } from "./learner-world.ts";

const database = withTestDatabase();

const firstModule = ({ course }: LearnerWorld) => course.moduleIds[0] as ModuleId;

const recommend = (world: LearnerWorld, ctx: MemberContext = world.ctx) =>
  recommendModality({
    ctx,
    input: { courseId: world.course.courseId, moduleId: firstModule(world) },
  });

const switchTo = (
  world: LearnerWorld,
  modality: "text" | "flashcards" | "video",
  occurredAt = new Date(),
) =>
  ingestEvents({
    ctx: world.ctx,
    input: {
      events: [
        makeEvent(world, {
          type: "modality_switch",
          moduleId: firstModule(world),
          modality,
          occurredAt: occurredAt.toISOString(),
        }),
      ],
    },
  });

const outcomes = (world: LearnerWorld) =>
  database.query<{
    id: string;
    recommended: string;
    chosen: string;
    overruled: boolean;
    reward: number | null;
    rewarded_by: string | null;
    propensities: Record<string, number>;
  }>(
    `select id, recommended, chosen, overruled, reward, rewarded_by, propensities
     from modality_outcomes where user_id = $1 order by decided_at`,
    [world.ctx.actor.userId],
  );

/** Results of other learners of the organisation for the kind of topic that the factories' courses have. */
async function addResults(
  world: LearnerWorld,
  form: "text" | "flashcards",
  { count, reward, overruled = false }: { count: number; reward: number; overruled?: boolean },
) {
  const { userId } = await new Factories(database).member(world.ctx.actor.orgId, "learner");
  await database.query(
    `insert into modality_outcomes (org_id, user_id, course_id, module_id, topic_kind, recommended, chosen,
       overruled, propensities, reward, rewarded_at)
     select $1, $2, $3, gen_random_uuid(), 'ideas', $4, $4, $5, '{}', $6, now() from generate_series(1, $7)`,
    [world.ctx.actor.orgId, userId, world.course.courseId, form, overruled, reward, count],
  );
}

const otherForm = (form: string) => (form === "text" ? "flashcards" : "text");

describe("the form in which a module is studied", () => {
  it("is decided once, logged with its chances, and the same on the page and over the API", async () => {
    const world = await makeLearner(database, { cards: 3 });
    const advice = await recommend(world);
    expect(advice.forms.map(({ modality, count }) => [modality, count])).toEqual([
      ["text", 0],
      ["flashcards", 0],
    ]);
    expect(advice.reason).toContain("Nothing has been measured");
    expect(advice.chosen).toBe(advice.recommended);
    const again = await Promise.all(Array.from({ length: 5 }, () => recommend(world)));
    for (const each of again) expect(each).toEqual(advice);
    const view = await loadPlayer({ ctx: world.ctx, input: { courseId: world.course.courseId } });
    expect(view.advice).toEqual(advice);
    const rows = await outcomes(world);
    expect(rows).toMatchObject([{ recommended: advice.recommended, overruled: false }]);
    const shares = Object.values(rows[0]?.propensities ?? {});
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.05);
  });

  it("is one decision also when many pages are opened at once", async () => {
    const world = await makeLearner(database, { cards: 3 });
    const all = await Promise.all(Array.from({ length: 8 }, () => recommend(world)));
    expect(new Set(all.map(({ decisionId }) => decisionId)).size).toBe(1);
    expect(await outcomes(world)).toHaveLength(1);
  });

  it("is not decided where a module has one form", async () => {
    const world = await makeLearner(database);
    expect(await recommend(world)).toMatchObject({
      decisionId: null,
      recommended: "text",
      forms: [{ modality: "text", propensity: 1 }],
    });
    expect(await outcomes(world)).toEqual([]);
  });

  it("is overruled by the learner, for a form that there is, by the latest choice", async () => {
    const world = await makeLearner(database, { cards: 2 });
    const { recommended } = await recommend(world);
    if (recommended === "video") throw new Error("The module has no video");
    const other = otherForm(recommended);
    const late = new Date();
    await switchTo(world, "video");
    expect(await recommend(world)).toMatchObject({ chosen: recommended });
    const at = new Date(Date.now() + 1_000);
    await switchTo(world, other, at);
    expect(await recommend(world)).toMatchObject({ chosen: other, recommended });
    await switchTo(world, recommended as "text" | "flashcards", late);
    expect(await outcomes(world)).toMatchObject([{ chosen: other, overruled: true }]);
  });

  it("is the learner's also once the decision has had its answer, which stays as it was measured", async () => {
    const world = await makeLearner(database, { cards: 2 });
    const { recommended } = await recommend(world);
    const other = otherForm(recommended);
    await answerQuestion(database, world, world.questions[0] ?? "", { isRight: true });
    const [measured] = await outcomes(world);
    expect(measured?.reward).not.toBeNull();
    await switchTo(world, recommended === "text" ? "text" : "flashcards", new Date());
    expect(await outcomes(world)).toHaveLength(1);
    await switchTo(world, other, new Date(Date.now() + 1_000));
    expect(await recommend(world)).toMatchObject({ chosen: other, recommended });
    const [first, second, ...rest] = await outcomes(world);
    expect(first).toEqual(measured);
    expect(second).toMatchObject({ chosen: other, overruled: true, reward: null });
    expect(rest).toEqual([]);
  });

  it("is credited with the first later answer minus its prediction, in the answer's transaction", async () => {
    const world = await makeLearner(database, { cards: 2 });
    const { userId } = world.ctx.actor;
    const { chosen } = await recommend(world);
    const [first = "", second = ""] = world.questions;
    await answerQuestion(database, world, second, { isRight: false });
    expect(await outcomes(world)).toMatchObject([{ reward: null }]);
    const clientId = crypto.randomUUID();
    for (let time = 0; time < 2; time += 1) {
      await answerQuestion(database, world, first, { isRight: true, clientId });
    }
    await answerQuestion(database, world, first, { isRight: false });
    const [event] = await database.query<{ predicted: number }>(
      "select (payload -> 'evidence' ->> 'predicted')::float8 as predicted from learning_events where client_id = $1",
      [clientId],
    );
    const [outcome] = await outcomes(world);
    expect(event?.predicted).toBeGreaterThan(0);
    expect(outcome).toMatchObject({ rewarded_by: clientId });
    expect(outcome?.reward).toBeCloseTo(1 - (event?.predicted ?? 0), 12);
    const [profile] = await database.query<{ scores: Record<string, number> }>(
      "select modality_scores as scores from learner_profiles where user_id = $1",
      [userId],
    );
    expect(profile?.scores[chosen]).toBeGreaterThan(0.5);
    expect(profile?.scores[otherForm(chosen)]).toBe(0.5);
    expect((await recommend(world)).decisionId).toBe(outcome?.id);
  });

  it("is not credited with an answer that was helped, nor with one tried again at once", async () => {
    const world = await makeLearner(database, { cards: 2 });
    const [first = ""] = world.questions;
    await answerQuestion(database, world, first, { isRight: false });
    await recommend(world);
    await answerQuestion(database, world, first, { isRight: true });
    expect(await outcomes(world)).toMatchObject([{ reward: null }]);
    const helped = await makeLearner(database, { cards: 2 });
    const [question = ""] = helped.questions;
    await recommend(helped);
    await new Factories(database).row("learning_events", {
      client_id: crypto.randomUUID(),
      org_id: helped.ctx.actor.orgId,
      user_id: helped.ctx.actor.userId,
      course_id: helped.course.courseId,
      block_id: question,
      event_type: "hint_request",
      payload: { hint: 1 },
    });
    await answerQuestion(database, helped, question, { isRight: true });
    expect(await outcomes(helped)).toMatchObject([{ reward: null }]);
  });

  it("follows what helped others of the organisation on this kind of topic, and says so with its number", async () => {
    const world = await makeLearner(database, { cards: 2 });
    await addResults(world, "flashcards", { count: 900, reward: 0.2 });
    await addResults(world, "text", { count: 900, reward: -0.1 });
    await addResults(world, "text", { count: 900, reward: 0.9, overruled: true });
    const learners = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const ctx = await new Factories(database).memberContext("learner", world.ctx.actor.orgId);
        return makeLearner(database, { cards: 2, ctx });
      }),
    );
    const all = await Promise.all(learners.map((learner) => recommend(learner)));
    const cards = all.filter(({ recommended }) => recommended === "flashcards");
    expect(cards.length).toBeGreaterThan(6);
    expect(cards[0]?.reason).toMatch(/^Cards helped more on topics that explain ideas/u);
    const shown = cards[0]?.forms.find(({ modality }) => modality === "flashcards");
    expect(shown?.count).toBe(900);
    expect(shown?.propensity).toBeGreaterThan(0.9);
    expect(shown?.low).toBeLessThan(shown?.mean ?? 0);
    const elsewhere = await makeLearner(database, { cards: 2 });
    expect((await recommend(elsewhere)).forms.map(({ count }) => count)).toEqual([0, 0]);
  });

  it("is decided anew when a finished module is opened again after a while, and not before", async () => {
    const world = await makeLearner(database, { modules: 1, cards: 2 });
    const { decisionId } = await recommend(world);
    const [question = ""] = world.questions;
    await answerQuestion(database, world, question, { isRight: true });
    const read = makeEvent(world, { type: "block_view" });
    const blockId = world.paragraphs[0] as (typeof read)["blockId"];
    await ingestEvents({ ctx: world.ctx, input: { events: [{ ...read, blockId }] } });
    expect((await recommend(world)).decisionId).toBe(decisionId);
    await database.query(
      "update modality_outcomes set decided_at = decided_at - interval '2 days', rewarded_at = rewarded_at - interval '2 days' where id = $1",
      [decisionId],
    );
    expect((await recommend(world)).decisionId).not.toBe(decisionId);
    expect(await outcomes(world)).toMatchObject([{ id: decisionId }, { reward: null }]);
  });

  it("is closed to those who are not enrolled and to modules that are not there, and goes with the export", async () => {
    const world = await makeLearner(database, { cards: 2 });
    await recommend(world);
    const factories = new Factories(database);
    for (const ctx of [
      await factories.memberContext("learner", world.ctx.actor.orgId),
      await factories.memberContext("learner"),
    ]) {
      await expect(recommend(world, ctx)).rejects.toMatchObject({ code: "enrollment.not-found" });
    }
    const missing = recommendModality({
      ctx: world.ctx,
      input: { courseId: world.course.courseId, moduleId: crypto.randomUUID() },
    });
    await expect(missing).rejects.toMatchObject({ code: "module.not-found" });
    const kept = JSON.parse(await exportMyData({ ctx: world.ctx })) as {
      modalityOutcomes: unknown[];
    };
    expect(kept.modalityOutcomes).toHaveLength(1);
  });
});
