import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { request } from "node:http";
import path from "node:path";
import { Readable } from "node:stream";
import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWithBuckets } from "./instance-with-buckets.ts";
import type { TestInstance } from "./running-instance.ts";

let instance: TestInstance;
let admin: SupabaseClient;

beforeAll(async () => {
  instance = await startWithBuckets();
  admin = instance.createAdmin();
});
afterAll(() => instance.dispose());

async function countFiles(): Promise<number> {
  const entries = await readdir(path.join(instance.options.dataDir, "storage"), {
    recursive: true,
    withFileTypes: true,
  });
  return entries.filter((entry) => entry.isFile()).length;
}

describe("buckets", () => {
  it("are created, read, changed, emptied and deleted", async () => {
    const options = {
      public: false,
      fileSizeLimit: "1MB",
      allowedMimeTypes: ["image/*", "text/plain"],
    };
    expect((await admin.storage.createBucket("shelf", options)).data).toEqual({ name: "shelf" });
    const twice = await admin.storage.createBucket("shelf");
    expect(twice.error).toMatchObject({ status: 400, statusCode: "409" });
    expect((await admin.storage.getBucket("shelf")).data).toMatchObject({
      id: "shelf",
      public: false,
      file_size_limit: 1_000_000,
      allowed_mime_types: ["image/*", "text/plain"],
    });
    expect((await admin.storage.getBucket("nothing")).error).toMatchObject({ statusCode: "404" });
    expect(
      (await admin.storage.updateBucket("shelf", { ...options, public: true })).error,
    ).toBeNull();
    expect((await admin.storage.listBuckets()).data?.map((bucket) => bucket.id)).toContain("shelf");

    const files = admin.storage.from("shelf");
    await files.upload("a.txt", "a", { contentType: "text/plain" });
    expect((await admin.storage.deleteBucket("shelf")).error?.message).toMatch(/not empty/);
    expect((await admin.storage.emptyBucket("shelf")).error).toBeNull();
    expect((await admin.storage.deleteBucket("shelf")).error).toBeNull();
    expect((await admin.storage.getBucket("shelf")).error).not.toBeNull();
  });

  it("keep to their limits of size and type", async () => {
    await admin.storage.createBucket("strict", {
      public: false,
      fileSizeLimit: 100,
      allowedMimeTypes: ["text/*"],
    });
    const files = admin.storage.from("strict");
    const before = await countFiles();
    const wrongType = await files.upload("a.png", "x", { contentType: "image/png" });
    expect(wrongType.error).toMatchObject({ statusCode: "415" });
    const large = await files.upload("a.txt", "x".repeat(101), { contentType: "text/plain" });
    expect(large.error).toMatchObject({ statusCode: "413" });
    const largeForm = await files.upload(
      "a.txt",
      new Blob(["x".repeat(101)], { type: "text/plain" }),
    );
    expect(largeForm.error).toMatchObject({ statusCode: "413" });
    const whole = await admin.storage.from("homes").upload("big", new Uint8Array(2 * 2 ** 20 + 1));
    expect(whole.error).toMatchObject({ statusCode: "413" });
    expect((await files.list()).data).toEqual([]);
    expect(await countFiles()).toBe(before);
    expect(
      (await files.upload("a.txt", "x".repeat(100), { contentType: "text/plain" })).error,
    ).toBeNull();
  });

  it("are not made by the public key, nor with a wrong name", async () => {
    const { error } = await instance.createVisitor().storage.createBucket("mine");
    expect(error).toMatchObject({ statusCode: "403" });
    expect((await admin.storage.createBucket("a/b")).error?.message).toBe("Bucket name invalid");
  });
});

