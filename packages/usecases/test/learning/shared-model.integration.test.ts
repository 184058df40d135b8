import { asService } from "@byteos/db/as-service";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { replaySharedModel } from "@byteos/usecases/learner/replay-shared-model";
import { getSharedModel } from "@byteos/usecases/learner/shared-model";
import {
  registerShippedModels,
  teachSharedModels,
} from "@byteos/usecases/learner/teach-shared-models";
import { exportMyData } from "@byteos/usecases/privacy/export-my-data";
import { describe, expect, it } from "vitest";
import { answerQuestion, type LearnerWorld, makeLearner } from "./learner-world.ts";

const database = withTestDatabase();

const answer = (world: LearnerWorld, index: number, isRight: boolean) =>
  answerQuestion(database, world, world.questions[index] ?? "", { isRight });

interface Parameters {
  dense: number[];
  denseSquares: number[];
  sparse: Record<string, [number, number]>;
}

async function parametersOf(column: "org_id" | "course_id", id: string) {
  const [row] = await database.query<{
    version: number;
    evidence_count: number;
    parameters: Parameters;
  }>(`select version, evidence_count, parameters from model_parameters where ${column} = $1`, [id]);
  return row;
}

const waiting = async (orgId: string) => {
  const rows = await database.query(
    "select id from model_steps where org_id = $1 and fold is null",
    [orgId],
  );
  return rows.length;
};

const replay = (orgId: string) =>
  asService("compare a replay with the stored weights", (tx) => replaySharedModel(tx, { orgId }));

const weightsNow = (world: LearnerWorld) =>
  asService("look at the weights in use", (tx) =>
    getSharedModel(tx, {
      orgId: world.ctx.actor.orgId,
      courseIds: [world.course.courseId],
    }),
  );

/** Two courses of one organisation, each with a learner of its own. */
async function makeTwo() {
  const first = await makeLearner(database, { modules: 4 });
  const { orgId } = first.ctx.actor;
  const ctx = await new Factories(database).memberContext("learner", orgId);
  const second = await makeLearner(database, { modules: 3, ctx });
  return { orgId, first, second };
}

describe("what all learners share", () => {
  it("is registered as shipped, once, with its source", async () => {
    await Promise.all(Array.from({ length: 6 }, () => registerShippedModels()));
    const rows = await database.query(
      "select version, fitted_by from model_parameters where num_nonnulls(org_id, course_id, user_id) = 0",
    );
    expect(rows).toEqual([
      { version: 1, fitted_by: expect.stringContaining("fit:mastery") as string },
    ]);
  });

  it("is taught by each answer, which waits beside its attempt until then", async () => {
    const { orgId, first } = await makeTwo();
    const before = (await weightsNow(first)).weights.dense.slice();
    await answer(first, 0, false);
    expect(await waiting(orgId)).toBe(1);
    await teachSharedModels();
    expect(await waiting(orgId)).toBe(0);
    const organisation = await parametersOf("org_id", orgId);
    expect(organisation).toMatchObject({ version: 1, evidence_count: 1 });
    const course = await parametersOf("course_id", first.course.courseId);
    expect(Object.keys(course?.parameters.sparse ?? {})).toContain(
      `item:${first.questions[0] ?? ""}`,
    );
    expect(course?.parameters.sparse[`item:${first.questions[0] ?? ""}`]?.[0]).toBeLessThan(0);
    const after = await weightsNow(first);
    expect(after.weights.dense).not.toEqual(before);
    expect(after.weights.sparseIndex.has(`item:${first.questions[0] ?? ""}`)).toBe(true);
    expect(await teachSharedModels()).toBe(0);
  });

  it("is the same in a replay, however the answers were batched and by how many at once", async () => {
    const { orgId, first, second } = await makeTwo();
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([
        answer(first, round, round % 2 === 0),
        answer(second, round, round % 2 === 1),
      ]);
      await answer(first, round + 1, true);
      if (round < 2) await Promise.all([teachSharedModels(), teachSharedModels()]);
    }
    await teachSharedModels();
    expect(await waiting(orgId)).toBe(0);
    const { shared, byCourse } = await replay(orgId);
    expect((await parametersOf("org_id", orgId))?.parameters).toEqual(shared);
    for (const { course } of [first, second]) {
      const stored = await parametersOf("course_id", course.courseId);
      expect(stored?.parameters).toEqual(byCourse.get(course.courseId));
    }
    expect((await parametersOf("org_id", orgId))?.evidence_count).toBe(9);
  });

  it("does not hold one learner's answer up by another's", async () => {
    const { orgId, first, second } = await makeTwo();
    await answer(first, 0, true);
    await teachSharedModels();
    await database.query("begin");
    await database.query("select id from model_parameters where org_id = $1 for update", [orgId]);
    await Promise.all([answer(first, 1, true), answer(second, 0, true)]);
    await database.query("rollback");
    expect(await waiting(orgId)).toBe(2);
  });

  it("learns nothing across organisations, and goes with the learner's data", async () => {
    const { first } = await makeTwo();
    const elsewhere = await makeTwo();
    await answer(first, 0, false);
    await teachSharedModels();
    expect(await parametersOf("org_id", elsewhere.orgId)).toBeUndefined();
    const { userId } = first.ctx.actor;
    const kept = JSON.parse(await exportMyData({ ctx: first.ctx })) as { modelSteps: unknown[] };
    expect(kept.modelSteps).toHaveLength(1);
    await database.query("delete from auth.users where id = $1", [userId]);
    const left = await database.query("select id from model_steps where user_id = $1", [userId]);
    expect(left).toEqual([]);
  });
});
