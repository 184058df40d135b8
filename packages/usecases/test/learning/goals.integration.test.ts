import { randomUUID } from "node:crypto";
import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { dropGoal, setGoal } from "@byteos/usecases/learner/goals";
import { LoadedNextAction, loadNextAction } from "@byteos/usecases/learner/load-next-action";
import { LearnerProfile, loadSkills } from "@byteos/usecases/learner/load-skills";
import { exportMyData } from "@byteos/usecases/privacy/export-my-data";
import { expect, it } from "vitest";
import { answerQuestion, type LearnerWorld, makeLearner } from "./learner-world.ts";

const database = withTestDatabase();

async function firstSkill(world: LearnerWorld) {
  const { courses } = LearnerProfile.parse(await loadSkills({ ctx: world.ctx }));
  const skill = courses[0]?.skills.find(({ name }) => name === "Module 1");
  if (skill === undefined) throw new Error("The course has a skill for its first module");
  return skill;
}

async function makePractised(answers = [true, true, false, true]): Promise<LearnerWorld> {
  const world = await makeLearner(database, { modules: 2 });
  const [question = ""] = world.questions;
  for (const isRight of answers) {
    await answerQuestion(database, world, question, { isRight });
  }
  return world;
}

it("a goal is set, changed and dropped; the skill and what comes next speak of it", async () => {
  const world = await makePractised([true, false, false, true, false, false]);
  const { ctx } = world;
  const { skillId, goal } = await firstSkill(world);
  expect(goal).toBeNull();
  await setGoal({ ctx, input: { skillId, target: 0.9, dueOn: null } });
  await setGoal({ ctx, input: { skillId, target: 0.99, dueOn: "2099-03-01" } });
  expect(await firstSkill(world)).toMatchObject({
    target: 0.99,
    goal: { target: 0.99, dueOn: "2099-03-01" },
  });
  const { next } = LoadedNextAction.parse(
    await loadNextAction({ ctx, input: { timeZone: "Pacific/Auckland" } }),
  );
  // The lesson that teaches it was not read yet.
  expect(next).toMatchObject({ type: "lesson", title: "Module 1" });
  expect(next?.why).toContain("Towards your own goal of 99% by 1 March.");
  expect(next?.inputs).toMatchObject({ goalTarget: 0.99, goalDueAt: "2099-03-01T11:00:00.000Z" });
  expect(await exportMyData({ ctx })).toContain('"learnerGoals"');
  await dropGoal({ ctx, input: { skillId } });
  await dropGoal({ ctx, input: { skillId } });
  expect(await firstSkill(world)).toMatchObject({ target: 0.8, goal: null });
});

it("a goal above what is reached shows as a gap with the next answer", async () => {
  const world = await makePractised();
  const { skillId, proficiency } = await firstSkill(world);
  const gaps = () =>
    database.query("select from skill_gaps where user_id = $1 and resolved_at is null", [
      world.ctx.actor.userId,
    ]);
  await setGoal({ ctx: world.ctx, input: { skillId, target: 0.99, dueOn: null } });
  await answerQuestion(database, world, world.questions[0] ?? "", { isRight: true });
  expect(proficiency).toBeLessThan(0.9);
  expect(await gaps()).toHaveLength(1);
});

it("nobody sets a goal in a skill of another organisation, or reads another's", async () => {
  const world = await makePractised();
  const { skillId } = await firstSkill(world);
  await setGoal({ ctx: world.ctx, input: { skillId, target: 0.9, dueOn: null } });
  const stranger = await new Factories(database).memberContext("learner");
  await expect(
    setGoal({ ctx: stranger, input: { skillId, target: 0.9, dueOn: null } }),
  ).rejects.toMatchObject({ kind: "not_found" });
  await expect(
    setGoal({ ctx: world.ctx, input: { skillId: randomUUID(), target: 0.9, dueOn: null } }),
  ).rejects.toMatchObject({ kind: "not_found" });
  const colleague = await makeLearner(database, {
    ctx: await new Factories(database).memberContext("admin", world.ctx.actor.orgId),
  });
  await dropGoal({ ctx: colleague.ctx, input: { skillId } });
  expect((await firstSkill(world)).goal).not.toBeNull();
});
