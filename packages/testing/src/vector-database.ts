import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { closeDatabase, configureDatabase } from "@byteos/db/client";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { pgcrypto } from "@electric-sql/pglite/contrib/pgcrypto";
import { uuid_ossp } from "@electric-sql/pglite/contrib/uuid_ossp";
import { afterAll, beforeAll } from "vitest";
import type { TestDatabase } from "./test-database.ts";

const bootstrap = fileURLToPath(
  new URL("../../../services/supabase-local/src/bootstrap/sql", import.meta.url),
);
const migrations = fileURLToPath(new URL("../../../supabase/migrations", import.meta.url));

/**
 * A database with the `vector` extension, which embedded Postgres lacks: PGlite, with the platform's
 * schemas and every migration, configured as the database of asUser and asService. It serves one
 * connection at a time, as a superuser, so it is no place to test who may connect.
 */
export function withVectorDatabase(): Pick<TestDatabase, "query"> {
  let database: PGlite | undefined;
  let server: PGLiteSocketServer | undefined;

  beforeAll(async () => {
    database = await PGlite.create({ extensions: { vector, pgcrypto, uuid_ossp } });
    await database.exec("create role supabase_admin superuser");
    // As the platform itself, whose changes to its own schemas the guard lets pass.
    await database.exec("set session authorization supabase_admin");
    for (const text of await readSqlFiles(bootstrap)) await database.exec(withoutUnsupported(text));
    await database.exec("reset session authorization");
    for (const text of await readSqlFiles(migrations)) await database.exec(text);
    server = new PGLiteSocketServer({ db: database, port: 0, host: "127.0.0.1" });
    await server.start();
    configureDatabase({
      url: `postgresql://postgres@${server.getServerConn()}/postgres`,
      poolSize: 1,
    });
  });
  afterAll(async () => {
    await closeDatabase();
    await server?.stop();
    await database?.close();
  });

  return {
    async query<Row>(sql: string, values: readonly unknown[] = []) {
      if (database === undefined) throw new Error("The vector database opens in beforeAll.");
      return (await database.query<Row>(sql, [...values])).rows;
    },
  };
}

// PGlite has one superuser, which cannot be demoted, and no statistics extension.
function withoutUnsupported(sql: string): string {
  return sql
    .split("\n")
    .filter(
      (line) =>
        !/^(alter role postgres nosuperuser|create extension .*pg_stat_statements)/.test(line),
    )
    .join("\n");
}

async function readSqlFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  return Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
}
