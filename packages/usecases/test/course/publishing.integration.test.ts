import { randomUUID } from "node:crypto";
import { textOfPublishedBlock } from "@byteos/retrieval/passages/course-passages";
import { Factories, makeModuleContent } from "@byteos/testing/factories";
import { withTestDatabase } from "@byteos/testing/test-database";
import { addModule } from "@byteos/usecases/course/add-module";
import { loadCourseForEdit } from "@byteos/usecases/course/load-course-for-edit";
import { loadModule } from "@byteos/usecases/course/load-module";
import { loadPublishChecks } from "@byteos/usecases/course/load-publish-checks";
import { loadVersion } from "@byteos/usecases/course/load-version";
import { publishCourse } from "@byteos/usecases/course/publish-course";
import { saveModule } from "@byteos/usecases/course/save-module";
import { expect, test } from "vitest";
import { contentOf, makeCourse, makeFinishedCourse } from "./course-world.ts";

const database = withTestDatabase();
const factories = new Factories(database);

test("a version holds the course without its answers; the answers stay with the service", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeFinishedCourse(ctx);
  const result = await publishCourse({ ctx, input: { courseId, note: "First" } });
  expect(result).toMatchObject({ status: "published", version: 1 });
  const version = await loadVersion({ ctx, input: { courseId, version: 1 } });
  expect(version.note).toBe("First");
  expect(JSON.stringify(version.content)).not.toContain("correctId");
  const items = await database.query(
    "select 1 from items i join item_rubrics r on r.item_id = i.id where i.course_id = $1",
    [courseId],
  );
  expect(items).toHaveLength(1);
  const [audit] = await database.query<{ action: string }>(
    "select action from audit_log where target_id = $1 and action = 'course.publish'",
    [courseId],
  );
  expect(audit?.action).toBe("course.publish");
});

test("a version can be searched: its passages are words of its blocks, under its hash", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeFinishedCourse(ctx);
  await publishCourse({ ctx, input: { courseId } });
  const { content, contentHash } = await loadVersion({ ctx, input: { courseId, version: 1 } });
  const passages = await database.query<{ text: string; block_id: string; content_hash: string }>(
    "select p.text, p.block_id, p.content_hash from passages p join course_versions v on v.id = p.course_version_id where v.course_id = $1",
    [courseId],
  );
  const blocks = content.modules.flatMap((module) => module.blocks);
  expect(passages.length).toBeGreaterThan(0);
  for (const passage of passages) {
    const block = blocks.find(({ id }) => id === passage.block_id);
    expect(block === undefined ? "" : textOfPublishedBlock(block)).toContain(passage.text);
    expect(passage.content_hash).toBe(contentHash);
  }
});

test("what blocks publishing is listed, and nothing is written", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeCourse(ctx);
  const checks = await loadPublishChecks({ ctx, input: { courseId } });
  expect(checks.problems.map((problem) => problem.code)).toContain("module.empty");
  await expect(publishCourse({ ctx, input: { courseId } })).rejects.toMatchObject({
    kind: "precondition",
    code: "course.not-publishable",
  });
  expect(
    await database.query("select 1 from course_versions where course_id = $1", [courseId]),
  ).toHaveLength(0);
});

test("a place without its picture blocks publishing and is named", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId, moduleId } = await makeFinishedCourse(ctx);
  const { content, revision } = await loadModule({ ctx, input: { courseId, moduleId } });
  const place = {
    type: "image",
    id: "picture-that-never-came",
    assetId: null,
    alternativeText: "A branch that is merged",
    isDecorative: false,
  };
  const blocks = [...content.blocks, place];
  await saveModule({
    ctx,
    input: { courseId, moduleId, revision, content: { ...content, blocks } },
  });
  const checks = await loadPublishChecks({ ctx, input: { courseId } });
  expect(checks.missing).toMatchObject([
    { moduleId, blockId: place.id, words: place.alternativeText },
  ]);
  expect(checks.problems).toMatchObject([{ code: "image.no-picture", blockId: place.id }]);
});

test("publishing again without a change makes no new version; a changed answer does", async () => {
  const ctx = await factories.memberContext("creator");
  const course = await makeFinishedCourse(ctx);
  const { courseId, moduleId } = course;
  await publishCourse({ ctx, input: { courseId } });
  expect(await publishCourse({ ctx, input: { courseId } })).toEqual({
    status: "unchanged",
    version: 1,
  });
  const { content, revision } = await loadModule({ ctx, input: { courseId, moduleId } });
  const blocks = content.blocks.map((block) => {
    if (block.type !== "question" || block.question.kind !== "single") return block;
    const other = block.question.options.find(
      (option) =>
        option.id !== (block.question.kind === "single" ? block.question.correctId : null),
    );
    return { ...block, question: { ...block.question, correctId: other?.id ?? null } };
  });
  await saveModule({
    ctx,
    input: { courseId, moduleId, revision, content: { ...content, blocks } },
  });
  expect(await publishCourse({ ctx, input: { courseId } })).toMatchObject({
    status: "published",
    version: 2,
  });
});

test("ten at once make versions that count up without gaps, or none", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeFinishedCourse(ctx);
  const results = await Promise.all(
    Array.from({ length: 10 }, () => publishCourse({ ctx, input: { courseId } })),
  );
  expect(results.filter((result) => result.status === "published")).toHaveLength(1);
  expect(results.every((result) => result.version === 1)).toBe(true);
});

