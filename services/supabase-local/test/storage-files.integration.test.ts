import { randomUUID } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  refusals,
  startStorageContract,
  type StorageClient,
  type StorageContract,
  type StorageFiles,
} from "./storage-contract.ts";

const { forbidden, noBucket, noObject, notEnabled } = refusals;
let contract: StorageContract;
let admin: StorageClient;
let visitor: StorageClient;
let member: StorageClient;

beforeAll(async () => {
  contract = await startStorageContract();
  ({ admin, visitor, member } = contract);
});
afterAll(() => contract.instance.dispose());

it("upload and update keep content, type, cache time, encoding and metadata", async () => {
  const files = admin.from(await contract.createBucket());
  const zipped = gzipSync("what is inside");
  const options = {
    contentType: "text/plain",
    cacheControl: "60",
    contentEncoding: "gzip",
    metadata: { from: "tests", tags: ["a"] },
  };
  const bodies = [zipped, new Blob([zipped], { type: "text/plain" })];
  for (const [index, body] of bodies.entries()) {
    const name = `dir/zipped-${index}.txt`;
    const { data } = await files.upload(name, body, options);
    expect(data).toMatchObject({ path: name, fullPath: expect.stringMatching(`/${name}$`) });
    expect((await files.info(name)).data).toMatchObject({
      id: data?.id,
      name,
      size: zipped.length,
      contentType: "text/plain",
      cacheControl: "max-age=60",
      contentEncoding: "gzip",
      metadata: options.metadata,
      version: expect.any(String),
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
    // fetch takes the encoding off.
    expect(await (await files.download(name)).data?.text()).toBe(gunzipSync(zipped).toString());
  }
  const before = (await files.info("dir/zipped-0.txt")).data;
  const changed = await files.update("dir/zipped-0.txt", "new", { contentType: "text/html" });
  expect(changed.data?.id).toBe(before?.id);
  const after = (await files.info("dir/zipped-0.txt")).data;
  expect(after).toMatchObject({ contentEncoding: null, contentType: "text/html", metadata: {} });
  expect(after?.version).not.toBe(before?.version);
  expect((await files.upload("dir/zipped-0.txt", "x")).error).toMatchObject({
    statusCode: "409",
    code: "KeyAlreadyExists",
    message: "The resource already exists",
  });
  expect((await files.upload("dir/zipped-0.txt", "x", { upsert: true })).error).toBeNull();
  expect((await admin.from("nothing").upload("a", "x")).error).toMatchObject(noBucket);
  expect((await member.from("homes").upload("a", "x")).error).toMatchObject(forbidden);
  expect((await member.from("homes").update("a", "x")).error).toMatchObject(forbidden);
});

it("upload and update refuse what the bucket does not take, and headers that would break an answer", async () => {
  const limits = { fileSizeLimit: 4, allowedMimeTypes: ["text/*"] };
  const files = admin.from(await contract.createBucket(limits));
  const type = { contentType: "text/plain" };
  expect((await files.upload("a", "12345", type)).error).toMatchObject({ statusCode: "413" });
  expect((await files.upload("a", "1", { contentType: "image/png" })).error).toMatchObject({
    statusCode: "415",
    code: "InvalidMimeType",
    message: "mime type image/png is not supported",
  });
  const form = new FormData();
  form.append("cacheControl", "60\r\nset-cookie: a=b");
  form.append("contentEncoding", "gzip\r\nx: y");
  form.append("", new Blob(["1"], { type: "text/plain" }));
  expect((await files.upload("a", form)).error).toMatchObject({ code: "InvalidRequest" });
  const notMetadata = { ...type, headers: { "x-metadata": "bm90IEpTT04=" } };
  expect((await files.upload("a", "1", notMetadata)).error).toMatchObject({
    code: "InvalidRequest",
  });
  expect((await files.list()).data).toEqual([]);
});

it("createSignedUploadUrl, uploadToSignedUrl", async () => {
  const home = `${contract.memberId}/signed.txt`;
  const { data } = await member.from("homes").createSignedUploadUrl(home);
  expect(data).toMatchObject({ path: home, token: expect.any(String) });
  expect(new URL(data?.signedUrl ?? "").searchParams.get("token")).toBe(data?.token);
  const send = (name: string, token = "", options?: object) =>
    visitor.from("homes").uploadToSignedUrl(name, token, "sent", options);
  const metadata = { by: "link" };
  expect((await send(home, data?.token, { metadata })).data?.path).toBe(home);
  expect((await member.from("homes").info(home)).data?.metadata).toEqual(metadata);
  expect((await send(home, data?.token)).error).toMatchObject({ code: "KeyAlreadyExists" });
  expect((await send(home, `${data?.token}x`)).error).toMatchObject({ code: "InvalidJWT" });
  expect((await send(`${contract.memberId}/b`, data?.token)).error).toMatchObject({
    code: "InvalidSignature",
  });
  expect((await send(home)).error).toMatchObject({ code: "InvalidRequest" });
  const again = await member.from("homes").createSignedUploadUrl(home, { upsert: true });
  expect((await send(home, again.data?.token)).error).toBeNull();
  expect((await member.from("homes").createSignedUploadUrl(home)).error).toMatchObject({
    code: "KeyAlreadyExists",
  });
  expect((await visitor.from("homes").createSignedUploadUrl(home)).error).not.toBeNull();
  expect((await member.from("homes").createSignedUploadUrl("theirs/a")).error).toMatchObject(
    forbidden,
  );
});

it("createSignedUrl, createSignedUrls", async () => {
  const files = member.from("homes");
  const home = `${contract.memberId}/read.txt`;
  await files.upload(home, "to read", { contentType: "text/plain" });
  const { data } = await files.createSignedUrl(home, 60, { download: "n.txt", cacheNonce: "1" });
  const response = await fetch(data?.signedUrl ?? "");
  expect(await response.text()).toBe("to read");
  expect(response.headers.get("content-disposition")).toContain('filename="n.txt"');
  const left = Date.parse(response.headers.get("expires") ?? "") - Date.now();
  expect(left).toBeLessThanOrEqual(60_000);

  const version = (await files.info(home)).data?.version ?? "";
  const pinned = await files.createSignedUrl(home, 60, { versionId: version });
  expect((await fetch(pinned.data?.signedUrl ?? "")).status).toBe(200);
  await files.update(home, "newer");
  const gone = await fetch(pinned.data?.signedUrl ?? "");
  expect(await gone.json()).toMatchObject({ code: "NoSuchKey" });
  expect(await (await fetch(data?.signedUrl ?? "")).text()).toBe("newer");
  expect((await files.createSignedUrl(home, 60, { versionId: version })).error).toMatchObject(
    noObject,
  );

  expect((await files.createSignedUrl(home, 0)).error).toMatchObject({ code: "InvalidRequest" });
  expect((await files.createSignedUrl("none", 60)).error).toMatchObject(noObject);
  const transform = { width: 10 };
  expect((await files.createSignedUrl(home, 60, { transform })).error).toMatchObject(notEnabled);
  expect((await visitor.from("homes").createSignedUrl(home, 60)).error).toMatchObject(noObject);

  const many = await files.createSignedUrls([home, "none"], 60, { download: true });
  expect(many.data?.map(({ path, error }) => [path, error === null])).toEqual([
    [home, true],
    ["none", false],
  ]);
  expect(await (await fetch(many.data?.[0]?.signedUrl ?? "")).text()).toBe("newer");
  expect(many.data?.[1]?.signedUrl).toBeNull();
  expect((await files.createSignedUrls([], 60)).error).toMatchObject({ code: "InvalidRequest" });
});

it("download, also as a stream and by version; info; exists", async () => {
  const files = admin.from(await contract.createBucket());
  await files.upload("a.txt", "content");
  expect(await (await files.download("a.txt")).data?.text()).toBe("content");
  const streamed = await files.download("a.txt").asStream();
  expect(await new Response(streamed.data).text()).toBe("content");
  const versionId = (await files.info("a.txt")).data?.version ?? "";
  const other = { versionId: randomUUID() };
  expect((await files.download("a.txt", { versionId })).error).toBeNull();
  expect((await files.download("a.txt", other)).error).toMatchObject(noObject);
  expect((await files.info("a.txt", other)).error).toMatchObject(noObject);
  const transform = { transform: { width: 10 } };
  expect((await files.download("a.txt", transform)).error).toMatchObject(notEnabled);
  expect((await files.download("none")).error).toMatchObject(noObject);
  expect((await admin.from("nothing").download("a.txt")).error).toMatchObject(noBucket);
  expect((await files.info("none")).error).toMatchObject(noObject);
  expect((await admin.from("nothing").info("a.txt")).error).toMatchObject(noBucket);
  expect((await files.exists("a.txt")).data).toBe(true);
  expect(await files.exists("none")).toMatchObject({ data: false, error: noObject });
  await expect(admin.from("nothing").exists("a.txt")).rejects.toMatchObject(noBucket);
  const aborted = files.download("a.txt", {}, { signal: AbortSignal.abort() });
  expect((await aborted).error?.name).toBe("StorageUnknownError");
});

it("getPublicUrl, read without a key from a public bucket and from no other", async () => {
  const open = await contract.createBucket({ public: true });
  const closed = await contract.createBucket();
  for (const id of [open, closed]) await admin.from(id).upload("dir/a b.txt", "for all");
  const get = (id: string, options?: object, path = "dir/a b.txt") =>
    fetch(visitor.from(id).getPublicUrl(path, options).data.publicUrl);
  expect(await (await get(open)).text()).toBe("for all");
  const saved = await get(open, { download: true, cacheNonce: "1" });
  expect(saved.headers.get("content-disposition")).toContain('filename="a b.txt"');
  expect(await (await get(closed)).json()).toMatchObject({ code: "NoSuchBucket" });
  expect(await (await get("nothing")).json()).toMatchObject({ code: "NoSuchBucket" });
  expect(await (await get(open, {}, "none")).json()).toMatchObject({ code: "NoSuchKey" });
  expect(await (await get(open, { transform: { width: 1 } })).json()).toMatchObject({
    code: "FeatureNotEnabled",
  });
  expect(await (await get(open, { versionId: "other" })).json()).toMatchObject({
    code: "NoSuchKey",
  });
  // A public bucket is read by anyone through the other addresses too, but only read.
  expect(await (await visitor.from(open).download("dir/a b.txt")).data?.text()).toBe("for all");
  expect((await visitor.from(open).info("dir/a b.txt")).error).toBeNull();
  expect((await visitor.from(open).list("dir")).data).toEqual([]);
  expect((await visitor.from(open).upload("mine", "x")).error).toMatchObject(forbidden);
  expect((await visitor.from(open).remove(["dir/a b.txt"])).data).toEqual([]);
  const bare = await fetch(`${contract.instance.url}/storage/v1/object/${open}/dir/a%20b.txt`);
  expect(await bare.text()).toBe("for all");
  const bareClosed = await fetch(
    `${contract.instance.url}/storage/v1/object/${closed}/dir/a%20b.txt`,
  );
  expect(await bareClosed.json()).toMatchObject({ code: "NoSuchBucket" });
});

it("move, copy and remove, within a bucket and into another", async () => {
  const [here, there] = [await contract.createBucket(), await contract.createBucket()];
  const files = admin.from(here);
  const metadata = { kept: true };
  await files.upload("a", "content", { metadata, cacheControl: "60", contentEncoding: "x-own" });
  const destination = { destinationBucket: there };
  expect((await files.copy("a", "b")).data).toEqual({ path: `${here}/b` });
  expect((await files.copy("a", "c", destination)).data).toEqual({ path: `${there}/c` });
  expect((await admin.from(there).info("c")).data).toMatchObject({
    metadata,
    cacheControl: "max-age=60",
    contentEncoding: "x-own",
  });
  const changes = { cacheControl: "no-store", mimetype: "text/csv", contentEncoding: "" };
  expect((await files.copy("a", "d", { copyMetadata: false, metadata: changes })).error).toBeNull();
  expect((await files.info("d")).data).toMatchObject({
    metadata: {},
    cacheControl: "no-store",
    contentType: "text/csv",
    contentEncoding: null,
  });
  const hostile = { copyMetadata: false, metadata: { mimetype: "a\nb" } };
  expect((await files.copy("a", "e", hostile)).error).toMatchObject({ code: "InvalidRequest" });
  expect((await files.copy("a", "b")).error).toMatchObject({ code: "KeyAlreadyExists" });
  expect((await files.copy("none", "e")).error).toMatchObject(noObject);
  const nowhere = { destinationBucket: "nothing" };
  expect((await files.copy("a", "e", nowhere)).error).toMatchObject(noBucket);
  expect((await files.copy("a", "../e")).error).toMatchObject({ code: "InvalidKey" });
  const otherVersion = { sourceVersionId: randomUUID() };
  expect((await files.copy("a", "e", otherVersion)).error).toMatchObject(noObject);

  expect((await files.move("d", "e", destination)).data?.message).toBe("Successfully moved");
  expect(await (await admin.from(there).download("e")).data?.text()).toBe("content");
  expect((await files.exists("d")).data).toBe(false);
  expect((await files.move("a", "b")).error).toMatchObject({ code: "KeyAlreadyExists" });
  expect((await files.move("none", "f")).error).toMatchObject(noObject);
  expect((await files.move("a", "f", nowhere)).error).toMatchObject(noBucket);
  expect((await files.move("a", "/f")).error).toMatchObject({ code: "InvalidKey" });
  expect((await files.move("a", "f", otherVersion)).error).toMatchObject(noObject);

  const versionId = (await files.info("b")).data?.version ?? "";
  expect((await files.remove([{ path: "b", versionId: randomUUID() }])).data).toEqual([]);
  const removed = await files.remove(["a", { path: "b", versionId }, "none"]);
  expect(removed.data?.map(({ name }) => name).toSorted()).toEqual(["a", "b"]);
  expect((await files.remove([])).error).toMatchObject({ code: "InvalidRequest" });
  expect((await files.list()).data).toEqual([]);
});

it("purgeCache is the secret key's", async () => {
  const id = await contract.createBucket();
  await admin.from(id).upload("a b+.txt", "text");
  const purged = await admin.from(id).purgeCache("a b+.txt", { transformations: true });
  expect(purged.data?.message).toBe("success");
  expect((await admin.from(id).purgeCache("none")).error).toMatchObject(noObject);
  expect((await member.from(id).purgeCache("a b+.txt")).error).toMatchObject(forbidden);
});

it("list by folder, page, order, search and exact name", async () => {
  const files = admin.from(await contract.createBucket());
  for (const name of ["b", "B2", "a", "sub/c", "sub/deep/d", "100_"]) {
    await files.upload(`top/${name}`, name);
  }
  const list = async (folder: string, options: Parameters<StorageFiles["list"]>[1] = {}) =>
    (await files.list(folder, options)).data?.map(({ name }) => name);
  expect(await list("top")).toEqual(["100_", "a", "b", "B2", "sub"]);
  expect(await list("/top/")).toEqual(await list("top"));
  expect(await list("top", { sortBy: { order: "desc" } })).toEqual(["sub", "B2", "b", "a", "100_"]);
  expect(await list("top", { sortBy: { column: "created_at" } })).toEqual([
    "sub",
    "b",
    "B2",
    "a",
    "100_",
  ]);
  expect(await list("top", { sortBy: { column: "unheard of" } })).toEqual(await list("top"));
  expect(await list("top", { limit: 2, offset: 1 })).toEqual(["a", "b"]);
  expect(await list("top", { limit: 100_000 })).toHaveLength(5);
  expect(await list("top", { search: "B" })).toEqual(["b", "B2"]);
  expect(await list("top", { search: "_" })).toEqual([]);
  expect(await list("top/sub")).toEqual(["c", "deep"]);
  expect(await list("to")).toEqual([]);
  expect(await list("top/a", { exactMatch: true })).toEqual(["a"]);
  expect(await list("top", { noncurrentVersions: "include" })).toEqual(await list("top"));
  expect(await list("top", { noncurrentVersions: "only" })).toEqual([]);
  expect(await list("top", { deleteMarkers: "only" })).toEqual([]);
  const entries = (await files.list("top", { search: "sub" })).data;
  expect(entries).toMatchObject([{ id: null, metadata: null, created_at: null }]);
  const file = (await files.list("top", { search: "a" })).data?.[0];
  expect(file?.metadata).toMatchObject({ size: 1, mimetype: "text/plain;charset=UTF-8" });
  expect((await files.list("top", { limit: 0 })).error).toMatchObject({ code: "InvalidRequest" });
  expect((await files.list("zero\u0000byte")).error).toMatchObject({ code: "InvalidRequest" });
  expect((await visitor.from("homes").list(contract.memberId)).data).toEqual([]);
  expect((await admin.from("nothing").list()).data).toEqual([]);
});

it("listV2 by prefix, delimiter, order and cursor", async () => {
  const files = admin.from(await contract.createBucket());
  const names = ["b", "dir/z", "a", "dir/sub/y", "dirt", "B", "e_f", "exf"];
  for (const name of names) await files.upload(name, name);
  await files.update("a", "newer");

  const readAll = async (options: Parameters<StorageFiles["listV2"]>[0]) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { data, error } = await files.listV2({
        ...options,
        limit: 2,
        ...(cursor && { cursor }),
      });
      expect(error).toBeNull();
      expect((data?.folders.length ?? 0) + (data?.objects.length ?? 0)).toBeLessThanOrEqual(2);
      for (const each of [...(data?.folders ?? []), ...(data?.objects ?? [])]) {
        expect(each.key).toBe(each.name);
        seen.push(each.name);
      }
      expect(data?.hasNext).toBe(data?.nextCursor !== undefined);
      cursor = data?.nextCursor;
    } while (cursor !== undefined);
    return seen;
  };
  const byName = names.toSorted();
  expect(await readAll({})).toEqual(byName);
  expect(await readAll({ prefix: "dir" })).toEqual(["dir/sub/y", "dir/z", "dirt"]);
  expect(await readAll({ prefix: "e_" })).toEqual(["e_f"]);
  expect(await readAll({ prefix: "dir/", with_delimiter: true })).toEqual(["dir/sub/", "dir/z"]);
  const top = await readAll({ with_delimiter: true });
  expect(top.toSorted()).toEqual(["B", "a", "b", "dir/", "dirt", "e_f", "exf"]);
  for (const column of ["created_at", "updated_at"] as const) {
    const order = column === "created_at" ? names : [...names.filter((name) => name !== "a"), "a"];
    expect(await readAll({ sortBy: { column } })).toEqual(order);
    expect(await readAll({ sortBy: { column, order: "desc" } })).toEqual(order.toReversed());
  }
  expect(await readAll({ prefix: "dir", exactMatch: true })).toEqual([]);
  expect(await readAll({ prefix: "dirt", exactMatch: true, with_delimiter: true })).toEqual([
    "dirt",
  ]);
  expect(await readAll({ noncurrentVersions: "only" })).toEqual([]);
  expect((await files.listV2({ cursor: "made up" })).error).toMatchObject({
    code: "InvalidParameter",
  });
  const forged = Buffer.from(
    JSON.stringify({ name: "a", time: "'; drop", sortBy: { column: "created_at", order: "asc" } }),
  ).toString("base64url");
  expect((await files.listV2({ cursor: forged })).error).toMatchObject({
    code: "InvalidRequest",
  });
  expect((await visitor.from("homes").listV2()).data?.objects).toEqual([]);
});

it("leaves out no public method of the client", () => {
  expect(contract.listUncalled(contract.instance.createAdmin().storage.from("any"))).toEqual([]);
});
