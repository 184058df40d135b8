import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ModuleContent } from "@byteos/contracts/module-content";
import type { MemberContext } from "@byteos/contracts/request-context";
import { makePdf, column } from "@byteos/courseware/import/testing/make-pdf";
import type { JobQueue } from "@byteos/integrations/queue/job-queue";
import { createPgBossQueue } from "@byteos/integrations/queue/pg-boss-queue";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { createSupabaseStorage } from "@byteos/integrations/storage/supabase-storage";
import { Factories } from "@byteos/testing/factories";
import { withTestStack } from "@byteos/testing/test-stack";
import { buildCourse } from "@byteos/usecases/import/build-course";
import { cancelImport } from "@byteos/usecases/import/cancel-import";
import { createImportUpload } from "@byteos/usecases/import/create-import-upload";
import { loadImport, type ImportView } from "@byteos/usecases/import/load-import";
import { retryImport } from "@byteos/usecases/import/retry-import";
import { saveOutline } from "@byteos/usecases/import/save-outline";
import { startImport } from "@byteos/usecases/import/start-import";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startWorker, type RunningWorker } from "./running-worker.ts";

const stack = withTestStack();
const factories = new Factories(stack);
let storage: ObjectStorage;
let queue: JobQueue;
let worker: RunningWorker | undefined;

beforeAll(() => {
  storage = createSupabaseStorage({ url: stack.stack.url, secretKey: stack.stack.secretKey });
  queue = createPgBossQueue({
    databaseUrl: stack.appUrl,
    isWorker: false,
    onError: (error) => {
      throw error;
    },
  });
});
afterEach(async () => {
  await worker?.kill("SIGKILL");
  worker = undefined;
});
afterAll(() => queue.stop(1_000));

const lesson = (title: string) =>
  `# ${title}\n\nA knot holds a rope in place. A hitch ties a rope to a post.\n\n## Bowline\n\n${"The bowline makes a loop that does not slip. ".repeat(30)}\n\n- Make a loop\n- Pass the end through\n\n## Clove hitch\n\n${"The clove hitch ties a rope to a post quickly. ".repeat(30)}\n`;
const picture =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Long enough to be caught in the middle: some seconds of reading. */
function longPdf(pages: number): Buffer {
  return makePdf(
    Array.from({ length: pages }, (_, page) => [
      { x: 60, y: 800, size: 16, text: `Section ${page}`, isBold: true },
      ...column(
        Array.from(
          { length: 45 },
          (_, line) =>
            `Page ${page} line ${line} tells how a rope is made fast to a post and let go again.`,
        ),
        60,
        770,
      ),
    ]),
  );
}

/** Files by their path in the folder that holds them all; pictures come beside the documents. */
async function upload(ctx: MemberContext, files: Readonly<Record<string, string | Uint8Array>>) {
  const entries = Object.entries(files).map(([path, data]) => ({
    path,
    fileName: path.split("/").at(-1) ?? path,
    bytes: Buffer.from(data),
    isPicture: path.endsWith(".png"),
  }));
  const uploads = await createImportUpload({
    ctx,
    input: {
      files: entries.map(({ fileName, bytes, isPicture }) => ({
        fileName,
        isPicture,
        byteSize: Math.max(1, bytes.length),
      })),
    },
    means: { storage },
  });
  for (const [index, { uploadUrl }] of uploads.entries()) {
    const response = await fetch(uploadUrl, {
      method: "PUT",
      body: entries[index]?.bytes ?? "",
      headers: { "content-type": "application/octet-stream" },
    });
    expect(response.status).toBe(200);
  }
  const inputs = uploads.map(({ fileName, storagePath }, index) => {
    const { path = fileName, isPicture = false } = entries[index] ?? {};
    return isPicture ? { picture: path, storagePath } : { fileName, path, storagePath };
  });
  const { importId } = await startImport({ ctx, input: { inputs }, means: { queue } });
  return { importId, inputs };
}

async function waitFor(
  ctx: MemberContext,
  importId: string,
  isDone: (view: ImportView) => boolean,
): Promise<ImportView> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const view = await loadImport({ ctx, input: { importId } });
    if (isDone(view)) return view;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `Waited too long. ${JSON.stringify(await loadImport({ ctx, input: { importId } }))}\n${worker?.log() ?? ""}`,
  );
}

const hasEnded = (view: ImportView) =>
  ["review", "done", "failed", "cancelled"].includes(view.status);

