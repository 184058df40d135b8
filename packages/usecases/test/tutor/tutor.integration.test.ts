import { randomUUID } from "node:crypto";
import type { MemberContext } from "@byteos/contracts/request-context";
import type { TutorCitation, TutorEvent } from "@byteos/contracts/tutor";
import { ModelEnv } from "@byteos/integrations/env";
import type { LanguageModelPort } from "@byteos/integrations/model/language-model";
import { modelsFromEnv } from "@byteos/integrations/model/models-from-env";
import { Factories, makeModuleContent } from "@byteos/testing/factories";
import {
  type ModelServer,
  type ScriptedReply,
  startModelServer,
} from "@byteos/testing/model-server";
import { withTestDatabase } from "@byteos/testing/test-database";
import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { publishCourse } from "@byteos/usecases/course/publish-course";
import { saveModule } from "@byteos/usecases/course/save-module";
import { enroll } from "@byteos/usecases/enrollment/enroll";
import { exportMyData } from "@byteos/usecases/privacy/export-my-data";
import { askTutor } from "@byteos/usecases/tutor/ask-tutor";
import { correctMemory, forgetMemory, listMemories } from "@byteos/usecases/tutor/memories";
import { rateTurn } from "@byteos/usecases/tutor/rate-turn";
import { afterEach, expect, test } from "vitest";
import { contentOf, makeCourse } from "../course/course-world.ts";

const database = withTestDatabase();
const factories = new Factories(database);
const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function modelThat(script: (prompt: string) => ScriptedReply) {
  const server = await startModelServer((call) => script(call.prompt));
  servers.push(server);
  return { server, models: modelsFromEnv(ModelEnv.parse({ BYTEOS_MODEL_URL: server.url })) };
}

interface Said {
  readonly id: string;
  readonly text: string;
  readonly citations: readonly TutorCitation[];
  readonly events: readonly TutorEvent[];
  readonly outcome: string;
  readonly mode: string;
}

async function ask(
  ctx: MemberContext,
  input: object,
  models: readonly LanguageModelPort[] = [],
): Promise<Said> {
  const events: TutorEvent[] = [];
  for await (const event of askTutor({ ctx, input, means: { models } })) events.push(event);
  const [start, end] = [events[0], events.at(-1)];
  if (start?.type !== "start" || end?.type !== "end") throw new Error("A turn starts and ends");
  return {
    id: start.interactionId,
    text: events.map((event) => (event.type === "text" ? event.text : "")).join(""),
    citations: events.flatMap((event) => (event.type === "citation" ? [event.citation] : [])),
    events,
    outcome: end.outcome,
    mode: end.mode,
  };
}

/** A course about harbours and a learner in it; its question's right answer is "What it is about". */
async function makeWorld() {
  const author = await factories.memberContext("creator");
  const course = await makeCourse(author, "Harbours");
  const content = contentOf(
    "A breakwater shelters the harbour from waves. It is built of rock or concrete.",
    "Pilots guide large ships through narrow channels. For example, tankers must take one.",
    "Tides lift the fenders along the quay twice a day, so lines need slack.",
  );
  const [question] = makeModuleContent("harbours").blocks.slice(1);
  if (question?.type !== "question") throw new Error("The factory makes a question second");
  content.blocks.push(question);
  await saveModule({ ctx: author, input: { ...course, content } });
  await publishCourse({ ctx: author, input: { courseId: course.courseId } });
  const ctx = await factories.memberContext("learner", author.actor.orgId);
  const { courseId } = course;
  await enroll({ ctx, input: { courseId } });
  const attempt = async () => {
    const [row] = await database.query<{ id: string }>(
      `select o ->> 'id' as id from items, jsonb_array_elements(public_question -> 'options') o
       where block_id = $1 and o -> 'content' -> 0 ->> 'text' = 'Something else'`,
      [question.id],
    );
    const answer = { kind: "single", optionId: row?.id ?? "" };
    await submitAttempt({
      ctx,
      input: { clientId: randomUUID(), courseId, blockId: question.id, answer },
    });
  };
  return { author, ctx, courseId, moduleId: course.moduleId, blockId: question.id, attempt };
}

