import { randomUUID } from "node:crypto";
import { BlockId } from "@byteos/contracts/ids";
import { plainText } from "@byteos/contracts/words";
import { ModelEnv } from "@byteos/integrations/env";
import { modelsFromEnv } from "@byteos/integrations/model/models-from-env";
import { contentWords, supportOf } from "@byteos/retrieval/evidence/content-words";
import { Factories } from "@byteos/testing/factories";
import { type ModelServer, startModelServer } from "@byteos/testing/model-server";
import { withTestDatabase } from "@byteos/testing/test-database";
import { loadModule } from "@byteos/usecases/course/load-module";
import { publishCourse } from "@byteos/usecases/course/publish-course";
import { saveModule } from "@byteos/usecases/course/save-module";
import { enroll } from "@byteos/usecases/enrollment/enroll";
import { generateContent } from "@byteos/usecases/generate/generate-content";
import { generateMindMap } from "@byteos/usecases/generate/generate-mind-map";
import { afterEach, expect, test } from "vitest";
import { contentOf, makeCourse } from "../course/course-world.ts";

const database = withTestDatabase();
const factories = new Factories(database);
const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

const means = { models: [] };
const texts = [
  "A breakwater is a wall of rock that shelters a harbour from waves. It must always be higher than the highest tide.",
  "A fender is a cushion that keeps a ship away from the quay. Ships need fenders because quays are hard.",
  "Pilots guide large ships through narrow channels. A pilot always knows the local currents and depths.",
];

async function makeWorld() {
  const author = await factories.memberContext("creator");
  const course = await makeCourse(author, "Harbours");
  const content = contentOf(...texts);
  content.blocks.unshift({
    type: "heading",
    level: 2,
    id: BlockId.parse(randomUUID()),
    content: [{ text: "Arriving" }],
  });
  const saved = await saveModule({ ctx: author, input: { ...course, content } });
  if (saved.status !== "saved") throw new Error("The first save goes through");
  await publishCourse({ ctx: author, input: { courseId: course.courseId } });
  const ctx = await factories.memberContext("learner", author.actor.orgId);
  await enroll({ ctx, input: { courseId: course.courseId } });
  const { courseId, moduleId } = course;
  return { author, ctx, courseId, moduleId, content, revision: saved.revision };
}
type MadeWorld = Awaited<ReturnType<typeof makeWorld>>;

function textAt({ content }: MadeWorld, blockId: string): string {
  const block = content.blocks.find(({ id }) => id === blockId);
  return block !== undefined && "content" in block ? plainText(block.content) : "";
}

async function modelThat(reply: string) {
  const server = await startModelServer(() => [reply]);
  servers.push(server);
  return { server, models: modelsFromEnv(ModelEnv.parse({ BYTEOS_MODEL_URL: server.url })) };
}

test.each(["summary", "flashcards", "key_terms"] as const)(
  "without a model a %s is the course's own sentences, each at its place",
  async (kind) => {
    const world = await makeWorld();
    const { ctx, courseId } = world;
    const made = await generateContent({ ctx, input: { courseId, kind, most: 3 }, means });
    expect(made).toMatchObject({ kind, mode: "extractive", added: null });
    expect(made.items.length).toBeGreaterThan(0);
    expect(made.items.length).toBeLessThanOrEqual(3);
    for (const { text, front, evidence } of made.items) {
      expect(front === null).toBe(kind === "summary");
      for (const { blockId, start, end, quote } of evidence) {
        expect(textAt(world, blockId).slice(start, end)).toBe(quote);
        expect(quote.replace(/\s+/g, " ")).toBe(text);
      }
    }
  },
);

test("a model's sentences stay when their place carries them, and no others", async () => {
  const world = await makeWorld();
  const { ctx, courseId } = world;
  const { server, models } = await modelThat(
    [
      "A breakwater shelters a harbour from waves. [1]",
      "Breakwaters were invented in 1734 by monks. [1]",
      "A fender keeps a ship away from the quay. [9]",
      "Pilots guide large ships. See https://evil.example [3]",
      "Pilots guide large ships through narrow channels.",
      "A pilot knows the local currents and depths. [3]",
    ].join("\n"),
  );
  const input = { courseId, kind: "summary" };
  const made = await generateContent({ ctx, input, means: { models } });
  expect(made.mode).toBe("model");
  expect(made.items.map(({ text }) => text)).toEqual([
    "A breakwater shelters a harbour from waves.",
    "A pilot knows the local currents and depths.",
  ]);
  for (const { text, evidence } of made.items) {
    const held = evidence.map(({ blockId, start, end, quote }) => {
      expect(textAt(world, blockId).slice(start, end)).toBe(quote);
      return quote;
    });
    expect(supportOf(text, contentWords(held.join(" ")))).toBeGreaterThanOrEqual(0.6);
  }
  expect(server.calls[0]?.toolCount).toBe(0);
  expect(server.calls[0]?.instructions).not.toContain("breakwater");

  const liar = await modelThat("Harbours are made of cheese. [1]");
  const fallen = await generateContent({ ctx, input, means: { models: liar.models } });
  expect(fallen.mode).toBe("extractive");
});

