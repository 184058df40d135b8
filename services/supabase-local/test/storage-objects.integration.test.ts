import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import path from "node:path";
import { Readable } from "node:stream";
import type { SupabaseClient } from "@supabase/supabase-js";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FileStore } from "../src/storage/file-store.ts";
import { verifyFiles } from "../src/storage/verify-files.ts";
import { holdTransaction } from "./held-transaction.ts";
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

  it("keep their file when they are moved while another takes their name", async () => {
    await files().upload("moving/old.txt", "the moved one");
    const signed = await files().createSignedUploadUrl("moving/old.txt", { upsert: true });
    const token = signed.data?.token ?? "";
    const move = await holdTransaction(
      instance,
      "update storage.objects set name = 'moving/away.txt' where name = 'moving/old.txt'",
    );
    // By a link, as that asks the policies nothing before it writes.
    const upload = files().uploadToSignedUrl("moving/old.txt", token, "the next one");
    await move.waitForAnother();
    await move.commit();
    expect((await upload).error).toBeNull();
    const read = async (name: string) => (await files().download(name)).data?.text();
    expect(await read("moving/away.txt")).toBe("the moved one");
    expect(await read("moving/old.txt")).toBe("the next one");
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

  it("are found when their files are damaged on disk", async () => {
    const files = admin.storage.from("homes");
    const ids: string[] = [];
    for (const name of ["sound", "changed", "cut", "lost"]) {
      ids.push((await files.upload(`damage/${name}`, "0123456789")).data?.id ?? "");
    }
    const root = path.join(instance.options.dataDir, "storage");
    const locate = async (name: string) => {
      const version = (await files.info(`damage/${name}`)).data?.version ?? "";
      return path.join(root, "files", version.slice(0, 2), version);
    };
    await writeFile(await locate("changed"), "0123456780");
    await writeFile(await locate("cut"), "01234");
    await rm(await locate("lost"));
    const database = new Client({ connectionString: instance.adminDatabaseUrl });
    await database.connect();
    const found = new Map<string, string>();
    for await (const { damaged } of verifyFiles(database, FileStore.inspect(root))) {
      if (damaged) found.set(damaged.id, damaged.problem);
    }
    await database.end();
    expect(ids.map((id) => found.get(id))).toEqual([
      undefined,
      "wrong checksum",
      "wrong size",
      "missing",
    ]);
    expect(found.size).toBe(3);
    expect((await files.remove(["damage/lost", "damage/cut", "damage/changed"])).error).toBeNull();
  });

  it("have names that lead nowhere else, on every road that takes one", async () => {
    const names = [
      "..",
      "../evil",
      "a/../../evil",
      "/etc/evil",
      "a\u0000evil",
      "évil",
      "evil\u202e",
      "100%",
      "a\\evil",
      "evil\r\nx: y",
      "x".repeat(1025),
      "x".repeat(4096),
    ];
    const before = await listEverything();
    await files().upload("harmless", "x");
    const keys = (from: string, to: string) => ({
      bucketId: "homes",
      sourceKey: from,
      destinationKey: to,
    });
    const json = (body: object) => JSON.stringify(body);
    for (const name of names) {
      const encoded = encodeURIComponent(name);
      const roads: [method: string, path: string, body?: string][] = [
        ["POST", `object/homes/${encoded}`, "x"],
        ["PUT", `object/homes/${encoded}`, "x"],
        ["POST", `object/${encoded}/a`, "x"],
        ["GET", `object/homes/${encoded}`],
        ["GET", `object/info/homes/${encoded}`],
        ["GET", `object/public/homes/${encoded}`],
        ["GET", `object/sign/homes/${encoded}?token=a`],
        ["POST", `object/sign/homes/${encoded}`, json({ expiresIn: 60 })],
        ["POST", `object/upload/sign/homes/${encoded}`, "{}"],
        ["POST", "object/copy", json(keys("harmless", name))],
        ["POST", "object/copy", json(keys(name, "copied"))],
        ["POST", "object/move", json(keys("harmless", name))],
        ["POST", "object/move", json({ ...keys("harmless", "a"), destinationBucket: name })],
        ["DELETE", `object/homes/${encoded}`],
        ["POST", "bucket", json({ name, id: name })],
        ["GET", `bucket/${encoded}`],
        ["POST", `bucket/${encoded}/empty`, "{}"],
      ];
      const statuses = await Promise.all(
        roads.map(async ([method, target, body]) => ({
          road: `${method} ${target}`,
          status: (await sendRaw(method, `/storage/v1/${target}`, body)) ?? 0,
        })),
      );
      expect(statuses.filter(({ status }) => status < 400 || status >= 500)).toEqual([]);
      expect([200, 400]).toContain(
        await sendRaw("POST", "/storage/v1/object/list/homes", json({ prefix: name })),
      );
      const removed = await sendRaw(
        "DELETE",
        "/storage/v1/object/homes",
        json({ prefixes: [name] }),
      );
      expect([200, 400]).toContain(removed);
    }
    for (const climbing of ["../../../../etc/evil", "a/..%2f..%2fb.txt", "..%5cevil", "%"]) {
      expect(await sendRaw("POST", `/storage/v1/object/homes/${climbing}`, "x")).not.toBe(200);
    }
    await files().remove(["harmless"]);
    expect(await listEverything()).toEqual(before);
  });

  async function listEverything(): Promise<string[]> {
    const folder = path.join(instance.options.dataDir, "storage");
    const inside = await readdir(folder, { recursive: true });
    const beside = [...(await readdir(instance.options.dataDir)), ...(await readdir("/etc"))];
    const names = (await files().list("")).data?.map(({ name }) => name) ?? [];
    return [...inside.filter((name) => name.length > 36), ...beside, ...names].toSorted();
  }

  function sendRaw(method: string, target: string, body?: string): Promise<number | undefined> {
    const { hostname, port } = new URL(instance.url);
    const headers = { apikey: instance.secretKey, "content-type": "application/json" };
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path: target, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }
});
