import { Factories } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { loadHome } from "@byteos/usecases/enrollment/load-home";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { LoadedNextAction, loadNextAction } from "@byteos/usecases/learner/load-next-action";
import { LearnerProfile, loadSkills } from "@byteos/usecases/learner/load-skills";
import { chooseQuestion, PracticeStep } from "@byteos/usecases/practice/choose-question";
import { describe, expect, it } from "vitest";
import { answerQuestion, type LearnerWorld, makeEvent, makeLearner } from "./learner-world.ts";

const database = withTestDatabase();

async function readModule(world: LearnerWorld, index: number) {
  const read = makeEvent(world, { type: "block_view" });
  const blockId = world.paragraphs[index] ?? "";
  await ingestEvents({ ctx: world.ctx, input: { events: [{ ...read, blockId }] } });
}

const nextOf = async (world: LearnerWorld) =>
  LoadedNextAction.parse(await loadNextAction({ ctx: world.ctx, input: {} })).next;

describe("the next action", () => {
  it("is the next lesson, is kept with the profile, and is what the first page shows", async () => {
    const world = await makeLearner(database, { modules: 3 });
    const next = await nextOf(world);
    expect(next).toMatchObject({
      type: "lesson",
      courseId: world.course.courseId,
      targetId: world.course.moduleIds[0],
      title: "Module 1",
    });
    const stored = () =>
      database.query<{ action: { type: string; target_id: string; computed_at: string } }>(
        "select next_best_action as action from learner_profiles where user_id = $1",
        [world.ctx.actor.userId],
      );
    const [first] = await stored();
    expect(first?.action).toMatchObject({ type: "lesson", target_id: world.course.moduleIds[0] });
    const home = await loadHome({ ctx: world.ctx, input: { timeZone: "Europe/London" } });
    expect(home.next).toEqual(next);
    // Nothing changed: it is not written again.
    expect((await stored())[0]?.action.computed_at).toBe(first?.action.computed_at);
  });

  it("turns to practice where answers went wrong, with the answers as its reason", async () => {
    const world = await makeLearner(database, { modules: 2 });
    await readModule(world, 0);
    const [question = ""] = world.questions;
    for (let time = 0; time < 6; time += 1) {
      await answerQuestion(database, world, question, { isRight: false });
    }
    const next = await nextOf(world);
    expect(next).toMatchObject({ type: "practice", title: "Module 1" });
    expect(next?.why).toContain("6 answers");
    expect(next?.whatWouldChangeIt).toMatch(/^At \d+% on Module 1 this would be Module 2/);
    const home = await loadHome({ ctx: world.ctx, input: {} });
    expect(home.skills).toMatchObject([{ name: "Module 1" }]);
  });

  it("is nothing for somebody without courses", async () => {
    const ctx = await new Factories(database).memberContext("learner");
    expect(await loadNextAction({ ctx, input: {} })).toEqual({ next: null });
  });
});

describe("the learner's skills", () => {
  it("stand by course with estimate, gap, what they build on and where to practise", async () => {
    const world = await makeLearner(database, { modules: 2 });
    const load = async (ctx = world.ctx) => LearnerProfile.parse(await loadSkills({ ctx }));
    expect((await load()).courses).toEqual([]);
    await readModule(world, 0);
    const [question = ""] = world.questions;
    for (let time = 0; time < 4; time += 1) {
      await answerQuestion(database, world, question, { isRight: false });
    }
    const { courses, answerCount } = await load();
    expect(answerCount).toBe(4);
    expect(courses).toHaveLength(1);
    const skills = courses[0]?.skills ?? [];
    const first = skills.find(({ name }) => name === "Module 1");
    const second = skills.find(({ name }) => name === "Module 2");
    expect(first).toMatchObject({ evidenceCount: 4, questionCount: 1, requires: [] });
    expect(first?.gap).toBeGreaterThan(0);
    expect(first?.low).toBeLessThan(first?.proficiency ?? 0);
    expect(second).toMatchObject({ evidenceCount: 0, gap: null, requires: [first?.skillId] });
    const colleague = await new Factories(database).memberContext("learner", world.ctx.actor.orgId);
    expect((await load(colleague)).courses).toEqual([]);
  });
});

describe("practice", () => {
  it("asks only of modules that were begun, without their answers", async () => {
    const world = await makeLearner(database, { modules: 3 });
    const choose = async (input: Record<string, unknown>) =>
      PracticeStep.parse(await chooseQuestion({ ctx: world.ctx, input }));
    expect((await choose({})).question).toBeNull();
    await readModule(world, 0);
    const [question = "", second = ""] = world.questions;
    await answerQuestion(database, world, question, { isRight: false });
    const step = await choose({});
    expect(step.question).toMatchObject({ blockId: question, moduleTitle: "Module 1" });
    expect(JSON.stringify(step)).not.toContain("correctId");
    await readModule(world, 1);
    await answerQuestion(database, world, second, { isRight: true });
    expect((await choose({ asked: [question] })).question?.blockId).toBe(second);
  });

  it("keeps to one skill when asked, and shows where the learner stands in it", async () => {
    const world = await makeLearner(database, { modules: 2 });
    for (const [index, blockId] of world.questions.entries()) {
      await readModule(world, index);
      await answerQuestion(database, world, blockId, { isRight: index === 0 });
    }
    const [skill] = await database.query<{ id: string }>("select id from skills where slug = $1", [
      `module-${world.course.moduleIds[1]}`,
    ]);
    const skillId = skill?.id;
    const step = await chooseQuestion({ ctx: world.ctx, input: { skillId } });
    expect(step.skill).toMatchObject({ skillId, name: "Module 2" });
    expect(step.question?.blockId).toBe(world.questions[1]);
    const stranger = await new Factories(database).memberContext("learner");
    expect(await chooseQuestion({ ctx: stranger, input: { skillId } })).toEqual({
      skill: null,
      question: null,
    });
  });
});
