import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { SupabaseClient } from "@supabase/supabase-js";
import { DetailedError } from "tus-js-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWithBuckets } from "./instance-with-buckets.ts";
import { sendResumable } from "./resumable-client.ts";
import { createSignedIn, type TestInstance } from "./running-instance.ts";

const chunkSize = 100_000;
let instance: TestInstance;
let admin: SupabaseClient;
let adminHeaders: Record<string, string>;
let endpoint: string;

beforeAll(async () => {
  instance = await startWithBuckets();
  admin = instance.createAdmin();
  adminHeaders = { apikey: instance.secretKey };
  endpoint = `${instance.url}/storage/v1/upload/resumable`;
});
afterAll(() => instance.dispose());

async function signIn() {
  const person = await createSignedIn(instance);
  const { data } = await person.client.auth.getSession();
  const authorization = `Bearer ${data.session?.access_token}`;
  return { ...person, headers: { apikey: instance.publishableKey, authorization } };
}

function send(
  name: string,
  content: Buffer,
  options: Partial<Parameters<typeof sendResumable>[1]> = {},
  metadata: Record<string, string> = {},
) {
  return sendResumable(content, {
    endpoint,
    headers: adminHeaders,
    chunkSize,
    metadata: { bucketName: "homes", objectName: name, contentType: "text/plain", ...metadata },
    ...options,
  });
}

/** What the server said when it refused. */
async function findRefusal(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DetailedError)) throw new Error(`Not refused: ${String(error)}`);
  return { status: error.originalResponse?.getStatus(), body: error.originalResponse?.getBody() };
}

async function ask(method: string, url: string, headers = adminHeaders, body?: Buffer) {
  const sent: Record<string, string> = { "tus-resumable": "1.0.0", ...headers };
  return fetch(url, { method, headers: sent, ...(body && { body: new Uint8Array(body) }) });
}

function listResumable() {
  return readdir(path.join(instance.options.dataDir, "storage", "resumable"));
}

const download = async (name: string) => {
  const { data, error } = await admin.storage.from("homes").download(name);
  if (error) throw error;
  return Buffer.from(await data.arrayBuffer());
};

