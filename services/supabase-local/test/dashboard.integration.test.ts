import { request } from "node:http";
import nodemailer from "nodemailer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startWithFunctions } from "./instance-with-functions.ts";
import { createSignedIn, type TestInstance } from "./running-instance.ts";

let instance: TestInstance;

beforeAll(async () => {
  instance = await startWithFunctions("[functions.talks]\nverify_jwt = false\n", {
    talks: `Deno.serve(() => { console.log("<b>said</b>"); console.error("amiss"); return new Response("ok"); });`,
    quiet: `Deno.serve(() => new Response("ok"));`,
  });
});
afterAll(() => instance.dispose());

async function read<Body>(target: string): Promise<Body> {
  const response = await fetch(`${instance.dashboardUrl}${target}`);
  expect(response.headers.get("cache-control")).toBe("no-store");
  // safe because each test says what it reads and fails when it is not there.
  return (await response.json()) as Body;
}

it("lists people without anything that lets someone in as them", async () => {
  const { email, userId, client } = await createSignedIn(instance);
  await client.auth.resetPasswordForEmail(email);
  const { users, total } = await read<{ users: Record<string, unknown>[]; total: number }>(
    `/api/users?search=${email.slice(0, 12).toUpperCase()}`,
  );
  expect(total).toBe(1);
  expect(users[0]).toMatchObject({ id: userId, email, isConfirmed: true, providers: ["email"] });
  expect(Object.keys(users[0] ?? {}).sort()).toEqual([
    "createdAt",
    "email",
    "id",
    "isAnonymous",
    "isConfirmed",
    "lastSignInAt",
    "providers",
  ]);
  expect(await read("/api/users?search=%25")).toEqual({ users: [], total: 0 });
});

it("lists mails without their words", async () => {
  const transport = nodemailer.createTransport(instance.smtpUrl);
  const to = "reader@example.org";
  await transport.sendMail({ from: "a@example.org", to, subject: "Hello", text: "secret words" });
  transport.close();
  const answer = await read<{ mails: unknown[]; url: string }>("/api/mails");
  expect(answer.mails[0]).toMatchObject({ to: [to], subject: "Hello" });
  expect(answer.url).toBe(instance.mailUrl);
  expect(JSON.stringify(answer)).not.toContain("secret words");
});

it("lists buckets with what they hold", async () => {
  const { storage } = instance.createAdmin();
  await storage.createBucket("shelf", { public: true, fileSizeLimit: 1_000_000 });
  await storage.from("shelf").upload("a.txt", "12345");
  await storage.from("shelf").upload("b/c.txt", "123");
  expect(await read("/api/buckets")).toEqual({
    buckets: [{ name: "shelf", isPublic: true, limitBytes: 1_000_000, files: 2, bytes: 8 }],
  });
});

it("lists functions with what they say", async () => {
  const asleep = { name: "quiet", isRunning: false, isTokenNeeded: true };
  expect(await read("/api/functions")).toEqual({
    functions: [asleep, { name: "talks", isRunning: false, isTokenNeeded: false }],
  });
  await instance.createVisitor().functions.invoke("talks");
  expect(await read("/api/functions")).toMatchObject({
    functions: [asleep, { name: "talks", isRunning: true }],
  });
  const logOf = (name: string) =>
    read<{ lines: { from: string; text: string }[] }>(`/api/functions/${name}/logs`);
  await expect
    .poll(async () =>
      (await logOf("talks")).lines.map(({ from, text }) => `${from}: ${text}`).sort(),
    )
    .toEqual(["error: amiss", "output: <b>said</b>"]);
  expect(await logOf("quiet")).toEqual({ lines: [] });
  expect(await logOf("..%2f..%2fsecrets")).toEqual({ lines: [] });
});

it("answers to this machine's names alone, and changes nothing", async () => {
  const statusFor = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(
        `${instance.dashboardUrl}/api/users`,
        { headers: { host } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on("error", reject).end();
    });
  expect(await statusFor("rebound.example")).toBe(403);
  expect(await statusFor("localhost:54323")).toBe(200);
  const page = await fetch(instance.dashboardUrl);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  for (const method of ["POST", "PUT", "DELETE"]) {
    const response = await fetch(`${instance.dashboardUrl}/api/users`, { method });
    expect(response.status, method).toBe(404);
  }
});