async function countLeft(orgId: string): Promise<Record<string, number>> {
  const [row] = await stack.query<Record<string, string>>(
    `select (select count(*) from documents where org_id = $1) as documents,
      (select count(*) from content_assets where org_id = $1) as assets,
      (select count(*) from courses where org_id = $1) as courses,
      (select count(*) from storage.objects where name like $1 || '/%') as objects`,
    [orgId],
  );
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]),
  );
}

describe("from file to course", () => {
  it("keeps the pictures of a folder with the documents that show them", async () => {
    worker = await startWorker(stack);
    const ctx = await factories.memberContext("creator");
    const { importId } = await upload(ctx, {
      "knots/text/01.md": `${lesson("Knots")}\n![A loop](../fig/loop.png)\n\n![Outside](../../../secret.png)\n`,
      "knots/fig/loop.png": Buffer.from(picture, "base64"),
      "knots/fig/unused.png": Buffer.from(picture, "base64"),
      "secret.png": Buffer.from(picture, "base64"),
    });
    const view = await waitFor(ctx, importId, hasEnded);
    expect(view).toMatchObject({ status: "review", names: ["01.md"] });
    await buildCourse({
      ctx,
      input: { importId, revision: view.outlineRevision },
      means: { queue },
    });
    const { courseId } = await waitFor(ctx, importId, ({ status }) => status === "done");
    const modules = await stack.query<{ content: unknown }>(
      "select content from modules where course_id = $1",
      [courseId],
    );
    const images = modules
      .flatMap(({ content }) => ModuleContent.parse(content).blocks)
      .filter((block) => block.type === "image");
    expect(
      images.map(({ alternativeText, assetId }) => [alternativeText, assetId !== null]),
    ).toEqual([
      ["A loop", true],
      ["Outside", false],
    ]);
    // Where they were uploaded they are nothing's own, and go when they are stale.
    const staged = await stack.query("select path from staged_uploads where org_id = $1", [
      ctx.actor.orgId,
    ]);
    expect(staged).toHaveLength(3);
  }, 60_000);

  it("imports several files as one course: outline, review, build", async () => {
    worker = await startWorker(stack);
    const ctx = await factories.memberContext("creator");
    const withPicture = `${lesson("Knots")}\n![A dot](data:image/png;base64,${picture})\n`;
    const { importId } = await upload(ctx, {
      "knots.md": withPicture,
      "ropes.md": lesson("Ropes"),
    });
    const review = await waitFor(ctx, importId, hasEnded);
    expect(review).toMatchObject({ status: "review", failure: null });
    expect(review.documents.map((document) => document.title)).toEqual(["Knots", "Ropes"]);
    const outline = review.outline;
    if (outline === null) throw new Error("No outline");
    expect(
      new Set(
        outline.modules.flatMap((module) => module.sections.map((section) => section.documentId)),
      ).size,
    ).toBe(2);

    const renamed = { ...outline, title: "Knots and ropes" };
    const saved = await saveOutline({
      ctx,
      input: { importId, revision: review.outlineRevision, outline: renamed },
    });
    await expect(
      saveOutline({ ctx, input: { importId, revision: review.outlineRevision, outline } }),
    ).rejects.toMatchObject({ code: "import.outline-changed" });
    await expect(
      buildCourse({ ctx, input: { importId, revision: review.outlineRevision }, means: { queue } }),
    ).rejects.toMatchObject({ code: "import.outline-changed" });
    await buildCourse({ ctx, input: { importId, revision: saved.revision }, means: { queue } });
    const done = await waitFor(
      ctx,
      importId,
      (view) => view.status === "done" || view.status === "failed",
    );
    expect(done.failure).toBeNull();
    const [course] = await stack.query<{ title: string; modules: string; documents: string }>(
      `select c.title, (select count(*) from modules where course_id = c.id) as modules,
        (select count(*) from course_documents where course_id = c.id) as documents from courses c where c.id = $1`,
      [done.courseId],
    );
    expect(course).toMatchObject({ title: "Knots and ropes", documents: "2" });
    expect(Number(course?.modules)).toBeGreaterThan(0);
    const images = await stack.query(
      "select 1 from document_images i join documents d on d.id = i.document_id where d.org_id = $1",
      [ctx.actor.orgId],
    );
    expect(images).toHaveLength(1);
    const [passages] = await stack.query<{ all: string; exact: string }>(
      `select count(*) as all,
        count(*) filter (where substr(d.structure->>'text', p.start_offset + 1, p.end_offset - p.start_offset) = p.text
          and p.content_hash = d.text_hash) as exact
        from passages p join documents d on d.id = p.document_id where d.org_id = $1`,
      [ctx.actor.orgId],
    );
    expect(Number(passages?.all)).toBeGreaterThan(1);
    expect(passages?.exact).toBe(passages?.all);
    const audit = await stack.query<{ action: string }>(
      "select action from audit_log where org_id = $1 order by id",
      [ctx.actor.orgId],
    );
    expect(audit.map((entry) => entry.action)).toEqual(["import.start", "import.accept-outline"]);
  }, 90_000);

  it("says why a file cannot be imported, and can be tried again", async () => {
    worker = await startWorker(stack);
    const ctx = await factories.memberContext("creator");
    const cases = [
      ["photo.pdf", Buffer.from(picture, "base64"), "import.wrong-type"],
      ["cut.pdf", longPdf(3).subarray(0, 2_000), "import.truncated"],
      ["scan.pdf", makePdf([[], []]), "import.no-text"],
    ] as const;
    for (const [fileName, bytes, code] of cases) {
      const { importId } = await upload(ctx, { [fileName]: bytes });
      const failed = await waitFor(ctx, importId, hasEnded);
      expect(failed).toMatchObject({ status: "failed", failure: { code } });
      expect(failed.failure?.suggestion?.length).toBeGreaterThan(10);
    }
    const { importId } = await upload(ctx, { "good.md": lesson("Good"), "bad.pdf": makePdf([[]]) });
    expect((await waitFor(ctx, importId, hasEnded)).failure).toMatchObject({
      code: "import.no-text",
      fileName: "bad.pdf",
    });
    expect(await countLeft(ctx.actor.orgId)).toMatchObject({ documents: 0, assets: 0 });
    await retryImport({ ctx, input: { importId }, means: { queue } });
    expect((await waitFor(ctx, importId, hasEnded)).status).toBe("failed");
    const missing = await startImport({
      ctx,
      input: {
        inputs: [{ fileName: "gone.md", storagePath: `${ctx.actor.orgId}/imports/x/gone.md` }],
      },
      means: { queue },
    });
    expect((await waitFor(ctx, missing.importId, hasEnded)).failure?.code).toBe(
      "import.upload-missing",
    );
    const inside = await startImport({
      ctx,
      input: { inputs: [{ url: "http://127.0.0.1/secret" }] },
      means: { queue },
    });
    expect((await waitFor(ctx, inside.importId, hasEnded)).failure?.code).toBe(
      "fetch.private-address",
    );
  }, 90_000);
});