test("an edit that spans two modules is in a version as a whole or not at all", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId, moduleId: first } = await makeFinishedCourse(ctx);
  const second = randomUUID();
  await addModule({
    ctx,
    input: { courseId, moduleId: second, title: "Second", content: makeModuleContent("second") },
  });
  const edit = async (moduleId: string, text: string) => {
    const { content, revision } = await loadModule({ ctx, input: { courseId, moduleId } });
    const saved = await saveModule({
      ctx,
      input: {
        courseId,
        moduleId,
        revision,
        content: { ...content, blocks: [...content.blocks, ...contentOf(text).blocks] },
      },
    });
    expect(saved.status).toBe("saved");
  };
  const editing = (async () => {
    for (let round = 0; round < 6; round++) {
      await edit(first, `round ${round}`);
      await edit(second, `round ${round}`);
    }
  })();
  const publishing = Array.from({ length: 6 }, () => publishCourse({ ctx, input: { courseId } }));
  await Promise.all([editing, ...publishing]);
  const versions = await database.query<{
    content: { modules: { blocks: unknown[] }[] };
    content_hash: string;
    question_count: number;
    items: number;
  }>(
    `select v.content, v.content_hash, v.question_count,
       (select count(*)::int from items i where i.course_version_id = v.id) as items
     from course_versions v where course_id = $1`,
    [courseId],
  );
  expect(versions.length).toBeGreaterThan(0);
  for (const version of versions) {
    const [one, two] = version.content.modules.map(
      (module) => JSON.stringify(module.blocks).match(/round \d/g) ?? [],
    );
    // The first module is always edited first, so a consistent version is at most one step apart.
    expect((one?.length ?? 0) - (two?.length ?? 0)).toBeOneOf([0, 1]);
    expect(version.items).toBe(version.question_count);
  }
});

test("a version never changes, whatever is edited after it", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId, moduleId, revision } = await makeFinishedCourse(ctx);
  await publishCourse({ ctx, input: { courseId } });
  const before = await loadVersion({ ctx, input: { courseId, version: 1 } });
  await saveModule({ ctx, input: { courseId, moduleId, revision, content: contentOf("all new") } });
  expect(await loadVersion({ ctx, input: { courseId, version: 1 } })).toEqual(before);
  const checks = await loadPublishChecks({ ctx, input: { courseId } });
  expect(checks.changes).toMatchObject([{ kind: "module-changed", added: 1, removed: 2 }]);
});

test("only those who may publish do, and only at home", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeFinishedCourse(ctx);
  const manager = await factories.memberContext("manager", ctx.actor.orgId);
  await expect(publishCourse({ ctx: manager, input: { courseId } })).rejects.toMatchObject({
    kind: "forbidden",
  });
  const stranger = await factories.memberContext("admin");
  await expect(publishCourse({ ctx: stranger, input: { courseId } })).rejects.toMatchObject({
    kind: "not_found",
  });
  await expect(loadCourseForEdit({ ctx: stranger, input: { courseId } })).rejects.toMatchObject({
    kind: "not_found",
  });
});

test("publishing says how long certificates stay good, also when nothing else has changed", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeFinishedCourse(ctx);
  const validity = async () =>
    (await loadPublishChecks({ ctx, input: { courseId } })).certificateValidityDays;
  expect(await validity()).toBeNull();
  await publishCourse({ ctx, input: { courseId, certificateValidityDays: 730 } });
  expect(await validity()).toBe(730);
  const again = await publishCourse({ ctx, input: { courseId } });
  expect(again.status).toBe("unchanged");
  expect(await validity()).toBe(730);
  await publishCourse({ ctx, input: { courseId, certificateValidityDays: null } });
  expect(await validity()).toBeNull();
  await expect(
    publishCourse({ ctx, input: { courseId, certificateValidityDays: 0 } }),
  ).rejects.toThrow("certificateValidityDays");
});

test("publishing says whether modules open in their order", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeFinishedCourse(ctx);
  const isOrdered = async () =>
    (await loadPublishChecks({ ctx, input: { courseId } })).requireCompletionOrder;
  expect(await isOrdered()).toBe(false);
  await publishCourse({ ctx, input: { courseId, requireCompletionOrder: true } });
  await publishCourse({ ctx, input: { courseId, certificateValidityDays: 30 } });
  expect(await isOrdered()).toBe(true);
  await publishCourse({ ctx, input: { courseId, requireCompletionOrder: false } });
  expect(await isOrdered()).toBe(false);
});

test("publishing says what learners should reach, in the course and beside its skills", async () => {
  const ctx = await factories.memberContext("creator");
  const { courseId } = await makeFinishedCourse(ctx);
  const said = async () =>
    (await loadPublishChecks({ ctx, input: { courseId } })).targetProficiency;
  const stored = () =>
    database.query<{ target: number; named: number | null }>(
      `select s.target_proficiency as target, (t ->> 'target_proficiency')::float8 as named
       from courses c cross join jsonb_array_elements(c.target_skills) t
       join skills s on s.id = (t ->> 'skill_id')::uuid where c.id = $1`,
      [courseId],
    );
  expect(await said()).toBe(0.8);
  await publishCourse({ ctx, input: { courseId, targetProficiency: 0.9 } });
  expect(await said()).toBe(0.9);
  expect(await stored()).toEqual([{ target: 0.9, named: 0.9 }]);
  expect((await publishCourse({ ctx, input: { courseId } })).status).toBe("unchanged");
  expect(await said()).toBe(0.9);
  await publishCourse({ ctx, input: { courseId, targetProficiency: null } });
  expect(await stored()).toEqual([]);
  await expect(publishCourse({ ctx, input: { courseId, targetProficiency: 0.2 } })).rejects.toThrow(
    "targetProficiency",
  );
});
