import { randomUUID } from "node:crypto";
import type { MemberContext } from "@byteos/contracts/request-context";
import { asUser } from "@byteos/db/as-user";
import { type SearchScope, searchPassages } from "@byteos/db/search/lexical-search";
import { Factories, makeModuleContent } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { addModule } from "@byteos/usecases/course/add-module";
import { archiveCourse } from "@byteos/usecases/course/archive-course";
import { publishCourse } from "@byteos/usecases/course/publish-course";
import { saveModule } from "@byteos/usecases/course/save-module";
import { indexVersions } from "@byteos/usecases/search/index-versions";
import { searchCourses } from "@byteos/usecases/search/search-courses";
import { expect, test } from "vitest";
import { contentOf, makeCourse } from "../course/course-world.ts";

const database = withTestDatabase();
const factories = new Factories(database);

async function publishedTexts(ctx: MemberContext, ...texts: string[]) {
  const course = await makeCourse(ctx, "Harbours");
  const [question] = makeModuleContent("harbours").blocks.slice(1);
  const content = contentOf(...texts);
  if (question !== undefined) content.blocks.push(question);
  const saved = await saveModule({ ctx, input: { ...course, content } });
  if (saved.status !== "saved") throw new Error("The first save goes through");
  await publishCourse({ ctx, input: { courseId: course.courseId } });
  const [version] = await database.query<{ id: string }>(
    "select current_version_id as id from courses where id = $1",
    [course.courseId],
  );
  return {
    edited: { ...course, revision: saved.revision },
    courseId: course.courseId,
    versionId: version?.id ?? "",
  };
}

const texts = (found: readonly { text: string }[]) => found.map(({ text }) => text);
const search = (ctx: MemberContext, scope: SearchScope, text: string) =>
  asUser(ctx, (tx) => searchPassages(tx, { orgId: ctx.actor.orgId, scope, text, limit: 10 }));

test("a published course is found by the stems of its words, best first, with the block to open", async () => {
  const ctx = await factories.memberContext("creator");
  const learner = await factories.memberContext("learner", ctx.actor.orgId);
  await publishedTexts(
    ctx,
    "Moorings hold ships against the running tide.",
    "A ship is moored with ropes at bow and stern, and the ropes are doubled for a storm.",
    "Lighthouses warn of shallow water.",
  );
  const found = await searchCourses({
    ctx: learner,
    input: { text: "How do I moor a ship with a rope?" },
  });
  expect(texts(found)).toEqual([
    "A ship is moored with ropes at bow and stern, and the ropes are doubled for a storm.",
    "Moorings hold ships against the running tide.",
  ]);
  const [best, second] = found;
  expect(best?.coverage).toBeCloseTo(1, 5);
  expect(second?.coverage).toBeLessThan(1);
  expect(best?.text).toHaveLength((best?.end ?? 0) - (best?.start ?? 0));
  expect(best?.blockId).toMatch(/^[\w-]{8,36}$/);
  expect(await searchCourses({ ctx: learner, input: { text: "of the and" } })).toEqual([]);
  expect(await searchCourses({ ctx: learner, input: { text: "zeppelin ?!" } })).toEqual([]);
});

test("each language is stemmed by its own rules", async () => {
  const ctx = await factories.memberContext("creator");
  await publishedTexts(
    ctx,
    "Der Anker hält das Schiff, wenn die Häfen überfüllt sind und der Wind nicht mit dem Strom geht.",
  );
  const [row] = await database.query<{ language: string }>(
    "select language from search_sources where org_id = $1",
    [ctx.actor.orgId],
  );
  expect(row?.language).toBe("german");
  expect(await searchCourses({ ctx, input: { text: "Ist der Hafen überfüllter?" } })).toHaveLength(
    1,
  );
});