const documents = resolve(
  process.env.BYTEOS_SHARED_DIR ?? resolve(import.meta.dirname, "../../../../shared"),
  "documents",
);
const hasDocuments = existsSync(documents);
if (!hasDocuments)
  console.warn(`Skipped: real documents, because ${documents} is missing (set BYTEOS_SHARED_DIR).`);

describe.runIf(hasDocuments)("real documents", () => {
  const lessons = [
    "01-basics",
    "02-setup",
    "03-create",
    "04-changes",
    "05-history",
    "06-ignore",
    "07-github",
    "08-collab",
  ].map((name) => `git-novice/${name}.md`);

  it.each([
    [["state-software-budgeting-handbook.pdf"], 10],
    [["rust-chapter03.docx"], 4],
    [lessons, 8],
  ])(
    "%j become a course with questions and sources",
    async (names, leastModules) => {
      worker = await startWorker(stack);
      const ctx = await factories.memberContext("creator");
      const { importId } = await upload(
        ctx,
        Object.fromEntries(names.map((name) => [name, readFileSync(resolve(documents, name))])),
      );
      const review = await waitFor(ctx, importId, hasEnded);
      expect(review).toMatchObject({ status: "review", failure: null });
      await buildCourse({
        ctx,
        input: { importId, revision: review.outlineRevision },
        means: { queue },
      });
      const done = await waitFor(
        ctx,
        importId,
        (view) => view.status === "done" || view.status === "failed",
      );
      expect(done.failure).toBeNull();
      const modules = await stack.query<{ content: unknown }>(
        "select content from modules where course_id = $1 order by order_index",
        [done.courseId],
      );
      expect(modules.length).toBeGreaterThanOrEqual(leastModules);
      const blocks = modules.flatMap(({ content }) => ModuleContent.parse(content).blocks);
      expect(blocks.filter((block) => block.type === "question").length).toBeGreaterThan(
        modules.length,
      );
      const sourced = blocks.filter((block) => (block.sources ?? []).length > 0);
      expect(sourced.length).toBeGreaterThan(blocks.length * 0.9);
    },
    90_000,
  );
});