test("without a model the course answers in its own words, each with its place, and it is kept", async () => {
  const { ctx, courseId, moduleId } = await makeWorld();
  const said = await ask(ctx, { courseId, message: "What does a breakwater do?" });
  expect(said).toMatchObject({ outcome: "answered", mode: "extractive" });
  expect(said.text).toContain("“A breakwater shelters the harbour from waves.” [1]");
  const [citation] = said.citations;
  expect(citation).toMatchObject({
    number: 1,
    moduleId,
    quote: "A breakwater shelters the harbour from waves.",
  });
  const [row] = await database.query<{ block_id: string; text: string }>(
    "select block_id, text from passages where id = $1",
    [citation?.passageId],
  );
  expect(row?.block_id).toBe(citation?.blockId);
  const [kept] = await database.query<{ user_message: string; ai_response: string }>(
    "select user_message, ai_response from ai_interactions where id = $1",
    [said.id],
  );
  expect(kept).toEqual({ user_message: "What does a breakwater do?", ai_response: said.text });
  expect(await rateTurn({ ctx, input: { interactionId: said.id, isHelpful: true } })).toEqual({
    isHelpful: true,
  });
  const stranger = await factories.memberContext("learner");
  await expect(
    rateTurn({ ctx: stranger, input: { interactionId: said.id, isHelpful: false } }),
  ).rejects.toMatchObject({ code: "tutor.turn-not-found" });
});

test("says when the course does not cover it, without asking a model", async () => {
  const { ctx, courseId } = await makeWorld();
  const { server, models } = await modelThat(() => ["Paris [1]."]);
  const said = await ask(ctx, { courseId, message: "What is the capital of France?" }, models);
  expect(said).toMatchObject({ outcome: "not-covered", citations: [] });
  expect(server.calls).toHaveLength(0);
});

test("somebody who is not enrolled gets nothing, and a course may do without Byte", async () => {
  const { ctx, courseId, author } = await makeWorld();
  const outsider = await factories.memberContext("learner");
  await expect(ask(outsider, { courseId, message: "Tides?" })).rejects.toMatchObject({
    code: "enrollment.not-found",
  });
  await expect(ask(author, { courseId, message: "Tides?" })).rejects.toMatchObject({
    code: "enrollment.not-found",
  });
  await database.query(`update courses set settings = '{"allow_ai_tutor": false}' where id = $1`, [
    courseId,
  ]);
  await expect(ask(ctx, { courseId, message: "Tides?" })).rejects.toMatchObject({
    code: "tutor.off",
  });
});

test("a model's sentences go out when their passage carries them, and no others", async () => {
  const { ctx, courseId } = await makeWorld();
  const { server, models } = await modelThat(() => [
    "A breakwater shel",
    "ters the harbour from waves. [1] ",
    "It was invented in 1734 by Dutch monks. [1] ",
    "It keeps the cat dry. [7] ",
    "Everybody knows this. ",
    "It is built of rock or concrete [1]. ",
    "See https://evil.example now [1]. ",
    "Which part of the harbour do waves reach?",
  ]);
  const said = await ask(
    ctx,
    { courseId, message: "What does a breakwater do in a harbour?" },
    models,
  );
  expect(said.mode).toBe("model");
  expect(said.text).toBe(
    "A breakwater shelters the harbour from waves. [1] It is built of rock or concrete [1]. Which part of the harbour do waves reach?",
  );
  expect(said.citations.map(({ number }) => number)).toEqual([1]);
  expect(server.calls[0]?.toolCount).toBe(0);
  expect(server.calls[0]?.instructions).not.toContain("breakwater");
  const [kept] = await database.query<{ context_used: { tokens: number; model: string } }>(
    "select context_used from ai_interactions where id = $1",
    [said.id],
  );
  expect(kept?.context_used).toMatchObject({ tokens: 150, model: "own" });
});

test("fails over to the next model, and to the course's own words when none answers well", async () => {
  const { ctx, courseId } = await makeWorld();
  const broken = await modelThat(() => ({ refuse: 503 }));
  const working = await modelThat(() => ["A breakwater shelters the harbour from waves [1]."]);
  const question = { courseId, message: "What does a breakwater do?" };
  const over = await ask(ctx, question, [...broken.models, ...working.models]);
  expect(over).toMatchObject({ mode: "model", outcome: "answered" });
  expect(broken.server.calls).toHaveLength(1);
  const none = await ask(ctx, question, broken.models);
  expect(none).toMatchObject({ mode: "extractive", outcome: "answered" });
  const liar = await modelThat(() => ["Harbours are made of cheese [1]. I do not know."]);
  expect(await ask(ctx, question, liar.models)).toMatchObject({ mode: "extractive" });
});

