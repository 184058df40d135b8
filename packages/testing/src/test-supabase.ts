import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";
import { findFreePortOffset } from "./free-port-offset.ts";

const Details = z.object({
  url: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  databaseUrl: z.string(),
  mailUrl: z.string(),
  smtpUrl: z.string(),
});
export type TestSupabase = z.infer<typeof Details>;

const MessageList = z.object({ messages: z.array(z.object({ id: z.string() })) });
const Message = z.object({
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});
export type OutboxMail = z.infer<typeof Message>;

const entry = fileURLToPath(
  new URL("../../../services/supabase-local/src/main.ts", import.meta.url),
);

/** The whole embedded Supabase in a process and a folder of its own, for tests that speak HTTP to it. */
export function withTestSupabase(): { readonly details: TestSupabase } {
  let details: TestSupabase | undefined;
  let server: ChildProcess | undefined;
  let dataDir = "";

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), "byteos-supabase-"));
    const offset = await findFreePortOffset();
    server = spawn(process.execPath, [entry], {
      env: { ...process.env, BYTEOS_DATA_DIR: dataDir, BYTEOS_PORT_OFFSET: String(offset) },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const errors: string[] = [];
    server.stderr?.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
    const lines = createInterface({ input: server.stdout ?? process.stdin });
    const [line] = await Promise.race([
      once(lines, "line"),
      once(server, "exit").then(() => [undefined]),
    ]);
    if (line === undefined) {
      throw new Error(`The embedded Supabase did not start:\n${errors.join("")}`);
    }
    details = Details.parse(JSON.parse(String(line)));
  });
  afterAll(async () => {
    if (server !== undefined && server.exitCode === null) {
      const exited = once(server, "exit");
      server.kill("SIGTERM");
      await exited;
    }
    await rm(dataDir, { recursive: true, force: true });
  });

  return {
    get details() {
      if (details === undefined) throw new Error("The embedded Supabase starts in beforeAll.");
      return details;
    },
  };
}

/** Messages to one address that the outbox holds, newest first. */
export async function listOutbox(mailUrl: string, to: string): Promise<OutboxMail[]> {
  const read = async (address: string): Promise<unknown> =>
    (await fetch(new URL(address, mailUrl))).json();
  const { messages } = MessageList.parse(await read(`/api/messages?to=${encodeURIComponent(to)}`));
  return Promise.all(
    messages.map(async ({ id }) => Message.parse(await read(`/api/messages/${id}`))),
  );
}
