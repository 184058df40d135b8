import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MemberContext } from "@byteos/contracts/request-context";
import { createPgBossQueue } from "@byteos/integrations/queue/pg-boss-queue";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { createSupabaseStorage } from "@byteos/integrations/storage/supabase-storage";
import { Factories } from "@byteos/testing/factories";
import { withTestStack } from "@byteos/testing/test-stack";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createUpload } from "../src/asset/create-upload.ts";
import { finishUpload } from "../src/asset/finish-upload.ts";
import { loadAssetUrl } from "../src/asset/load-asset-url.ts";
import { loadAssetUrls } from "../src/asset/load-asset-urls.ts";
import { removeStaleUploads } from "../src/asset/remove-stale-uploads.ts";
import { createImportUpload } from "../src/import/create-import-upload.ts";
import { startImport } from "../src/import/start-import.ts";

const stack = withTestStack();
const factories = new Factories(stack);
let storage: ObjectStorage;
beforeAll(() => {
  storage = createSupabaseStorage({ url: stack.stack.url, secretKey: stack.stack.secretKey });
});

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

async function send(ctx: MemberContext, bytes: Uint8Array, mediaType = "image/png") {
  const { assetId, uploadUrl } = await createUpload({
    ctx,
    input: { mediaType, byteSize: bytes.length },
    means: { storage },
  });
  const response = await fetch(uploadUrl, {
    method: "PUT",
    body: Buffer.from(bytes),
    headers: { "content-type": mediaType },
  });
  expect(response.status).toBe(200);
  return assetId;
}

describe("pictures for a course", () => {
  it("arrive, are measured, and are shown to members of the organisation alone", async () => {
    const ctx = await factories.memberContext("creator");
    const assetId = await send(ctx, png);
    const finished = await finishUpload({
      ctx,
      input: { assetId, fileName: "dot.png" },
      means: { storage },
    });
    expect(finished).toEqual({ assetId, width: 1, height: 1 });
    const learner = await factories.memberContext("learner", ctx.actor.orgId);
    for (const viewer of [ctx, learner]) {
      const url = await loadAssetUrl({ ctx: viewer, input: { assetId }, means: { storage } });
      const shown = await fetch(url);
      expect(shown.headers.get("content-type")).toBe("image/png");
      expect(Buffer.from(await shown.arrayBuffer()).equals(png)).toBe(true);
    }
    const other = await factories.memberContext("admin");
    await expect(
      loadAssetUrl({ ctx: other, input: { assetId }, means: { storage } }),
    ).rejects.toMatchObject({ code: "asset.not-found" });
    expect(
      await loadAssetUrls({ ctx: other, input: { assetIds: [assetId] }, means: { storage } }),
    ).toEqual({});
    await expect(
      finishUpload({ ctx: other, input: { assetId }, means: { storage } }),
    ).rejects.toMatchObject({ code: "asset.upload-missing" });
  });

  it("are refused when they are no pictures, and nothing stays", async () => {
    const ctx = await factories.memberContext("creator");
    await expect(
      createUpload({
        ctx,
        input: { mediaType: "image/svg+xml", byteSize: 10 },
        means: { storage },
      }),
    ).rejects.toMatchObject({ code: "asset.unsupported-type" });
    await expect(
      createUpload({
        ctx,
        input: { mediaType: "image/png", byteSize: 21 * 1024 * 1024 },
        means: { storage },
      }),
    ).rejects.toMatchObject({ code: "asset.too-large" });
    const disguised = await send(
      ctx,
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    );
    await expect(
      finishUpload({ ctx, input: { assetId: disguised }, means: { storage } }),
    ).rejects.toMatchObject({ code: "asset.unsupported-type" });
    const left = await stack.query("select 1 from storage.objects where name like $1", [
      `${ctx.actor.orgId}/%`,
    ]);
    expect(left).toHaveLength(0);
  });

  it("are for those who write courses", async () => {
    const learner = await factories.memberContext("learner");
    await expect(
      createUpload({
        ctx: learner,
        input: { mediaType: "image/png", byteSize: 10 },
        means: { storage },
      }),
    ).rejects.toMatchObject({ kind: "forbidden" });
  });
});

