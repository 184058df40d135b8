import { randomUUID } from "node:crypto";
import { asUser } from "@byteos/db/as-user";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { requestHint } from "@byteos/usecases/attempt/request-hint";
import { revealAnswer } from "@byteos/usecases/attempt/reveal-answer";
import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { loadPlayer } from "@byteos/usecases/enrollment/load-player";
import { describe, expect, it } from "vitest";
import { type LearnerWorld, makeLearner, rightOption } from "./learner-world.ts";

const database = withTestDatabase();

async function options(world: LearnerWorld, blockId: string) {
  const right = await rightOption(database, world, blockId);
  const [row] = await database.query<{ question: { options: { id: string }[] } }>(
    "select public_question as question from items where course_version_id = $1 and block_id = $2",
    [world.course.courseVersionId, blockId],
  );
  const wrong = row?.question.options.find(({ id }) => id !== right)?.id ?? "";
  return { right, wrong };
}

function attemptOf(world: LearnerWorld, blockId: string | undefined, optionId: string) {
  return {
    clientId: randomUUID(),
    courseId: world.course.courseId,
    blockId,
    answer: { kind: "single", optionId },
    durationSecs: 12,
  };
}

describe("submitAttempt", () => {
  it("grades a right answer, explains it and completes the question's block", async () => {
    const world = await makeLearner(database);
    const [question = ""] = world.questions;
    const { right } = await options(world, question);
    const { result, progress } = await submitAttempt({
      ctx: world.ctx,
      input: attemptOf(world, question, right),
    });
    expect(result).toMatchObject({
      isCorrect: true,
      score: 1,
      solution: { kind: "single", optionId: right },
      explanation: [{ text: "It is the first sentence." }],
    });
    expect(progress).toMatchObject({ progressPct: 25, isComplete: false });
    const rows = await database.query(
      "select is_correct, score, duration_secs from attempts where user_id = $1",
      [world.ctx.actor.userId],
    );
    expect(rows).toEqual([{ is_correct: true, score: 1, duration_secs: 12 }]);
    const events = await database.query(
      "select event_type from learning_events where user_id = $1",
      [world.ctx.actor.userId],
    );
    expect(events).toEqual([{ event_type: "quiz_attempt" }]);
  });

  it("keeps the answer to itself after a wrong attempt, and completes the block all the same", async () => {
    const world = await makeLearner(database);
    const [question = ""] = world.questions;
    const { wrong } = await options(world, question);
    const { result, progress } = await submitAttempt({
      ctx: world.ctx,
      input: attemptOf(world, question, wrong),
    });
    expect(result).toMatchObject({ isCorrect: false, solution: null, explanation: null });
    expect(progress.progressPct).toBe(25);
    const view = await loadPlayer({ ctx: world.ctx, input: { courseId: world.course.courseId } });
    expect(view.answered[question]?.attempt).toMatchObject({ isCorrect: false, solution: null });
  });

  it("grades an attempt once however often it is sent, and stands by the first answer", async () => {
    const world = await makeLearner(database);
    const [question = ""] = world.questions;
    const { right, wrong } = await options(world, question);
    const attempt = attemptOf(world, question, wrong);
    const sent = await Promise.all(
      Array.from({ length: 10 }, () => submitAttempt({ ctx: world.ctx, input: attempt })),
    );
    const changed = { ...attempt, answer: { kind: "single", optionId: right } };
    const last = await submitAttempt({ ctx: world.ctx, input: changed });
    for (const { result } of [...sent, last]) expect(result).toMatchObject({ isCorrect: false });
    const rows = await database.query("select id from attempts where user_id = $1", [
      world.ctx.actor.userId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it("refuses an id that another question's attempt has", async () => {
    const world = await makeLearner(database);
    const [first = "", second = ""] = world.questions;
    const { right } = await options(world, first);
    const attempt = attemptOf(world, first, right);
    await submitAttempt({ ctx: world.ctx, input: attempt });
    const other = await options(world, second);
    await expect(
      submitAttempt({
        ctx: world.ctx,
        input: { ...attempt, blockId: second, answer: { kind: "single", optionId: other.right } },
      }),
    ).rejects.toMatchObject({ kind: "conflict", code: "attempt.id-reused" });
  });

  it("refuses answers that do not fit and stores nothing of them", async () => {
    const world = await makeLearner(database);
    const [question] = world.questions;
    const misfit = {
      ...attemptOf(world, question, "x"),
      answer: { kind: "true-false", value: true },
    };
    await expect(submitAttempt({ ctx: world.ctx, input: misfit })).rejects.toMatchObject({
      code: "attempt.answer-misfit",
    });
    await expect(
      submitAttempt({ ctx: world.ctx, input: attemptOf(world, question, "not-an-option") }),
    ).rejects.toMatchObject({ code: "attempt.answer-misfit" });
    await expect(
      submitAttempt({ ctx: world.ctx, input: attemptOf(world, "missing-block", "not-an-option") }),
    ).rejects.toMatchObject({ kind: "not_found", code: "attempt.question-gone" });
    expect(
      await database.query("select 1 from attempts where user_id = $1", [world.ctx.actor.userId]),
    ).toEqual([]);
  });

  it("is closed to those who are not enrolled and to other organisations", async () => {
    const world = await makeLearner(database);
    const [question = ""] = world.questions;
    const { right } = await options(world, question);
    const factories = new Factories(database);
    for (const ctx of [
      await factories.memberContext("learner", world.ctx.actor.orgId),
      await factories.memberContext("learner"),
    ]) {
      await expect(
        submitAttempt({ ctx, input: attemptOf(world, question, right) }),
      ).rejects.toMatchObject({
        kind: "not_found",
        code: "enrollment.not-found",
      });
    }
  });

  it("lets no learner read a rubric, and carries none in what the player loads", async () => {
    const world = await makeLearner(database);
    await expect(asUser(world.ctx, (tx) => tx.itemRubric.findMany())).rejects.toMatchObject({
      kind: "forbidden",
    });
    const view = await loadPlayer({ ctx: world.ctx, input: { courseId: world.course.courseId } });
    const words = JSON.stringify(view);
    expect(words).not.toContain("correctId");
    expect(words).not.toContain("It is the first sentence.");
  });
});

describe("hints and the shown answer", () => {
  async function withHints() {
    const world = await makeLearner(database);
    const [question = ""] = world.questions;
    await database.query("alter table item_rubrics disable trigger keep_rubric");
    await database.query(
      `update item_rubrics r set rubric = rubric || '{"hints": ["Look again", "Read the first sentence"]}'
       from items i where i.id = r.item_id and i.course_version_id = $1`,
      [world.course.courseVersionId],
    );
    await database.query("alter table item_rubrics enable trigger keep_rubric");
    return { world, question, ask: { courseId: world.course.courseId, blockId: question } };
  }

  it("gives hints one after another and counts each once", async () => {
    const { world, question, ask } = await withHints();
    const hint = (number: number) => requestHint({ ctx: world.ctx, input: { ...ask, number } });
    await expect(hint(2)).rejects.toMatchObject({ code: "attempt.no-such-hint" });
    expect(await hint(1)).toEqual({ number: 1, total: 2, text: "Look again" });
    expect(await hint(1)).toMatchObject({ text: "Look again" });
    expect(await hint(2)).toMatchObject({ number: 2, text: "Read the first sentence" });
    await expect(hint(3)).rejects.toMatchObject({ kind: "not_found" });
    const { right } = await options(world, question);
    await submitAttempt({ ctx: world.ctx, input: attemptOf(world, question, right) });
    expect(
      await database.query("select hints_used from attempts where user_id = $1", [
        world.ctx.actor.userId,
      ]),
    ).toEqual([{ hints_used: 2 }]);
  });

  it("shows the answer only after an attempt, and keeps showing it", async () => {
    const world = await makeLearner(database);
    const [question = ""] = world.questions;
    const ask = { courseId: world.course.courseId, blockId: question };
    await expect(revealAnswer({ ctx: world.ctx, input: ask })).rejects.toMatchObject({
      kind: "precondition",
      code: "attempt.none",
    });
    const { right, wrong } = await options(world, question);
    await submitAttempt({ ctx: world.ctx, input: attemptOf(world, question, wrong) });
    expect(await revealAnswer({ ctx: world.ctx, input: ask })).toMatchObject({
      isCorrect: false,
      isRevealed: true,
      solution: { optionId: right },
    });
    const view = await loadPlayer({ ctx: world.ctx, input: { courseId: world.course.courseId } });
    expect(view.answered[question]?.attempt).toMatchObject({ solution: { optionId: right } });
  });
});
