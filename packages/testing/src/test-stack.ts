import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { closeDatabase, configureDatabase } from "@byteos/db/client";
import {
  startSupabaseLocal,
  type RunningSupabase,
} from "@byteos/supabase-local/start-supabase-local";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { findFreePortOffset } from "./free-port-offset.ts";
import type { TestDatabase } from "./test-database.ts";

export interface TestStack extends TestDatabase {
  /** Addresses and keys of the running stack. */
  readonly stack: RunningSupabase;
}

const root = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * The whole embedded Supabase with every migration, on free ports, for tests that need files, accounts
 * or a process of ours beside the database. Takes some seconds; call it once at the top of a file.
 * `functionSecrets` are found by the edge functions.
 */
export function withTestStack({
  functionSecrets = {},
}: { functionSecrets?: Record<string, string> } = {}): TestStack {
  let stack: RunningSupabase | undefined;
  let superuser: pg.Client | undefined;
  let folder: string | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "byteos-stack-"));
    stack = await startSupabaseLocal({
      dataDir: path.join(folder, "data"),
      portOffset: await findFreePortOffset(),
      migrationsDir: path.join(root, "supabase", "migrations"),
      configFile: path.join(root, "supabase", "config.toml"),
      isQuiet: true,
      siteUrls: ["http://localhost:3900"],
      functionSecrets: { LEARN_URL: "http://localhost:3900", ...functionSecrets },
    });
    superuser = new pg.Client({ connectionString: stack.adminDatabaseUrl });
    await superuser.connect();
    configureDatabase({ url: stack.databaseUrl, poolSize: 10 });
  }, 120_000);
  afterAll(async () => {
    await closeDatabase();
    await superuser?.end();
    await stack?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const running = (): RunningSupabase => {
    if (stack === undefined) throw new Error("The test stack opens in beforeAll.");
    return stack;
  };
  const connected = (): pg.Client => {
    if (superuser === undefined) throw new Error("The test stack opens in beforeAll.");
    return superuser;
  };
  return {
    get stack() {
      return running();
    },
    get appUrl() {
      return running().databaseUrl;
    },
    get ownerUrl() {
      return running().adminDatabaseUrl;
    },
    get superuser() {
      return connected();
    },
    async query<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) {
      return (await connected().query<Row>(sql, [...values])).rows;
    },
  };
}
