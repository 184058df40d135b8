import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePortOffset } from "@byteos/testing/free-port-offset";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { Client } from "pg";
import type { OutboxMessage } from "../src/mail/outbox.ts";
import {
  type RunningSupabase,
  startSupabaseLocal,
  type StartSupabaseLocalOptions,
} from "../src/start-supabase-local.ts";

export const siteUrl = "http://localhost:3900";

export interface TestInstance extends RunningSupabase {
  folder: string;
  options: StartSupabaseLocalOptions;
  /** A client with the public key and no stored session. */
  createVisitor(): SupabaseClient;
  createAdmin(): SupabaseClient;
  /** Reads or changes the database as its owner; one connection a call. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  waitForMail(to: string, subject: RegExp): Promise<ReadMail>;
  /** Stops and removes everything. */
  dispose(): Promise<void>;
}

interface ReadMail {
  message: OutboxMessage;
  link: URL;
  code: string;
}

/** Starts an instance on free ports in a temporary folder; `config` is the text of a config.toml. */
export async function startTestInstance(
  config: string,
  overrides: Partial<StartSupabaseLocalOptions> = {},
): Promise<TestInstance> {
  const folder = await mkdtemp(path.join(tmpdir(), "supabase-local-"));
  const configFile = path.join(folder, "supabase", "config.toml");
  const migrationsDir = path.join(folder, "supabase", "migrations");
  await mkdir(migrationsDir, { recursive: true });
  await writeFile(configFile, config);
  const options: StartSupabaseLocalOptions = {
    dataDir: path.join(folder, "data"),
    portOffset: await findFreePortOffset(),
    migrationsDir,
    configFile,
    isQuiet: true,
    siteUrls: [siteUrl],
    ...overrides,
  };
  const running = await startSupabaseLocal(options);
  const createVisitor = () => connect(running.url, running.publishableKey);
  return {
    ...running,
    folder,
    options,
    createVisitor,
    createAdmin: () => connect(running.url, running.secretKey),
    query: (text, values) => queryAsOwner(running.adminDatabaseUrl, text, values),
    waitForMail: (to, subject) => waitForMail(running.mailUrl, to, subject),
    dispose: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function queryAsOwner<Row extends object>(
  connectionString: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

export function connect(url: string, key: string): SupabaseClient {
  return createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
}

let addressCount = 0;

/** An address that no other test uses. */
export function inventAddress(name = "person"): string {
  addressCount += 1;
  return `${name}-${addressCount}-${Date.now().toString(36)}@example.org`;
}

/** Creates a confirmed user and a client signed in as them. */
export async function createSignedIn(
  instance: TestInstance,
  password = "correct horse battery",
): Promise<{ client: SupabaseClient; email: string; password: string; userId: string }> {
  const email = inventAddress();
  const created = await instance
    .createAdmin()
    .auth.admin.createUser({ email, password, email_confirm: true });
  if (created.error) throw created.error;
  const client = instance.createVisitor();
  const signedIn = await client.auth.signInWithPassword({ email, password });
  if (signedIn.error) throw signedIn.error;
  return { client, email, password, userId: created.data.user.id };
}

async function waitForMail(mailUrl: string, to: string, subject: RegExp): Promise<ReadMail> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const listed = await fetch(`${mailUrl}/api/messages?to=${encodeURIComponent(to)}`);
    const { messages } = (await listed.json()) as { messages: OutboxMessage[] };
    const found = messages.find((message) => subject.test(message.subject));
    if (found) {
      const response = await fetch(`${mailUrl}/api/messages/${found.id}`);
      const message = (await response.json()) as OutboxMessage;
      const link = /https?:\/\/\S+/.exec(message.text)?.[0] ?? "http://none.invalid";
      return { message, link: new URL(link), code: /Code: (\d+)/.exec(message.text)?.[1] ?? "" };
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`No mail with a subject like ${subject} came to ${to}.`);
}

/** Follows no redirect, so that a test sees where a link leads. */
export async function openLink(link: URL): Promise<URL> {
  const response = await fetch(link, { redirect: "manual" });
  const location = response.headers.get("location");
  if (response.status !== 303 || location === null) {
    throw new Error(`The link answered ${response.status} instead of a redirect.`);
  }
  return new URL(location);
}