test("nothing of a draft, of an archived course, of an older version or of another organisation is found", async () => {
  const ctx = await factories.memberContext("creator");
  const learner = await factories.memberContext("learner", ctx.actor.orgId);
  const outsider = await factories.memberContext("admin");
  const ask = (person: MemberContext, text = "quay capstan") =>
    searchCourses({ ctx: person, input: { text } });

  const draft = await makeCourse(ctx, "Draft");
  await saveModule({ ctx, input: { ...draft, content: contentOf("The quay has a capstan.") } });
  expect(await ask(ctx)).toEqual([]);

  const course = await publishedTexts(ctx, "The quay has a capstan.");
  expect(await ask(learner)).toHaveLength(1);
  expect(await ask(outsider)).toEqual([]);
  const scope = { kind: "version", courseVersionId: course.versionId } as const;
  expect(await search(learner, scope, "capstan")).toHaveLength(1);
  expect(await search(outsider, scope, "capstan")).toEqual([]);
  const impostor = {
    ...outsider,
    actor: { ...outsider.actor, orgId: ctx.actor.orgId },
  };
  expect(await search(impostor, scope, "capstan")).toEqual([]);

  const content = contentOf("The quay has a winch.");
  content.blocks.push(...makeModuleContent("harbours").blocks.slice(1));
  await saveModule({ ctx, input: { ...course.edited, content } });
  await publishCourse({ ctx, input: { courseId: course.courseId } });
  expect(texts(await ask(learner))).toEqual(["The quay has a winch."]);
  // Who still takes the older version finds what it says.
  expect(texts(await search(learner, scope, "capstan"))).toEqual(["The quay has a capstan."]);

  await archiveCourse({ ctx, input: { courseId: course.courseId } });
  expect(await ask(learner)).toEqual([]);
  expect(await search(learner, scope, "capstan")).toEqual([]);
});

test("modules that are not open to the reader are left out", async () => {
  const ctx = await factories.memberContext("creator");
  const course = await makeCourse(ctx, "Two modules");
  await saveModule({ ctx, input: { ...course, content: makeModuleContent("anchors") } });
  const moduleId = randomUUID();
  const content = contentOf("Chains join anchors to ships.", "Anchors rust.");
  const { courseId } = course;
  await addModule({ ctx, input: { courseId, moduleId, title: "Chains", content } });
  await publishCourse({ ctx, input: { courseId: course.courseId } });
  const [version] = await database.query<{ id: string }>(
    "select current_version_id as id from courses where id = $1",
    [course.courseId],
  );
  const scope = { kind: "version", courseVersionId: version?.id ?? "" } as const;
  expect(await search(ctx, scope, "anchors")).toHaveLength(3);
  const open = await search(ctx, { ...scope, closedModuleIds: [moduleId] }, "anchors");
  expect(open.map(({ moduleId }) => moduleId)).toEqual([course.moduleId]);
  expect(await search(ctx, { ...scope, closedModuleIds: [randomUUID()] }, "anchors")).toHaveLength(
    3,
  );
});

test("versions from before there was an index get theirs; with a version its index goes", async () => {
  const ctx = await factories.memberContext("creator");
  const { versionId, courseId } = await publishedTexts(ctx, "A breakwater shelters the harbour.");
  const count = async () => {
    const [row] = await database.query<{ count: number }>(
      "select count(*)::int as count from search_postings where course_version_id = $1",
      [versionId],
    );
    return row?.count ?? 0;
  };
  const terms = await count();
  expect(terms).toBeGreaterThan(2);
  await database.query("delete from search_sources where course_version_id = $1", [versionId]);
  expect(await count()).toBe(0);
  expect(await indexVersions()).toBeGreaterThan(0);
  expect(await count()).toBe(terms);
  expect(await indexVersions()).toBe(0);
  await database.query("update search_sources set analysis = 0 where course_version_id = $1", [
    versionId,
  ]);
  expect(await indexVersions()).toBe(1);
  expect(await searchCourses({ ctx, input: { text: "breakwater" } })).toHaveLength(1);
  await database.query("delete from courses where id = $1", [courseId]);
  expect(await count()).toBe(0);
});
