import { randomBytes } from "node:crypto";
import { closeDatabase, configureDatabase } from "@byteos/db/client";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import type { TestCluster } from "./test-cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

export interface TestDatabase {
  /** Address for the login role `byteos_app`, as the apps use it. */
  readonly appUrl: string;
  /** Address for `postgres`, the role that owns the schema. */
  readonly ownerUrl: string;
  /** The cluster's superuser, past every rule: for arranging and for looking, never for the act itself. */
  readonly superuser: pg.Client;
  /** Runs SQL as the superuser and returns its rows. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/**
 * A database of its own for one test file, cloned from the migrated template, and configured as the
 * database that asUser, asPublic and asService use. Call it once at the top of a file or a describe.
 */
export function withTestDatabase(): TestDatabase {
  const cluster = inject("testCluster");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const at = (user: string) =>
    `postgresql://${user}:${cluster.password}@${cluster.host}:${cluster.port}/${name}`;
  const superuserUrl = new URL(cluster.superuserUrl);
  let maintenance: pg.Client | undefined;
  let superuser: pg.Client | undefined;

  beforeAll(async () => {
    maintenance = new pg.Client({ connectionString: cluster.superuserUrl });
    await maintenance.connect();
    await maintenance.query(
      `create database ${name} template ${cluster.template} strategy file_copy`,
    );
    superuserUrl.pathname = `/${name}`;
    superuser = new pg.Client({ connectionString: superuserUrl.href });
    await superuser.connect();
    configureDatabase({ url: at("byteos_app"), poolSize: 20 });
  });
  afterAll(async () => {
    await closeDatabase();
    await superuser?.end();
    await maintenance?.query(`drop database if exists ${name} with (force)`);
    await maintenance?.end();
  });

  const connected = (): pg.Client => {
    if (superuser === undefined) throw new Error("The test database opens in beforeAll.");
    return superuser;
  };
  return {
    appUrl: at("byteos_app"),
    ownerUrl: at("postgres"),
    get superuser() {
      return connected();
    },
    async query<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) {
      return (await connected().query<Row>(sql, [...values])).rows;
    },
  };
}