test("cards of a model keep a question that speaks of the passage", async () => {
  const { ctx, courseId } = await makeWorld();
  const { models } = await modelThat(
    [
      "What does a breakwater do? | It shelters a harbour from waves. [1]",
      "What is the capital of France? | A fender is a cushion that keeps a ship away. [2]",
      "<b>Pilots</b> | Pilots guide large ships through narrow channels. [3]",
      "A line without a card",
    ].join("\n"),
  );
  const input = { courseId, kind: "flashcards" };
  const made = await generateContent({ ctx, input, means: { models } });
  expect(made.items).toMatchObject([
    { front: "What does a breakwater do?", text: "It shelters a harbour from waves." },
  ]);
});

test("a creator adds cards to a draft once; the change is in the log; others may not", async () => {
  const { author, ctx, courseId, moduleId, revision } = await makeWorld();
  const input = {
    courseId,
    kind: "flashcards",
    from: "draft",
    addTo: { moduleId, revision },
  };
  await expect(generateContent({ ctx, input, means })).rejects.toMatchObject({
    kind: "forbidden",
  });
  const made = await generateContent({ ctx: author, input, means });
  expect(made.added?.count).toBe(made.items.length);
  const kept = await loadModule({ ctx: author, input: { courseId, moduleId } });
  expect(kept.content.cards.map(({ back }) => plainText(back))).toEqual(
    made.items.map(({ text }) => text),
  );
  const [log] = await database.query<{ details: object }>(
    "select details from audit_log where action = 'module.add-generated' and target_id = $1",
    [moduleId],
  );
  expect(log?.details).toEqual({ kind: "flashcards", count: made.items.length });
  const again = { ...input, addTo: { moduleId, revision: made.added?.revision ?? 0 } };
  expect((await generateContent({ ctx: author, input: again, means })).added?.count).toBe(0);
  const terms = { ...input, kind: "key_terms" };
  await expect(generateContent({ ctx: author, input: terms, means })).rejects.toMatchObject({
    code: "generate.changed-meanwhile",
  });
  const published = { ...input, from: "published" };
  await expect(generateContent({ ctx: author, input: published, means })).rejects.toMatchObject({
    code: "generate.nothing-to-add",
  });
  const stranger = await factories.memberContext("creator");
  await expect(generateContent({ ctx: stranger, input, means })).rejects.toMatchObject({
    kind: "not_found",
  });
});

test("the mind map of a course opens its places, and only for who takes it", async () => {
  const world = await makeWorld();
  const { ctx, courseId, author } = world;
  const map = await generateMindMap({ ctx, input: { courseId } });
  expect(map.nodes.map(({ kind, label }) => [kind, label])).toEqual([
    ["course", "Harbours"],
    ["module", expect.any(String)],
    ["heading", "Arriving"],
    ["term", "breakwater"],
    ["term", "fender"],
  ]);
  for (const { place } of map.nodes) {
    expect(textAt(world, place.blockId).slice(place.start, place.end)).toBe(place.quote);
  }
  const [version] = await database.query<{ content_hash: string }>(
    "select content_hash from course_versions where course_id = $1",
    [courseId],
  );
  expect(map.nodes[0]?.place.contentHash).toBe(version?.content_hash);
  for (const outsider of [author, await factories.memberContext("learner")]) {
    await expect(generateMindMap({ ctx: outsider, input: { courseId } })).rejects.toMatchObject({
      code: "enrollment.not-found",
    });
  }
  await database.query(`update courses set settings = '{"allow_ai_tutor": false}' where id = $1`, [
    courseId,
  ]);
  // A map is the course's own headings: it needs no tutor, as a summary does.
  expect(await generateMindMap({ ctx, input: { courseId } })).toEqual(map);
  await expect(
    generateContent({ ctx, input: { courseId, kind: "summary" }, means: { models: [] } }),
  ).rejects.toMatchObject({ code: "tutor.off" });
});

test("modules that are not open yet stay out of it", async () => {
  const ctx = await factories.memberContext("learner");
  const course = await factories.publishedCourse(ctx.actor.orgId, { modules: 3 });
  await enroll({ ctx, input: { courseId: course.courseId } });
  await database.query(
    `update courses set settings = '{"require_completion_order": true}' where id = $1`,
    [course.courseId],
  );
  const { courseId } = course;
  const map = await generateMindMap({ ctx, input: { courseId } });
  expect(new Set(map.nodes.map(({ place }) => place.moduleId))).toEqual(
    new Set([course.moduleIds[0]]),
  );
  const closed = { courseId, moduleId: course.moduleIds[1] };
  await expect(generateMindMap({ ctx, input: closed })).rejects.toMatchObject({
    code: "module.locked",
  });
});

test("generating is limited", async () => {
  const { ctx, courseId } = await makeWorld();
  const many = async () => {
    for (let turn = 0; turn < 15; turn += 1) await generateMindMap({ ctx, input: { courseId } });
  };
  await expect(many()).rejects.toMatchObject({ kind: "limit", code: "generate.too-often" });
});
