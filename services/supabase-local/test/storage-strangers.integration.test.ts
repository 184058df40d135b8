import { request } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startWithBuckets } from "./instance-with-buckets.ts";
import { createSignedIn, type TestInstance } from "./running-instance.ts";

/*
 * Everything that the storage API answers to, asked for another person's file by those who may not have it.
 */
interface Attempt {
  method: string;
  path: string;
  body?: string | Record<string, unknown>;
  headers?: Record<string, string>;
}

const secretText = "for the owner alone";
const expiry = { expiresIn: 60 };
let instance: TestInstance;
let owner: Awaited<ReturnType<typeof createSignedIn>>;
let home: string;
let strangerHome: string;
let senders: Record<string, Record<string, string>>;

beforeAll(async () => {
  instance = await startWithBuckets();
  owner = await createSignedIn(instance);
  const stranger = await createSignedIn(instance);
  home = `${owner.userId}/secret.txt`;
  strangerHome = stranger.userId;
  const { data } = await stranger.client.auth.getSession();
  const token = data.session?.access_token ?? "";
  const [head = "", payload = "", signature = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as object;
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const asOwner = encode({ ...claims, sub: owner.userId, role: "service_role" });
  const key = { apikey: instance.publishableKey };
  senders = {
    nobody: {},
    "the public key": key,
    "a stranger": { ...key, authorization: `Bearer ${token}` },
    "a stranger without a key": { authorization: `Bearer ${token}` },
    "a changed token": { ...key, authorization: `Bearer ${head}.${asOwner}.${signature}` },
    "an unsigned token": { ...key, authorization: `Bearer ${encode({ alg: "none" })}.${asOwner}.` },
    "a wrong key": { apikey: "sb_secret_guess" },
  };
  const files = owner.client.storage.from("homes");
  const { error } = await files.upload(home, secretText, { metadata: { of: "owner" } });
  if (error) throw error;
});
afterAll(() => instance.dispose());

function listAttempts(): Attempt[] {
  const mine = `${strangerHome}/stolen.txt`;
  const planted = `${owner.userId}/planted.txt`;
  const copy = (from: string, to: string) => ({
    bucketId: "homes",
    sourceKey: from,
    destinationKey: to,
  });
  const read = ["object", "object/authenticated", "object/public", "object/info", "object/sign"];
  const rooms = ["object/info/authenticated", "object/info/public", "render/image/authenticated"];
  return [
    { method: "GET", path: "bucket" },
    { method: "GET", path: "bucket/homes" },
    { method: "POST", path: "bucket", body: { id: "theirs", name: "theirs", public: true } },
    { method: "PUT", path: "bucket/homes", body: { public: true } },
    { method: "POST", path: "bucket/homes/empty", body: {} },
    { method: "DELETE", path: "bucket/homes", body: {} },
    { method: "GET", path: "bucket/homes/lifecycle" },
    { method: "DELETE", path: "cdn/homes" },
    { method: "DELETE", path: `cdn/homes/${home}` },
    ...[...read, ...rooms].flatMap((path) => [
      { method: "GET", path: `${path}/homes/${home}` },
      { method: "HEAD", path: `${path}/homes/${home}` },
      { method: "GET", path: `${path}/homes/${home}?token=a.b.c` },
      { method: "GET", path: `${path}/inbox/..%2fhomes/${home}` },
      { method: "GET", path: `${path}/inbox/../homes/${home}` },
    ]),
    { method: "POST", path: `object/sign/homes/${home}`, body: expiry },
    { method: "POST", path: "object/sign/homes", body: { ...expiry, paths: [home] } },
    { method: "POST", path: "object/list/homes", body: { prefix: owner.userId } },
    { method: "POST", path: "object/list/homes", body: { prefix: home, exactMatch: true } },
    { method: "POST", path: "object/list-v2/homes", body: { prefix: "" } },
    { method: "POST", path: "object/copy", body: copy(home, mine) },
    { method: "POST", path: "object/copy", body: copy(mine, planted) },
    { method: "POST", path: "object/move", body: copy(home, mine) },
    ...["POST", "PUT"].flatMap((method) =>
      [home, planted].map((name) => ({
        method,
        path: `object/homes/${name}`,
        body: "overwritten",
        headers: { "x-upsert": "true" },
      })),
    ),
    { method: "POST", path: `object/upload/sign/homes/${planted}`, body: {} },
    { method: "PUT", path: `object/upload/sign/homes/${home}?token=a.b.c`, body: "overwritten" },
    { method: "DELETE", path: "object/homes", body: { prefixes: [home] } },
    { method: "DELETE", path: `object/homes/${home}` },
  ];
}

/** Sent as it is: fetch would resolve ".." before sending. */
function send(attempt: Attempt, headers: Record<string, string>): Promise<string> {
  const { hostname, port } = new URL(instance.url);
  const isText = typeof attempt.body !== "object";
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        method: attempt.method,
        path: `/storage/v1/${attempt.path}`,
        headers: {
          "content-type": isText ? "text/plain" : "application/json",
          ...headers,
          ...attempt.headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve(`${response.statusCode} ${JSON.stringify(response.headers)} ${text}`);
        });
      },
    );
    sent.on("error", reject);
    sent.end(isText ? attempt.body : JSON.stringify(attempt.body));
  });
}

it("gives and changes nothing, whoever asks in whatever way", async () => {
  const files = owner.client.storage.from("homes");
  const before = (await files.info(home)).data;
  const successes: string[] = [];
  for (const attempt of listAttempts()) {
    for (const [sender, headers] of Object.entries(senders)) {
      const answer = await send(attempt, headers);
      const isLeak =
        answer.includes(secretText) ||
        answer.includes(before?.id ?? "") ||
        answer.includes(before?.version ?? "") ||
        answer.includes(before?.etag?.replaceAll('"', "") ?? "") ||
        /token=|"token"|"signedURL":"/.test(answer) ||
        answer.startsWith("5");
      const isGranted =
        answer.startsWith("2") && !/ (\[\]|.*"signedURL":null.*|.*"objects":\[\].*)$/.test(answer);
      if (isLeak || isGranted) {
        successes.push(`${sender}: ${attempt.method} ${attempt.path}: ${answer}`);
      }
    }
  }
  expect(successes).toEqual([]);
  expect((await files.info(home)).data).toEqual(before);
  expect(await (await files.download(home)).data?.text()).toBe(secretText);
  expect((await files.list(owner.userId)).data?.map(({ name }) => name)).toEqual(["secret.txt"]);
  const admin = instance.createAdmin().storage;
  expect((await admin.from("homes").list(strangerHome)).data).toEqual([]);
  expect((await admin.listBuckets()).data?.map(({ id }) => id)).toEqual(["homes", "inbox"]);
  expect((await admin.getBucket("homes")).data?.public).toBe(false);
});
