import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type { Client } from "pg";

const folder = new URL("./sql/", import.meta.url);
const lockKey = 5_432_101;

/**
 * Gives a database the roles, schemas and functions that hosted Supabase has before any migration.
 * Needs a superuser's connection; does nothing when all of it is there.
 */
export async function applyBootstrap(superuser: Client): Promise<void> {
  const names = (await readdir(folder))
    .filter((name) => name.endsWith(".sql"))
    .toSorted((a, b) => (a < b ? -1 : 1));
  await superuser.query("select pg_advisory_lock($1)", [lockKey]);
  try {
    const applied = await listApplied(superuser);
    for (const name of names) {
      const text = await readFile(new URL(name, folder), "utf8");
      const checksum = createHash("sha256").update(text).digest("hex");
      const before = applied.get(name);
      if (before === checksum) continue;
      if (before !== undefined) {
        throw new Error(
          `The database was prepared with another ${name}. Run "npm run reset" to start over.`,
        );
      }
      await superuser.query("begin");
      try {
        await superuser.query(text);
        await superuser.query(
          "insert into supabase_local.applied (name, checksum) values ($1, $2)",
          [name, checksum],
        );
        await superuser.query("commit");
      } catch (cause) {
        await superuser.query("rollback");
        throw new Error(`Preparing the database failed in ${name}: ${String(cause)}`, { cause });
      }
    }
  } finally {
    await superuser.query("select pg_advisory_unlock($1)", [lockKey]);
  }
}

async function listApplied(superuser: Client): Promise<Map<string, string>> {
  const found = await superuser.query<{ exists: boolean }>(
    "select to_regclass('supabase_local.applied') is not null as exists",
  );
  if (!found.rows[0]?.exists) {
    await superuser.query(`
      create schema if not exists supabase_local;
      create table if not exists supabase_local.applied (
        name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
  }
  const rows = await superuser.query<{ name: string; checksum: string }>(
    "select name, checksum from supabase_local.applied",
  );
  return new Map(rows.rows.map((row) => [row.name, row.checksum]));
}

export type PlatformRole =
  | "postgres"
  | "authenticator"
  | "supabase_auth_admin"
  | "supabase_storage_admin"
  | "supabase_realtime_admin";

/** Sets the passwords of the platform's login roles, given per role. Needs a superuser's connection. */
export async function setRolePasswords(
  superuser: Client,
  passwords: Record<PlatformRole, string>,
): Promise<void> {
  const statements = Object.entries(passwords).map(
    ([role, password]) =>
      `alter role ${superuser.escapeIdentifier(role)} login password ${superuser.escapeLiteral(password)}`,
  );
  await superuser.query(statements.join(";\n"));
}