describe("an upload in parts", () => {
  it("becomes an object as any other, and is invisible before its end", async () => {
    const content = randomBytes(5 * chunkSize + 1);
    const seen: unknown[] = [];
    const onBeforeRequest = async () => {
      seen.push((await admin.storage.from("homes").exists("parts/whole.bin")).data);
    };
    await send(
      "parts/whole.bin",
      content,
      { extra: { onBeforeRequest } },
      {
        contentType: "application/x-whole",
        cacheControl: "120",
        metadata: JSON.stringify({ by: "parts" }),
      },
    );
    expect(seen).toEqual(Array.from({ length: 6 }, () => false));
    expect((await download("parts/whole.bin")).equals(content)).toBe(true);
    const md5 = createHash("md5").update(content).digest("hex");
    expect((await admin.storage.from("homes").info("parts/whole.bin")).data).toMatchObject({
      size: content.length,
      etag: `"${md5}"`,
      contentType: "application/x-whole",
      cacheControl: "max-age=120",
      metadata: { by: "parts" },
    });
    expect((await listResumable()).filter((name) => name.endsWith(".bytes"))).toEqual([]);
  });

  it("is taken up again where it stopped, and only its owner may", async () => {
    const owner = await signIn();
    const stranger = await signIn();
    const name = `${owner.userId}/again.bin`;
    const content = randomBytes(4 * chunkSize);
    let url = "";
    const stopped = send(name, content, {
      headers: owner.headers,
      onPart: (acknowledged, at) => {
        url = at;
        if (acknowledged === 2 * chunkSize) throw new Error("stopped");
      },
    });
    await expect(stopped).rejects.toThrow("stopped");
    expect((await owner.client.storage.from("homes").exists(name)).data).toBe(false);
    expect((await owner.client.storage.from("homes").list(owner.userId)).data).toEqual([]);

    const part = { "content-type": "application/offset+octet-stream", "upload-offset": "200000" };
    for (const headers of [
      stranger.headers,
      adminHeaders,
      { apikey: instance.publishableKey },
      { ...stranger.headers, "x-upsert": "true" },
    ]) {
      expect((await ask("HEAD", url, headers)).status).toBe(404);
      expect((await ask("DELETE", url, headers)).status).toBe(404);
      const planted = await ask("PATCH", url, { ...headers, ...part }, Buffer.from("planted"));
      expect(planted.status).toBe(404);
    }
    expect((await ask("HEAD", url, {})).status).toBe(400);
    const signedUrl = url.replace("/resumable/", "/resumable/sign/");
    expect((await ask("HEAD", signedUrl, owner.headers)).status).toBe(400);

    const head = await ask("HEAD", url, owner.headers);
    expect(head.headers.get("upload-offset")).toBe(String(2 * chunkSize));
    const sent: number[] = [];
    await send(name, content, {
      headers: owner.headers,
      uploadUrl: url,
      onPart: (acknowledged) => sent.push(acknowledged),
    });
    expect(sent).toEqual([3 * chunkSize, 4 * chunkSize]);
    expect((await download(name)).equals(content)).toBe(true);
  });

  it("may be empty, or tell its length at its end", async () => {
    await send("parts/empty", Buffer.alloc(0));
    expect(await download("parts/empty")).toEqual(Buffer.alloc(0));
    const content = randomBytes(2 * chunkSize + 5);
    const created = await ask("POST", endpoint, {
      ...adminHeaders,
      "upload-defer-length": "1",
      "upload-metadata": encodeMetadata({ bucketName: "homes", objectName: "parts/deferred" }),
    });
    expect(created.status).toBe(201);
    const url = created.headers.get("location") ?? "";
    const part = { ...adminHeaders, "content-type": "application/offset+octet-stream" };
    const first = await ask(
      "PATCH",
      url,
      { ...part, "upload-offset": "0" },
      content.subarray(0, 9),
    );
    expect(first.headers.get("upload-offset")).toBe("9");
    expect((await ask("HEAD", url)).headers.get("upload-defer-length")).toBe("1");
    const last = await ask(
      "PATCH",
      url,
      { ...part, "upload-offset": "9", "upload-length": String(content.length) },
      content.subarray(9),
    );
    expect([last.status, last.headers.get("tus-complete")]).toEqual([204, "1"]);
    expect((await download("parts/deferred")).equals(content)).toBe(true);
  });

  it("is given up by its owner, and gone after a day", async () => {
    const begin = async (name: string) => {
      const created = await ask("POST", endpoint, {
        ...adminHeaders,
        "upload-length": "10",
        "upload-metadata": encodeMetadata({ bucketName: "homes", objectName: name }),
      });
      const expires = Date.parse(created.headers.get("upload-expires") ?? "") - Date.now();
      expect(expires).toBeGreaterThan(23 * 60 * 60_000);
      return created.headers.get("location") ?? "";
    };
    const given = await begin("parts/given-up");
    expect((await ask("DELETE", given)).status).toBe(204);
    expect((await ask("HEAD", given)).status).toBe(404);

    const before = new Set(await listResumable());
    const late = await begin("parts/late");
    const plan = (await listResumable()).find(
      (name) => name.endsWith(".plan") && !before.has(name),
    );
    const file = path.join(instance.options.dataDir, "storage", "resumable", plan ?? "");
    const content = JSON.parse(await readFile(file, "utf8")) as object;
    const createdAt = new Date(Date.now() - 25 * 60 * 60_000).toISOString();
    await writeFile(file, JSON.stringify({ ...content, createdAt }));
    expect((await ask("HEAD", late)).status).toBe(410);
  });

  it("ends as one whole object when many are sent to one name", async () => {
    const contents = Array.from({ length: 4 }, () => randomBytes(3 * chunkSize));
    const headers = { ...adminHeaders, "x-upsert": "true" };
    await Promise.all(contents.map((content) => send("parts/race", content, { headers })));
    const stored = await download("parts/race");
    expect(contents.some((content) => content.equals(stored))).toBe(true);

    const only = await Promise.allSettled(contents.map((content) => send("parts/first", content)));
    const won = only.findIndex(({ status }) => status === "fulfilled");
    expect(only.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await download("parts/first")).equals(contents[won] ?? Buffer.alloc(0))).toBe(true);
  });

  it("takes each byte once when two requests send the same part", async () => {
    const content = randomBytes(2 * chunkSize);
    const created = await ask("POST", endpoint, {
      ...adminHeaders,
      "upload-length": String(content.length),
      "upload-metadata": encodeMetadata({ bucketName: "homes", objectName: "parts/twice" }),
    });
    const url = created.headers.get("location") ?? "";
    const part = {
      ...adminHeaders,
      "content-type": "application/offset+octet-stream",
      "upload-offset": "0",
    };
    const both = await Promise.all([
      ask("PATCH", url, part, content),
      ask("PATCH", url, part, content),
    ]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([204, 409]));
    expect((await download("parts/twice")).equals(content)).toBe(true);
  });
});

