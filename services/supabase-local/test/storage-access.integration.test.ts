import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWithBuckets } from "./instance-with-buckets.ts";
import { sendResumable } from "./resumable-client.ts";
import { createSignedIn, type TestInstance } from "./running-instance.ts";

let instance: TestInstance;
let admin: SupabaseClient;

beforeAll(async () => {
  instance = await startWithBuckets();
  admin = instance.createAdmin();
});
afterAll(() => instance.dispose());

describe("row level security", () => {
  it("keeps each person to their folder, for every operation", async () => {
    const owner = await createSignedIn(instance);
    const stranger = await createSignedIn(instance);
    const home = `${owner.userId}/secret.txt`;
    const mine = owner.client.storage.from("homes");
    expect((await mine.upload(home, "mine")).error).toBeNull();
    expect((await mine.update(home, "mine too")).error).toBeNull();
    expect((await mine.createSignedUrl(home, 60)).error).toBeNull();

    for (const client of [stranger.client, instance.createVisitor()]) {
      const theirs = client.storage.from("homes");
      expect((await theirs.download(home)).error).toMatchObject({ statusCode: "404" });
      expect((await theirs.info(home)).error).toMatchObject({ statusCode: "404" });
      expect((await theirs.list(owner.userId)).data).toEqual([]);
      expect((await theirs.createSignedUrl(home, 60)).error).toMatchObject({ statusCode: "404" });
      expect((await theirs.createSignedUrls([home], 60)).data?.[0]?.signedUrl).toBeNull();
      expect((await theirs.remove([home])).data).toEqual([]);
      expect((await theirs.move(home, `${stranger.userId}/a`)).error).toMatchObject({
        statusCode: "404",
      });
      expect((await theirs.copy(home, `${stranger.userId}/a`)).error).toMatchObject({
        statusCode: "404",
      });
      for (const upsert of [true, false]) {
        const written = await theirs.upload(`${owner.userId}/planted.txt`, "x", { upsert });
        expect(written.error).toMatchObject({ status: 400, statusCode: "403" });
      }
      const link = await theirs.createSignedUploadUrl(`${owner.userId}/planted.txt`);
      expect(link.error).toMatchObject({ statusCode: "403" });
      const overwritten = await theirs.update(home, "changed");
      expect(overwritten.error).not.toBeNull();
    }
    expect(await (await mine.download(home)).data?.text()).toBe("mine too");
    const outside = await mine.move(home, `${stranger.userId}/gift.txt`);
    expect(outside.error).toMatchObject({ statusCode: "403" });
    expect((await mine.remove([home])).data).toHaveLength(1);
  });

  it("lets in what may be written but not read, and refuses a token that is not good", async () => {
    const dropped = await instance
      .createVisitor()
      .storage.from("inbox")
      .upload("note.txt", "hello");
    expect(dropped.error).toBeNull();
    const read = await instance.createVisitor().storage.from("inbox").download("note.txt");
    expect(read.error).toMatchObject({ statusCode: "404" });
    const response = await fetch(`${instance.url}/storage/v1/object/inbox/note.txt`, {
      headers: { apikey: instance.publishableKey, authorization: "Bearer a.b.c" },
    });
    expect(await response.json()).toMatchObject({ code: "InvalidJWT" });
    const bare = await fetch(`${instance.url}/storage/v1/bucket`);
    expect(await bare.json()).toMatchObject({ statusCode: "403" });
  });
});

describe("functions for policies", () => {
  it("tell which operation asks, how large buckets are, and whether an insert would be let in", async () => {
    await instance.query(
      `create policy shown on storage.objects for select to anon
       using (bucket_id = 'inbox' and storage.allow_only_operation('object.list'))`,
    );
    const files = instance.createVisitor().storage.from("inbox");
    await files.upload("shown.txt", "12345");
    expect((await files.list()).data?.map(({ name }) => name)).toContain("shown.txt");
    expect((await files.download("shown.txt")).error).toMatchObject({ code: "NoSuchKey" });
    await instance.query(
      `alter policy shown on storage.objects
       using (bucket_id = 'inbox' and storage.allow_any_operation('{storage.object.get_authenticated, ""}'))`,
    );
    expect((await files.list()).data).toEqual([]);
    expect(await (await files.download("shown.txt")).data?.text()).toBe("12345");
    await instance.query("drop policy shown on storage.objects");
    const sizes = await instance.query<{ bucket_id: string; size: string }>(
      "select * from storage.get_size_by_bucket()",
    );
    const inbox = sizes.find(({ bucket_id }) => bucket_id === "inbox");
    expect(Number(inbox?.size)).toBeGreaterThanOrEqual(5);
    const insert = "select storage.can_insert_object('inbox', 'tried', null, '{}')";
    await expect(instance.query(insert)).rejects.toMatchObject({ code: "PT200" });
    expect((await admin.storage.from("inbox").exists("tried")).data).toBe(false);
  });
});

