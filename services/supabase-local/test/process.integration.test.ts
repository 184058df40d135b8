import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { afterEach, expect, it } from "vitest";
import { waitForExit } from "../src/instance/process-identity.ts";
import type { RunningSupabase } from "../src/start-supabase-local.ts";
import { cleanUpProcesses, createEnvironment, launch } from "./launched-process.ts";
import { connect, inventAddress } from "./running-instance.ts";

const password = "a long password";

afterEach(() => cleanUpProcesses());

async function readPostgresPid(env: { BYTEOS_DATA_DIR: string }): Promise<number> {
  const file = path.join(env.BYTEOS_DATA_DIR, "supabase/postgres/data/postmaster.pid");
  return Number((await readFile(file, "utf8")).split("\n")[0]);
}

async function createUser(ready: RunningSupabase): Promise<string> {
  const email = inventAddress();
  const admin = connect(ready.url, ready.secretKey).auth.admin;
  const { error } = await admin.createUser({ email, password, email_confirm: true });
  if (error) throw error;
  return email;
}

async function canSignIn(ready: RunningSupabase, email: string): Promise<boolean> {
  const client = connect(ready.url, ready.publishableKey);
  return (await client.auth.signInWithPassword({ email, password })).error === null;
}

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await isSo().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It did not become so.");
}

it("ends on a signal with its database, and leaves no lock", async () => {
  const env = await createEnvironment();
  const { pid, ready } = await launch(env);
  const postgres = await readPostgresPid(env);
  await createUser(ready);
  process.kill(pid, "SIGINT");
  expect(await waitForExit(pid, 15_000)).toBe(true);
  expect(await waitForExit(postgres, 1_000)).toBe(true);
  const left = await readdir(path.join(env.BYTEOS_DATA_DIR, "supabase"));
  expect(left).not.toContain("lock");
  const log = await readFile(
    path.join(env.BYTEOS_DATA_DIR, "supabase/postgres/postgres.log"),
    "utf8",
  );
  expect(log).toContain("database system is shut down");
});

it("killed with SIGKILL it takes its database along and starts again with every user", async () => {
  const env = await createEnvironment();
  const first = await launch(env);
  const email = await createUser(first.ready);
  const postgres = await readPostgresPid(env);
  process.kill(first.pid, "SIGKILL");
  const second = await launch(env);
  expect(await waitForExit(postgres, 10_000)).toBe(true);
  expect(await canSignIn(second.ready, email)).toBe(true);
});

it("ends when the process that started it is killed", async () => {
  const env = await createEnvironment();
  const { child, pid, ready } = await launch(env, { viaShell: true });
  const email = await createUser(ready);
  const postgres = await readPostgresPid(env);
  child.kill("SIGKILL");
  expect(await waitForExit(pid, 15_000)).toBe(true);
  expect(await waitForExit(postgres, 1_000)).toBe(true);
  const again = await launch(env);
  expect(await canSignIn(again.ready, email)).toBe(true);
});

it("brings its database back when that is killed, whole or in part", async () => {
  const env = await createEnvironment();
  const { ready } = await launch(env);
  const email = await createUser(ready);
  const postgres = await readPostgresPid(env);
  process.kill(postgres, "SIGKILL");
  await waitUntil(
    async () => (await readPostgresPid(env)) !== postgres && (await canSignIn(ready, email)),
  );

  const client = new Client({ connectionString: ready.adminDatabaseUrl });
  client.on("error", () => {});
  await client.connect();
  const backend = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  process.kill(backend.rows[0]?.pid ?? 0, "SIGKILL");
  await waitUntil(() => canSignIn(ready, email));
  expect(await readPostgresPid(env)).not.toBe(postgres);
});

it("killed during uploads it shows whole files or none, and keeps no remains", async () => {
  const env = await createEnvironment();
  const first = await launch(env);
  const storage = connect(first.ready.url, first.ready.secretKey).storage;
  await storage.createBucket("files", { public: false });
  const acknowledged: string[] = [];
  const content = randomBytes(3_000_000);
  const uploads = Array.from({ length: 40 }, async (_, index) => {
    const name = `file-${index}.bin`;
    const { error } = await storage.from("files").upload(name, content);
    if (error === null) acknowledged.push(name);
    if (acknowledged.length === 12) process.kill(first.pid, "SIGKILL");
  });
  await Promise.allSettled(uploads);
  expect(acknowledged.length).toBeGreaterThanOrEqual(12);
  await waitForExit(first.pid, 5_000);

  const second = await launch(env);
  const files = connect(second.ready.url, second.ready.secretKey).storage.from("files");
  const listed = (await files.list("", { limit: 100 })).data?.map((entry) => entry.name) ?? [];
  for (const name of acknowledged) expect(listed).toContain(name);
  for (const name of listed) {
    const { data } = await files.download(name);
    const stored = Buffer.from(await new Response(data).arrayBuffer());
    expect(stored.equals(content), name).toBe(true);
  }
  const root = path.join(env.BYTEOS_DATA_DIR, "supabase/storage");
  await waitUntil(async () => {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).length === listed.length;
  });
});