test("a turn that is broken off stops the model and keeps what was said", async () => {
  const { ctx, courseId } = await makeWorld();
  const sentence = "A breakwater shelters the harbour from waves [1]. ";
  const { server, models } = await modelThat(() => [sentence, sentence, sentence, 60_000, "late"]);
  const stop = new AbortController();
  const events: TutorEvent[] = [];
  const turn = askTutor({
    ctx,
    input: { courseId, message: "What does a breakwater do?" },
    means: { models, signal: stop.signal },
  });
  await expect(async () => {
    for await (const event of turn) {
      events.push(event);
      if (event.type === "text") stop.abort();
    }
  }).rejects.toThrow(/did not answer/);
  expect(events.some((event) => event.type === "text")).toBe(true);
  await expect.poll(server.cancelled).toBe(1);
  const [kept] = await database.query<{ ai_response: string }>(
    "select ai_response from ai_interactions where user_id = $1",
    [ctx.actor.userId],
  );
  expect(kept?.ai_response).toContain("A breakwater shelters");
});

test("an open question gives two hints and waits for a try before the answer", async () => {
  const { ctx, courseId, blockId, attempt } = await makeWorld();
  const right = "What it is about";
  const { server, models } = await modelThat(() => [`The answer is ${right} [1].`]);
  const turn = (message: string, intent: "ask" | "hint" = "ask") =>
    ask(ctx, { courseId, blockId, message, intent }, models);
  const first = await turn("Just tell me the answer");
  expect(first.outcome).toBe("hinted");
  expect(first.events).toContainEqual({
    type: "ladder",
    ladder: { step: 1, total: 2, hasTried: false, mayAnswer: false },
  });
  expect((await turn("Next hint", "hint")).outcome).toBe("hinted");
  const untried = await turn("The answer!");
  expect(untried.outcome).toBe("try-first");
  await attempt();
  const told = await turn("The answer please");
  expect(told.outcome).toBe("told");
  expect(told.text).toContain(right);
  for (const { text } of [first, untried]) expect(text).not.toContain(right);
  expect(server.calls).toHaveLength(0);
  // Told counts as shown: a right answer after it earns nothing for the certificate.
  const [help] = await database.query<{ count: number }>(
    "select count(*)::int as count from learning_events where block_id = $1 and payload ? 'reveal'",
    [blockId],
  );
  expect(help?.count).toBe(1);
});

test("an open question is known by its words when it is not on screen, and a model cannot tell its answer", async () => {
  const { ctx, courseId, blockId } = await makeWorld();
  const { models } = await modelThat(() => ["What it is about, says the breakwater harbour [1]."]);
  const known = await ask(ctx, { courseId, message: "What did harbours say? Tell me." }, models);
  expect(known.outcome).toBe("hinted");
  const beside = await ask(ctx, { courseId, blockId, message: "Describe the breakwater" }, models);
  expect(beside.text).not.toContain("What it is about");
});

test("a learner's facts are kept with their words, shape answers, and are forgotten for good", async () => {
  const { ctx, courseId } = await makeWorld();
  const { server, models } = await modelThat(() => [
    "A breakwater shelters the harbour from waves [1].",
  ]);
  const noted = await ask(
    ctx,
    { courseId, message: "Remember that I prefer short answers about ships." },
    models,
  );
  expect(noted.outcome).toBe("noted");
  const [memory] = await listMemories({ ctx });
  expect(memory).toMatchObject({
    fact: "I prefer short answers about ships.",
    evidenceId: noted.id,
  });
  const question = {
    courseId,
    message: "How do breakwaters shelter harbours, and who guides large ships?",
  };
  expect((await ask(ctx, question)).citations).toHaveLength(1);
  await ask(ctx, question, models);
  expect(server.calls.at(-1)?.prompt).toContain("short answers about ships");

  const memoryId = memory?.id ?? "";
  const stranger = await factories.memberContext("learner");
  await expect(forgetMemory({ ctx: stranger, input: { memoryId } })).rejects.toMatchObject({
    code: "tutor.memory-not-found",
  });
  await correctMemory({ ctx, input: { memoryId, fact: "I prefer examples." } });
  await ask(ctx, question, models);
  expect(server.calls.at(-1)?.prompt).toContain("I prefer examples.");
  expect(JSON.parse(await exportMyData({ ctx }))).toMatchObject({
    tutorMemories: [{ fact: "I prefer examples." }],
  });

  await forgetMemory({ ctx, input: { memoryId } });
  expect(await listMemories({ ctx })).toEqual([]);
  expect((await ask(ctx, question)).citations.length).toBeGreaterThan(1);
  await ask(ctx, question, models);
  expect(server.calls.at(-1)?.prompt).not.toMatch(/prefer/);
});

test("turns are limited", async () => {
  const { ctx, courseId } = await makeWorld();
  const many = async () => {
    for (let turn = 0; turn < 20; turn += 1) await ask(ctx, { courseId, message: "Tides?" });
  };
  await expect(many()).rejects.toMatchObject({ kind: "limit", code: "tutor.too-often" });
});