describe("an upload in parts is refused", () => {
  it("where its bucket, size, type, name or right is wrong", async () => {
    const small = Buffer.from("content");
    await admin.storage.createBucket("narrow", {
      public: false,
      fileSizeLimit: 4,
      allowedMimeTypes: ["image/*"],
    });
    const image = { bucketName: "narrow", contentType: "image/png" };
    expect(await findRefusal(send("a", small, {}, image))).toMatchObject({ status: 413 });
    const text = { bucketName: "narrow" };
    expect(await findRefusal(send("a", Buffer.from("1"), {}, text))).toMatchObject({
      status: 415,
      body: "mime type text/plain is not supported",
    });
    const large = Buffer.alloc(2 * 2 ** 20 + 1);
    expect(await findRefusal(send("a", large))).toMatchObject({ status: 413 });
    expect(await findRefusal(send("a", small, {}, { bucketName: "nothing" }))).toEqual({
      status: 404,
      body: "Bucket not found",
    });
    for (const name of ["", "../a", "/a", "a\u0000", "é", "x".repeat(1025), "a/../b"]) {
      expect(await findRefusal(send(name, small)), name).toMatchObject({ status: 400 });
    }
    const broken = { cacheControl: "1\r\nx: y", contentType: "text/plain\r\nx: y" };
    expect(await findRefusal(send("a", small, {}, broken))).toMatchObject({ status: 400 });
    await send("parts/taken", small);
    expect(await findRefusal(send("parts/taken", small))).toEqual({
      status: 409,
      body: "The resource already exists",
    });
    const visitor = { headers: { apikey: instance.publishableKey } };
    expect(await findRefusal(send("a", small, visitor))).toEqual({
      status: 403,
      body: "new row violates row-level security policy",
    });
    const stranger = await signIn();
    expect(await findRefusal(send("theirs/a", small, { headers: stranger.headers }))).toMatchObject(
      { status: 403 },
    );
    expect(await findRefusal(send("a", small, { headers: {} }))).toMatchObject({ status: 400 });
    await send("a", small, visitor, { bucketName: "inbox" });
  });

  it("where the right is lost on the way", async () => {
    const person = await signIn();
    const name = `${person.userId}/lost.bin`;
    let parts = 0;
    const sent = send(name, randomBytes(3 * chunkSize), {
      headers: person.headers,
      onPart: () => (parts += 1),
      extra: {
        onBeforeRequest: async (request) => {
          if (request.getMethod() !== "PATCH" || parts < 2) return;
          await instance.query("alter policy homes on storage.objects with check (false)");
        },
      },
    });
    expect(await findRefusal(sent)).toMatchObject({ status: 403 });
    await instance.query(
      `alter policy homes on storage.objects
       with check (bucket_id = 'homes' and (storage.foldername(name))[1] = auth.uid()::text)`,
    );
    expect((await person.client.storage.from("homes").exists(name)).data).toBe(false);
  });
});

describe("a link to upload", () => {
  it("permits one object in parts, and nothing else", async () => {
    const content = randomBytes(3 * chunkSize);
    const { data } = await admin.storage.from("homes").createSignedUploadUrl("parts/signed");
    const headers = { apikey: instance.publishableKey, "x-signature": data?.token ?? "" };
    const signed = { endpoint: `${endpoint}/sign`, headers };
    expect(await findRefusal(send("parts/other", content, signed))).toMatchObject({
      status: 400,
      body: "Invalid signature",
    });
    const unsigned = { ...signed, headers: adminHeaders };
    expect(await findRefusal(send("parts/signed", content, unsigned))).toMatchObject({
      status: 400,
      body: "Missing x-signature header",
    });
    const { url } = await send("parts/signed", content, signed);
    expect(url).toContain("/resumable/sign/");
    expect((await download("parts/signed")).equals(content)).toBe(true);
    expect((await ask("HEAD", url, headers)).headers.get("upload-offset")).toBe("300000");
    expect((await ask("DELETE", url, headers)).status).toBe(400);
    expect((await ask("HEAD", url.replace("/sign/", "/"), adminHeaders)).status).toBe(404);
    expect(await findRefusal(send("parts/signed", content, signed))).toMatchObject({
      status: 409,
    });
  });
});

it("tells anyone what it can do, and nobody of uploads that are none", async () => {
  const options = await fetch(endpoint, { method: "OPTIONS" });
  expect(options.status).toBe(204);
  expect(options.headers.get("tus-version")).toBe("1.0.0");
  expect(options.headers.get("tus-max-size")).toBe(String(2 * 2 ** 20));
  expect(options.headers.get("tus-extension")).toContain("creation-with-upload");
  const made = (text: string) => `${endpoint}/${Buffer.from(text).toString("base64url")}`;
  for (const id of ["x", "homes/a", "../../etc/passwd/a", `homes/a/${randomUUID()}`]) {
    expect((await ask("HEAD", made(id))).status, id).toBe(404);
    expect((await ask("DELETE", made(id))).status, id).toBe(404);
  }
  expect((await fetch(made("x"), { method: "HEAD", headers: adminHeaders })).status).toBe(412);
  expect((await ask("GET", made("x"))).status).toBe(404);
});

function encodeMetadata(metadata: Record<string, string>): string {
  return Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`)
    .join(",");
}