describe("uploads", () => {
  const filesOf = async (orgId: string) => {
    const rows = await stack.query<{ name: string }>(
      "select name from storage.objects where name like $1 order by name",
      [`${orgId}/%`],
    );
    return rows.map((row) => row.name.slice(orgId.length + 1));
  };

  it("finish once however often they are finished, and cannot change what is shown", async () => {
    const ctx = await factories.memberContext("creator");
    const { assetId, uploadUrl } = await createUpload({
      ctx,
      input: { mediaType: "image/png", byteSize: png.length },
      means: { storage },
    });
    const put = (body: Buffer<ArrayBuffer>) =>
      fetch(uploadUrl, { method: "PUT", body, headers: { "content-type": "image/png" } });
    expect((await put(Buffer.from(png))).status).toBe(200);
    expect((await put(Buffer.from("changed"))).ok).toBe(false);
    const finish = () => finishUpload({ ctx, input: { assetId }, means: { storage } });
    const all = await Promise.all([finish(), finish(), finish()]);
    expect(all).toEqual(Array.from({ length: 3 }, () => ({ assetId, width: 1, height: 1 })));
    await put(Buffer.from("changed"));
    expect(await finish()).toEqual({ assetId, width: 1, height: 1 });
    const url = await loadAssetUrl({ ctx, input: { assetId }, means: { storage } });
    const shown = await fetch(url);
    expect(Buffer.from(await shown.arrayBuffer()).equals(png)).toBe(true);
    expect(
      (await filesOf(ctx.actor.orgId)).filter((name) => name.startsWith("assets/")),
    ).toHaveLength(1);
  });

  it("that nothing uses are removed after a day, those in use never", async () => {
    const ctx = await factories.memberContext("creator");
    const { orgId } = ctx.actor;
    await send(ctx, png);
    const finished = await send(ctx, png);
    await finishUpload({ ctx, input: { assetId: finished }, means: { storage } });
    const uploads = await createImportUpload({
      ctx,
      input: {
        files: [
          { fileName: "used.md", byteSize: 4 },
          { fileName: "left.md", byteSize: 4 },
        ],
      },
      means: { storage },
    });
    for (const { uploadUrl } of uploads) {
      await fetch(uploadUrl, {
        method: "PUT",
        body: "# Hi",
        headers: { "content-type": "text/markdown" },
      });
    }
    const [used] = uploads;
    const queue = createPgBossQueue({
      databaseUrl: stack.appUrl,
      isWorker: false,
      onError: (error) => {
        throw error;
      },
    });
    onTestFinished(() => queue.stop(0));
    await startImport({
      ctx,
      input: { inputs: [{ fileName: "used.md", storagePath: used?.storagePath }] },
      means: { queue },
    });
    await removeStaleUploads({ means: { storage } });
    expect(await filesOf(orgId)).toHaveLength(4);
    const nextDay = new Date(Date.now() + 25 * 3_600_000);
    await removeStaleUploads({ means: { storage }, now: nextDay });
    const left = await filesOf(orgId);
    expect(left).toHaveLength(2);
    expect(left[0]).toMatch(new RegExp(`^assets/${finished}/`));
    expect(left[1]).toMatch(/^imports\/.*used\.md$/);
    expect(await removeStaleUploads({ means: { storage }, now: nextDay })).toBe(0);
  });
});

describe("the file store", () => {
  it("keeps, finds, streams, overwrites and removes", async () => {
    const orgId = await factories.organisation();
    const ref = { bucket: "documents" as const, path: `${orgId}/a/b.txt` };
    expect(await storage.find(ref)).toBeNull();
    await expect(storage.get(ref)).rejects.toMatchObject({ kind: "not_found" });
    await storage.put(ref, Buffer.from("first"), "text/plain");
    await storage.put(ref, Buffer.from("second"), "text/plain");
    expect(await storage.find(ref)).toEqual({ byteSize: 6, mediaType: "text/plain" });
    expect(Buffer.from(await storage.get(ref)).toString()).toBe("second");
    const folder = await mkdtemp(join(tmpdir(), "byteos-storage-"));
    try {
      const file = join(folder, "out");
      expect(await storage.download(ref, file, { maxBytes: 100 })).toBe(6);
      expect(await readFile(file, "utf8")).toBe("second");
      await expect(storage.download(ref, file, { maxBytes: 3 })).rejects.toMatchObject({
        code: "storage.too-large",
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    await storage.put(
      { ...ref, path: `${orgId}/a/deeper/c.txt` },
      Buffer.from("third"),
      "text/plain",
    );
    await storage.removeFolder({ bucket: "documents", path: `${orgId}/a` });
    const left = await stack.query("select 1 from storage.objects where name like $1", [
      `${orgId}/%`,
    ]);
    expect(left).toHaveLength(0);
    await storage.remove([ref]);
  });
});
