import { ModelEnv } from "@byteos/integrations/env";
import { vectorSearchFromEnv } from "@byteos/integrations/model/embedder-from-env";
import { Factories } from "@byteos/testing/factories";
import { embedWords, type ModelServer, startModelServer } from "@byteos/testing/model-server";
import { withTestDatabase } from "@byteos/testing/test-database";
import { publishCourse } from "@byteos/usecases/course/publish-course";
import { saveModule } from "@byteos/usecases/course/save-module";
import { enroll } from "@byteos/usecases/enrollment/enroll";
import { embedPassages } from "@byteos/usecases/search/embed-passages";
import { searchCourses } from "@byteos/usecases/search/search-courses";
import { askTutor } from "@byteos/usecases/tutor/ask-tutor";
import { afterEach, expect, test } from "vitest";
import { contentOf, makeCourse } from "../course/course-world.ts";

const database = withTestDatabase();
const factories = new Factories(database);
const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

/** Words that mean the same share a vector, as a model would have it. */
const meaning = (text: string) =>
  embedWords(text.replace(/\b(?:automobiles?|cars?|vehicles?)\b/gi, "car"));

async function startVectors(weight = 1, embed = meaning) {
  const server = await startModelServer(() => ["I do not know."], { embed });
  servers.push(server);
  const search = vectorSearchFromEnv(
    ModelEnv.parse({
      BYTEOS_MODEL_URL: server.url,
      BYTEOS_EMBEDDING_MODEL: "words",
      BYTEOS_VECTOR_WEIGHT: String(weight),
    }),
  );
  if (search === null) throw new Error("A model and a weight make a search");
  return { server, search };
}

async function publish(...texts: readonly string[]) {
  const author = await factories.memberContext("creator");
  const course = await makeCourse(author, "Roads");
  await saveModule({ ctx: author, input: { ...course, content: contentOf(...texts) } });
  await publishCourse({ ctx: author, input: { courseId: course.courseId } });
  const ctx = await factories.memberContext("learner", author.actor.orgId);
  await enroll({ ctx, input: { courseId: course.courseId } });
  return { author, ctx, ...course };
}

test("without a model or with a weight of zero there is no search by meaning", () => {
  const url = "http://127.0.0.1:1/v1";
  const of = (env: object) => vectorSearchFromEnv(ModelEnv.parse(env));
  expect(of({ BYTEOS_MODEL_URL: url })).toBeNull();
  expect(of({ BYTEOS_MODEL_URL: url, BYTEOS_EMBEDDING_MODEL: "m" })).toBeNull();
  expect(of({ BYTEOS_EMBEDDING_MODEL: "m", BYTEOS_VECTOR_WEIGHT: "1" })).toBeNull();
  const own = of({
    BYTEOS_MODEL_URL: url,
    BYTEOS_EMBEDDING_MODEL: "m",
    BYTEOS_VECTOR_WEIGHT: "0.5",
  });
  expect(own).toMatchObject({ weight: 0.5, embedder: { name: "own/m" } });
  const together = of({
    TOGETHER_API_KEY: "k",
    OPENAI_API_KEY: "k",
    BYTEOS_EMBEDDING_MODEL: "m",
    BYTEOS_VECTOR_WEIGHT: "1",
  });
  expect(together?.embedder.name).toBe("together/m");
});

test("passages get their vectors once, with the hash of what was read, and again when they changed", async () => {
  const world = await publish("An automobile needs petrol.", "Ships need harbours.");
  const { server, search } = await startVectors();
  const { embedder } = search;
  expect(await embedPassages({ embedder })).toBe(2);
  expect(server.embedded).toHaveLength(2);
  expect(server.embedded.join("\n")).toContain("An automobile needs petrol.");
  expect(await embedPassages({ embedder })).toBe(0);
  const { courseId, moduleId, revision, author } = world;
  const content = contentOf("A tram needs rails.");
  await saveModule({
    ctx: author,
    input: { courseId, moduleId, revision: revision + 1, content },
  });
  await publishCourse({ ctx: author, input: { courseId } });
  expect(await embedPassages({ embedder })).toBe(1);
  const [row] = await database.query<{ size: number; model: string }>(
    `select array_length(embedding, 1) as size, embedding_model as model from passages
     where text = 'A tram needs rails.'`,
  );
  expect(row).toEqual({ size: 384, model: "own/words" });
});

test("a passage that changed while the model was at it stays without, and one without direction too", async () => {
  await publish("Lighthouses guide ships.", "Buoys mark channels.");
  const { search } = await startVectors(1, (text) =>
    text.includes("Buoys")
      ? [0, 0, 0]
      : embedWords(text)
          .slice(0, 3)
          .map(() => 1),
  );
  await database.query(
    "update passages set content_hash = 'old' where text = 'Lighthouses guide ships.'",
  );
  const slow = {
    ...search.embedder,
    async embed(texts: readonly string[]) {
      await database.query(
        "update passages set content_hash = 'new' where text = 'Lighthouses guide ships.'",
      );
      return search.embedder.embed(texts);
    },
  };
  expect(await embedPassages({ embedder: slow })).toBe(0);
  expect(await embedPassages({ embedder: search.embedder })).toBe(1);
});

test("finds by meaning what words miss, and only what the person may read", async () => {
  const { ctx } = await publish("An automobile needs petrol.", "Harbours shelter ships at night.");
  const { search } = await startVectors();
  await embedPassages({ embedder: search.embedder });
  const input = { text: "cars" };
  expect(await searchCourses({ ctx, input })).toEqual([]);
  const found = await searchCourses({ ctx, input, vectors: search });
  expect(found[0]).toMatchObject({ text: "An automobile needs petrol.", coverage: 0 });
  expect(found[0]?.similarity).toBeGreaterThan(0.3);
  const stranger = await factories.memberContext("admin");
  expect(await searchCourses({ ctx: stranger, input, vectors: search })).toEqual([]);
});

test("without an answer from the model the search is by words", async () => {
  const { ctx } = await publish("An automobile needs petrol.");
  const { server, search } = await startVectors();
  await embedPassages({ embedder: search.embedder });
  await server.stop();
  servers.splice(0);
  const found = await searchCourses({ ctx, input: { text: "petrol" }, vectors: search });
  expect(found).toMatchObject([{ text: "An automobile needs petrol.", similarity: null }]);
  await expect(embedPassages({ embedder: search.embedder })).resolves.toBe(0);
  await database.query("update passages set embedding_model = null, embedding = null");
  await expect(embedPassages({ embedder: search.embedder })).rejects.toMatchObject({
    code: "model.unavailable",
  });
});

test("Byte still says when the course does not cover it, though something is always nearest", async () => {
  const { ctx, courseId } = await publish(
    "An automobile is driven by petrol, which the engine of it burns with air that is drawn in.",
    "Harbours are built to shelter ships from the waves of the sea, which is rough in the winter.",
  );
  const { search } = await startVectors();
  await embedPassages({ embedder: search.embedder });
  const outcomeOf = async (message: string) => {
    const means = { models: [], vectors: search };
    for await (const event of askTutor({ ctx, input: { courseId, message }, means })) {
      if (event.type === "end") return event.outcome;
    }
    return null;
  };
  expect(await outcomeOf("Who won the world cup in 1954?")).toBe("not-covered");
  expect(await outcomeOf("Which engine burns petrol with air?")).toBe("answered");
});