describe("workers that die", () => {
  it("a worker killed while reading leaves nothing half-made, and the next one finishes once", async () => {
    const ctx = await factories.memberContext("creator");
    worker = await startWorker(stack);
    const { importId } = await upload(ctx, { "long.pdf": longPdf(800) });
    await waitFor(
      ctx,
      importId,
      (view) => view.progress.step === "pages" && view.progress.done > 20,
    );
    await worker.kill("SIGKILL");
    expect(await countLeft(ctx.actor.orgId)).toMatchObject({ documents: 0, assets: 0, courses: 0 });
    expect((await loadImport({ ctx, input: { importId } })).status).toBe("running");
    worker = await startWorker(stack);
    const second = await startWorker(stack);
    try {
      const review = await waitFor(ctx, importId, hasEnded);
      expect(review).toMatchObject({ status: "review", documents: [{ pageCount: 800 }] });
      expect(await countLeft(ctx.actor.orgId)).toMatchObject({ documents: 1 });
    } finally {
      await second.kill("SIGKILL");
    }
  }, 120_000);

  it("a worker told to stop ends quickly and leaves its import to the next", async () => {
    const ctx = await factories.memberContext("creator");
    worker = await startWorker(stack);
    const { importId } = await upload(ctx, { "long.pdf": longPdf(800) });
    await waitFor(ctx, importId, (view) => view.progress.step === "pages");
    expect(await worker.kill("SIGTERM"), worker.log()).toBe(0);
    expect((await loadImport({ ctx, input: { importId } })).status).toBe("queued");
    worker = await startWorker(stack);
    expect((await waitFor(ctx, importId, hasEnded)).status).toBe("review");
  }, 120_000);
});

describe("cancelling", () => {
  it("ends a running import and removes all of it", async () => {
    const ctx = await factories.memberContext("creator");
    worker = await startWorker(stack);
    const { importId } = await upload(ctx, {
      "first.md": `${lesson("First")}\n![dot](data:image/png;base64,${picture})\n`,
      "long.pdf": longPdf(1_500),
    });
    await waitFor(
      ctx,
      importId,
      (view) => view.progress.step === "pages" && view.progress.fileNumber === 2,
    );
    expect(await cancelImport({ ctx, input: { importId }, means: { queue } })).toEqual({
      status: "running",
    });
    await waitFor(ctx, importId, (view) => view.status === "cancelled");
    await expect
      .poll(() => countLeft(ctx.actor.orgId), { timeout: 10_000 })
      .toEqual({ documents: 0, assets: 0, courses: 0, objects: 0 });
  }, 90_000);

  it("ends what waits for review, and removes all of it", async () => {
    const ctx = await factories.memberContext("creator");
    worker = await startWorker(stack);
    const { importId } = await upload(ctx, { "first.md": lesson("First") });
    await waitFor(ctx, importId, hasEnded);
    expect(await cancelImport({ ctx, input: { importId }, means: { queue } })).toEqual({
      status: "cancelled",
    });
    await expect
      .poll(() => countLeft(ctx.actor.orgId), { timeout: 10_000 })
      .toEqual({ documents: 0, assets: 0, courses: 0, objects: 0 });
    await expect(
      buildCourse({ ctx, input: { importId, revision: 1 }, means: { queue } }),
    ).rejects.toMatchObject({ code: "import.not-in-review" });
  }, 60_000);
});

describe("who may", () => {
  it("keeps imports and files within their organisation and role", async () => {
    const ctx = await factories.memberContext("creator");
    const other = await factories.memberContext("creator");
    const learner = await factories.memberContext("learner");
    const manager = await factories.memberContext("manager");
    const { importId, inputs } = await upload(ctx, { "first.md": lesson("First") });
    await expect(
      startImport({ ctx: other, input: { inputs }, means: { queue } }),
    ).rejects.toMatchObject({ code: "import.file-not-found" });
    for (const attempt of [
      () => loadImport({ ctx: other, input: { importId } }),
      () => cancelImport({ ctx: other, input: { importId }, means: { queue } }),
      () => retryImport({ ctx: other, input: { importId }, means: { queue } }),
      () => buildCourse({ ctx: other, input: { importId, revision: 0 }, means: { queue } }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ kind: "not_found" });
    }
    for (const actor of [learner, manager]) {
      await expect(
        startImport({ ctx: actor, input: { inputs }, means: { queue } }),
      ).rejects.toMatchObject({ kind: "forbidden" });
    }
    await expect(loadImport({ ctx, input: { importId: randomUUID() } })).rejects.toMatchObject({
      kind: "not_found",
    });
  }, 60_000);
});