describe("links", () => {
  it("let their holder read one object, for a time", async () => {
    const files = admin.storage.from("homes");
    await files.upload("links/a b.txt", "linked", { contentType: "text/plain" });
    const { data } = await files.createSignedUrl("links/a b.txt", 60, { download: true });
    expect(await (await fetch(data?.signedUrl ?? "")).text()).toBe("linked");
    const named = new URL(data?.signedUrl ?? "");
    named.searchParams.set("download", "näme.txt");
    const response = await fetch(named);
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="n_me.txt"; filename*=UTF-8''n%C3%A4me.txt`,
    );
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    const other = (data?.signedUrl ?? "").replace("a%20b.txt", "other.txt");
    expect((await fetch(other)).status).toBe(400);
    const short = await files.createSignedUrl("links/a b.txt", 1);
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    const late = await fetch(short.data?.signedUrl ?? "");
    expect(await late.json()).toMatchObject({ code: "InvalidJWT" });
    const many = await files.createSignedUrls(["links/a b.txt", "links/none"], 60);
    expect(many.data?.map((each) => each.error === null)).toEqual([true, false]);
  });

  it("let their holder write one object", async () => {
    const files = admin.storage.from("homes");
    const { data } = await files.createSignedUploadUrl("links/upload.txt");
    const visitor = instance.createVisitor().storage.from("homes");
    const token = data?.token ?? "";
    expect((await visitor.uploadToSignedUrl("links/upload.txt", token, "sent")).error).toBeNull();
    expect(await (await files.download("links/upload.txt")).data?.text()).toBe("sent");
    const again = await visitor.uploadToSignedUrl("links/upload.txt", token, "sent again");
    expect(again.error).toMatchObject({ statusCode: "409" });
    const elsewhere = await visitor.uploadToSignedUrl("links/other.txt", token, "sent");
    expect(elsewhere.error).toMatchObject({ code: "InvalidSignature" });
    const download = await files.createSignedUrl("links/upload.txt", 60);
    const readToken = new URL(download.data?.signedUrl ?? "").searchParams.get("token") ?? "";
    const crossed = await visitor.uploadToSignedUrl("links/upload.txt", readToken, "crossed");
    expect(crossed.error).toMatchObject({ code: "InvalidSignature" });
  });
});

describe("downloads over HTTP", () => {
  it("give ranges, know what the browser has, and run nothing", async () => {
    await admin.storage.createBucket("open", { public: true });
    const files = admin.storage.from("open");
    const upload = (name: string, content: string, contentType: string) =>
      files.upload(name, content, { contentType });
    await upload("digits.txt", "0123456789", "text/plain");
    await upload("page.html", "<script>alert(1)</script>", "text/html");
    await upload("image.svg", "<svg/>", "image/svg+xml");
    const get = (name: string, headers: Record<string, string> = {}, method = "GET") =>
      fetch(files.getPublicUrl(name).data.publicUrl, { headers, method });
    const part = async (range: string) => {
      const response = await get("digits.txt", { range });
      return [response.status, await response.text(), response.headers.get("content-range")];
    };
    expect(await part("bytes=2-4")).toEqual([206, "234", "bytes 2-4/10"]);
    expect(await part("bytes=8-")).toEqual([206, "89", "bytes 8-9/10"]);
    expect(await part("bytes=-3")).toEqual([206, "789", "bytes 7-9/10"]);
    expect(await part("bytes=5-100")).toEqual([206, "56789", "bytes 5-9/10"]);
    expect((await part("bytes=0-1,4-5"))[0]).toBe(200);
    expect((await part("bytes=10-"))[0]).toBe(416);
    expect((await part("bytes=10-"))[2]).toBe("bytes */10");

    const whole = await get("digits.txt");
    const etag = whole.headers.get("etag") ?? "";
    expect((await get("digits.txt", { "if-none-match": etag })).status).toBe(304);
    expect((await get("digits.txt", { "if-none-match": '"other"' })).status).toBe(200);
    const since = async (condition: string) =>
      (await get("digits.txt", { range: "bytes=2-4", "if-range": condition })).status;
    expect(await since(etag)).toBe(206);
    expect(await since('"other"')).toBe(200);
    const modified = whole.headers.get("last-modified") ?? "";
    expect((await get("digits.txt", { "if-modified-since": modified })).status).toBe(304);
    const head = await get("digits.txt", {}, "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
      200,
      "10",
      "",
    ]);

    const page = await get("page.html");
    expect(page.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await get("image.svg")).headers.get("content-security-policy")).toContain("sandbox");
    // Browsers cut blanks off, take the last of several types, and run scripts in XML of any name.
    const endpoint = `${instance.url}/storage/v1/upload/resumable`;
    const headers = { apikey: instance.secretKey };
    const chunkSize = 6 * 2 ** 20;
    for (const contentType of [" text/html", "text/plain, text/html", "text/html;charset=utf-8"]) {
      const objectName = `disguised-${contentType.length}.html`;
      const metadata = { bucketName: "open", objectName, contentType };
      await sendResumable(Buffer.from("<p>"), { endpoint, headers, metadata, chunkSize });
      expect((await get(objectName)).headers.get("content-type")).toMatch(/^text\/plain/);
    }
    for (const contentType of ["application/rss+xml", "text/xsl", "model/x3d+xml; a=b"]) {
      const objectName = `feed-${contentType.length}.xml`;
      await upload(objectName, "<rss/>", contentType);
      expect((await get(objectName)).headers.get("content-security-policy")).toContain("sandbox");
    }
    expect((await get("none.txt")).status).toBe(400);
    await admin.storage.updateBucket("open", { public: false });
    expect((await get("digits.txt")).status).toBe(400);
  });
});