describe("objects", () => {
  const files = () => admin.storage.from("homes");

  it.each([
    ["text", "plain text"],
    ["bytes", new Uint8Array([0, 255, 1, 254])],
    ["a blob", new Blob(["from a form"], { type: "text/plain" })],
    ["nothing", ""],
  ])("are stored whole: %s", async (name, content) => {
    const target = `whole/${name}.bin`;
    expect((await files().upload(target, content)).error).toBeNull();
    const { data } = await files().download(target);
    const stored = await new Response(data).arrayBuffer();
    expect(Buffer.from(stored)).toEqual(Buffer.from(await new Response(content).arrayBuffer()));
  });

  it("are stored whole from a stream of a megabyte", async () => {
    const content = Buffer.alloc(2 ** 20, "abcdefg");
    const source = path.join(instance.folder, "source.bin");
    await writeFile(source, content);
    const stream = Readable.toWeb(createReadStream(source)) as ReadableStream;
    const uploaded = await files().upload("stream.bin", stream, { duplex: "half" });
    expect(uploaded.error).toBeNull();
    const { data } = await files().info("stream.bin");
    expect(data?.size).toBe(content.length);
    expect(data?.etag).toBe(`"${createHash("md5").update(content).digest("hex")}"`);
  });

  it("are replaced only when asked to, and leave no old file", async () => {
    const first = await files().upload("one.txt", "1", { metadata: { draft: 1 } });
    const before = await countFiles();
    const again = await files().upload("one.txt", "2");
    expect(again.error).toMatchObject({
      status: 400,
      statusCode: "409",
      message: "The resource already exists",
    });
    const upserted = await files().upload("one.txt", "3", { upsert: true });
    expect(upserted.data).toEqual(first.data);
    expect((await files().update("one.txt", "4", { cacheControl: "60" })).error).toBeNull();
    expect(await (await files().download("one.txt")).data?.text()).toBe("4");
    expect(await countFiles()).toBe(before);
    expect((await files().info("one.txt")).data).toMatchObject({
      bucketId: "homes",
      cacheControl: "max-age=60",
      metadata: {},
    });
  });

  it("replaced by many at once end as one of them, with one file", async () => {
    const before = await countFiles();
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        files().upload("race.txt", `number ${index}`, { upsert: true }),
      ),
    );
    expect(all.every((each) => each.error === null)).toBe(true);
    expect(await (await files().download("race.txt")).data?.text()).toMatch(/^number \d$/);
    expect(await countFiles()).toBe(before + 1);
  });

  it("are listed by folder, page, order and beginning", async () => {
    const names = ["b.txt", "a.txt", "sub/c.txt", "sub/deep/d.txt", "100%.txt".replace("%", "_")];
    for (const name of names) await files().upload(`list/${name}`, name);
    const list = async (options: object, folder = "list") =>
      (await files().list(folder, options)).data?.map((entry) => entry.name);
    expect(await list({})).toEqual(["100_.txt", "a.txt", "b.txt", "sub"]);
    expect(await list({ sortBy: { column: "name", order: "desc" } })).toEqual([
      "sub",
      "b.txt",
      "a.txt",
      "100_.txt",
    ]);
    expect(await list({ limit: 2, offset: 1 })).toEqual(["a.txt", "b.txt"]);
    expect(await list({ search: "B" })).toEqual(["b.txt"]);
    expect(await list({ search: "_" })).toEqual([]);
    expect(await list({}, "list/sub")).toEqual(["c.txt", "deep"]);
    expect(await list({}, "lis")).toEqual([]);
    const created = await list({ sortBy: { column: "created_at", order: "asc" } });
    expect(created).toEqual(["sub", "b.txt", "a.txt", "100_.txt"]);
    const folder = (await files().list("list")).data?.at(-1);
    expect(folder).toMatchObject({ name: "sub", id: null, metadata: null });
  });

  it("are moved, copied and removed", async () => {
    await files().upload("move/a.txt", "content", { metadata: { kept: true } });
    expect((await files().move("move/a.txt", "move/b.txt")).error).toBeNull();
    expect((await files().exists("move/a.txt")).data).toBe(false);
    expect((await files().copy("move/b.txt", "move/c.txt")).data).toEqual({
      path: "homes/move/c.txt",
    });
    expect((await files().copy("move/b.txt", "move/c.txt")).error).toMatchObject({
      statusCode: "409",
    });
    expect((await files().move("move/b.txt", "move/c.txt")).error).toMatchObject({
      statusCode: "409",
    });
    expect((await files().move("move/none", "move/d.txt")).error).toMatchObject({
      statusCode: "404",
    });
    const removed = await files().remove(["move/b.txt", "move/none"]);
    expect(removed.data?.map((object) => object.name)).toEqual(["move/b.txt"]);
    expect(await (await files().download("move/c.txt")).data?.text()).toBe("content");
    expect((await files().info("move/c.txt")).data?.metadata).toEqual({ kept: true });
    expect((await files().download("move/b.txt")).error).toMatchObject({ statusCode: "404" });
  });

  it("have names that lead nowhere else", async () => {
    for (const name of ["..", "a\u0000b", "é.txt", "100%", "x".repeat(1025)]) {
      const url = `${instance.url}/storage/v1/object/homes/${encodeURIComponent(name)}`;
      const response = await fetch(url, {
        method: "POST",
        headers: { apikey: instance.secretKey },
        body: "x",
      });
      expect(response.status, name).not.toBe(200);
    }
    for (const climbing of ["../../../../etc/evil", "a/..%2f..%2fb.txt"]) {
      expect(await sendRaw(`/storage/v1/object/homes/${climbing}`), climbing).not.toBe(200);
    }
    expect((await files().list("")).data?.map((entry) => entry.name)).not.toContain("..");
  });

  function sendRaw(target: string): Promise<number | undefined> {
    const { hostname, port } = new URL(instance.url);
    return new Promise((resolve, reject) => {
      const sent = request(
        { hostname, port, method: "POST", path: target, headers: { apikey: instance.secretKey } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on("error", reject);
      sent.end("x");
    });
  }
});
