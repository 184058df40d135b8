import { randomUUID } from "node:crypto";
import { algorithmWith, defaultRecallWeights } from "@byteos/adaptive/scheduling/fit-recall";
import { asService } from "@byteos/db/as-service";
import { recallFitRepository } from "@byteos/db/repositories/recall-fit.repository";
import { withTestDatabase } from "@byteos/testing/test-database";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { exportMyData } from "@byteos/usecases/privacy/export-my-data";
import { fitRecallModels, remember, reviewOf } from "@byteos/usecases/review/fit-recall-models";
import { gradeCard } from "@byteos/usecases/review/grade-card";
import { loadReview } from "@byteos/usecases/review/load-review";
import { undoReview } from "@byteos/usecases/review/undo-review";
import { describe, expect, it } from "vitest";
import { answerQuestion, type LearnerWorld, makeEvent, makeLearner } from "./learner-world.ts";

const database = withTestDatabase();
const dayMs = 86_400_000;
const longAgo = new Date(0);

async function makeReader(cards: number) {
  const world = await makeLearner(database, { modules: 2, cards });
  const [blockId = ""] = world.paragraphs;
  const read = makeEvent(world, { type: "block_view" });
  const event = { ...read, blockId: blockId as (typeof read)["blockId"] };
  await ingestEvents({ ctx: world.ctx, input: { events: [event] } });
  return world;
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

async function newCards(world: LearnerWorld): Promise<string[]> {
  const { entries } = await loadReview({ ctx: world.ctx, input: {} });
  return entries.flatMap((entry) => (entry.kind === "card" ? [entry.cardId] : []));
}

const memoriesOf = async ({ ctx }: LearnerWorld) => {
  const rows = await database.query<{ id: string; memory: object; due_at: Date }>(
    "select id, memory, due_at from review_cards where user_id = $1 order by id",
    [ctx.actor.userId],
  );
  return new Map(rows.map(({ id, memory }) => [id, memory]));
};

const recallOf = async ({ ctx }: LearnerWorld) => {
  const [row] = await database.query<{ recall: string; undo: unknown }>(
    "select recall, undo from learner_states where user_id = $1",
    [ctx.actor.userId],
  );
  return row;
};

const reviewsOf = ({ ctx }: LearnerWorld) =>
  asService("read a learner's reviews", async (tx) =>
    (await recallFitRepository.listReviews(tx, { userId: ctx.actor.userId })).map(reviewOf),
  );

/** A year of reviews of made-up cards by someone who forgets within days, or as most do. */
async function addHistory({ ctx, course }: LearnerWorld, weights: readonly number[]) {
  const algorithm = algorithmWith(weights);
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const { userId, orgId } = ctx.actor;
  const cards: Record<string, unknown>[] = [];
  const logs: Record<string, unknown>[] = [];
  for (let index = 0; index < 110; index += 1) {
    const id = randomUUID();
    cards.push({ id, source_id: randomUUID() });
    let memory: { stability: number; difficulty: number } | null = null;
    let atMs = Date.now() - 200 * dayMs + index * 1_000;
    for (let turn = 0; turn < 6; turn += 1) {
      const elapsed: number = turn === 0 ? 0 : 1 + Math.floor(random() * 4 * turn);
      atMs += elapsed * dayMs;
      const recall: number =
        memory === null ? random() : algorithm.forgetting_curve(elapsed, memory.stability);
      const given: 1 | 3 = random() < recall ? 3 : 1;
      memory = algorithm.next_state(memory, elapsed, given);
      logs.push({
        review_card_id: id,
        client_id: randomUUID(),
        grade: given,
        scheduled_days: elapsed,
        predicted: turn === 0 ? null : recall,
        reviewed_at: new Date(atMs).toISOString(),
      });
    }
  }
  await database.query(
    `insert into review_cards (id, user_id, org_id, course_id, module_id, kind, source_id, sibling_key, memory, due_at)
     select (c ->> 'id')::uuid, $1, $2, $3, $4, 'card', c ->> 'source_id', c ->> 'id', '{}', now() + interval '9 days'
     from jsonb_array_elements($5::jsonb) c`,
    [userId, orgId, course.courseId, course.moduleIds[0], JSON.stringify(cards)],
  );
  await database.query(
    `insert into review_logs (client_id, user_id, review_card_id, grade, duration_ms, scheduled_days, predicted, reviewed_at)
     select r.client_id, $1, r.review_card_id, r.grade, 4000, r.scheduled_days, r.predicted, r.reviewed_at
     from jsonb_to_recordset($2::jsonb) as r(client_id uuid, review_card_id uuid, grade smallint,
       scheduled_days float8, predicted float8, reviewed_at timestamptz)`,
    [userId, JSON.stringify(logs)],
  );
}

const forgetful = defaultRecallWeights.map((weight, index) =>
  index < 4 ? weight * 0.15 : index === 8 ? weight * 0.4 : index === 20 ? 0.5 : weight,
);

const versionsOf = ({ ctx }: LearnerWorld) =>
  database.query<{
    version: number;
    is_adopted: boolean;
    evidence_count: number;
    measures: { before: number; after: number; judgedOn: number };
  }>(
    "select version, is_adopted, evidence_count, measures from model_parameters where user_id = $1 order by version",
    [ctx.actor.userId],
  );

describe("a learner's own forgetting curve", () => {
  it("is learned from reviews that give the same memories again, to the last digit", async () => {
    const world = await makeReader(4);
    const [first = "", second = "", third = ""] = await newCards(world);
    await grade(world, first, 3);
    await grade(world, second, 1);
    await grade(world, second, 3);
    await answerQuestion(database, world, world.questions[0] ?? "", { isRight: false });
    const taken = randomUUID();
    await grade(world, third, 4, taken);
    await undoReview({ ctx: world.ctx, input: { clientId: taken } });
    const { memories, recall } = remember(await reviewsOf(world), defaultRecallWeights);
    expect(await memoriesOf(world)).toEqual(memories);
    expect(recall).toBe((await recallOf(world))?.recall);
  });

  it("is taken when it is better on reviews held out: memories are rewritten and intervals follow it", async () => {
    const world = await makeReader(2);
    const [first = "", second = ""] = await newCards(world);
    await grade(world, first, 3);
    const { scheduledDays } = await grade(world, second, 3);
    await addHistory(world, forgetful);
    const result = await fitRecallModels({ since: longAgo });
    expect(result).toEqual({ fitted: 1, adopted: 1 });
    const [version] = await versionsOf(world);
    expect(version).toMatchObject({ version: 1, is_adopted: true, evidence_count: 550 });
    expect(version?.measures.after).toBeLessThan(version?.measures.before ?? 0);
    const stored = await asService("read the weights", (tx) =>
      recallFitRepository.findWeights(tx, { userId: world.ctx.actor.userId }),
    );
    const { memories, recall } = remember(await reviewsOf(world), stored as number[]);
    expect(await memoriesOf(world)).toEqual(memories);
    expect(await recallOf(world)).toEqual({ recall, undo: null });
    expect(await fitRecallModels({ since: longAgo })).toEqual({ fitted: 0, adopted: 0 });
    const other = await makeReader(1);
    const [card = ""] = await newCards(other);
    expect((await grade(other, card, 3)).scheduledDays).toBe(scheduledDays);
    const { userId } = world.ctx.actor;
    await database.query("delete from review_cards where user_id = $1 and source_id = $2", [
      userId,
      second,
    ]);
    expect((await grade(world, second, 3)).scheduledDays).toBeLessThan(scheduledDays);
    const kept = JSON.parse(await exportMyData({ ctx: world.ctx })) as {
      modelParameters: unknown[];
    };
    expect(kept.modelParameters).toHaveLength(1);
  });

  it("is left, and not looked for again at once, where it is no better", async () => {
    const world = await makeReader(1);
    const [first = ""] = await newCards(world);
    await grade(world, first, 3);
    await addHistory(world, defaultRecallWeights);
    const before = await recallOf(world);
    const { fitted, adopted } = await fitRecallModels({ since: longAgo });
    expect([fitted, adopted]).toEqual([1, 0]);
    expect(await versionsOf(world)).toMatchObject([{ version: 1, is_adopted: false }]);
    expect(await recallOf(world)).toEqual(before);
    expect(await fitRecallModels({ since: longAgo })).toEqual({ fitted: 0, adopted: 0 });
  });

  it("is not looked for with few reviews, nor for those who did nothing since, nor once stopped", async () => {
    const few = await makeReader(2);
    const [first = ""] = await newCards(few);
    await grade(few, first, 3);
    const idle = await makeReader(1);
    const [card = ""] = await newCards(idle);
    await grade(idle, card, 3);
    await addHistory(idle, forgetful);
    const soon = new Date(Date.now() + 60_000);
    expect(await fitRecallModels({ since: soon })).toEqual({ fitted: 0, adopted: 0 });
    const stopped = AbortSignal.abort();
    expect(await fitRecallModels({ since: longAgo, signal: stopped })).toMatchObject({ fitted: 0 });
    expect(await versionsOf(idle)).toEqual([]);
  });
});
