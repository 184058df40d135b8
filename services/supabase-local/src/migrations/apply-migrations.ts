import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type Client, DatabaseError } from "pg";

const fileNamePattern = /^(\d+)_(.+)\.sql$/;
const lockKey = 5_432_102;

export interface AppliedMigrations {
  /** File names applied by this call, in order. */
  applied: string[];
}

/**
 * Applies `<version>_<name>.sql` files in the order of their versions, each in a transaction of its own,
 * and records them where the Supabase CLI does. Connect as `postgres`, the role that hosted Supabase gives.
 * Throws, changing nothing further, when a file fails, or when an applied file has changed or is gone.
 */
export async function applyMigrations(
  connection: Client,
  folder: string,
): Promise<AppliedMigrations> {
  const files = await listMigrations(folder);
  await connection.query("select pg_advisory_lock($1)", [lockKey]);
  try {
    await connection.query(`
      set lock_timeout = '10s';
      create schema if not exists supabase_migrations;
      create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
      alter table supabase_migrations.schema_migrations add column if not exists statements text[];
      alter table supabase_migrations.schema_migrations add column if not exists name text`);
    const recorded = await connection.query<{
      version: string;
      statements: string[] | null;
      name: string | null;
    }>(
      "select version, statements, name from supabase_migrations.schema_migrations order by version",
    );
    const known = new Map(recorded.rows.map((row) => [row.version, row]));
    requireUnchanged(files, known);
    const latest = recorded.rows.at(-1)?.version;
    const applied: string[] = [];
    for (const file of files) {
      if (known.has(file.version)) continue;
      if (latest !== undefined && file.version < latest) {
        throw new Error(
          `Migration ${file.fileName} is older than ${latest}, which is applied already. Give it a newer version.`,
        );
      }
      await applyOne(connection, file);
      applied.push(file.fileName);
    }
    return { applied };
  } finally {
    await connection.query("reset lock_timeout; reset all");
    await connection.query("select pg_advisory_unlock($1)", [lockKey]);
  }
}

interface MigrationFile {
  fileName: string;
  version: string;
  name: string;
  text: string;
}

async function listMigrations(folder: string): Promise<MigrationFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const files: MigrationFile[] = [];
  for (const fileName of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const match = fileNamePattern.exec(fileName);
    if (!match?.[1] || !match[2]) continue;
    const text = (await readFile(path.join(folder, fileName), "utf8")).replaceAll("\r\n", "\n");
    files.push({ fileName, version: match[1], name: match[2], text });
  }
  const twice = files.find((file, index) => files[index - 1]?.version === file.version);
  if (twice) throw new Error(`Two migrations have the version ${twice.version}.`);
  return files;
}

function requireUnchanged(
  files: MigrationFile[],
  known: Map<string, { version: string; statements: string[] | null; name: string | null }>,
): void {
  const byVersion = new Map(files.map((file) => [file.version, file]));
  for (const record of known.values()) {
    const file = byVersion.get(record.version);
    if (!file) {
      throw new Error(
        `Migration ${record.version}_${record.name ?? ""} is applied but its file is gone. ` +
          'Restore the file, or run "npm run reset" to start over.',
      );
    }
    // The Supabase CLI splits a file into statements; only a file recorded whole can be compared.
    const whole = record.statements?.length === 1 ? record.statements[0] : undefined;
    if (whole !== undefined && whole !== file.text) {
      throw new Error(
        `Migration ${file.fileName} was changed after it had been applied. ` +
          'Restore it and write a new migration, or run "npm run reset" to start over.',
      );
    }
  }
}

async function applyOne(connection: Client, file: MigrationFile): Promise<void> {
  await connection.query("begin");
  try {
    await connection.query(file.text);
    await connection.query(
      "insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)",
      [file.version, file.name, [file.text]],
    );
    await connection.query("commit");
  } catch (cause) {
    await connection.query("rollback");
    throw new Error(
      `Migration ${file.fileName} failed${describePlace(cause, file.text)}: ${describe(cause)}`,
      {
        cause,
      },
    );
  }
}

function describePlace(cause: unknown, text: string): string {
  if (!(cause instanceof DatabaseError) || cause.position === undefined) return "";
  return ` at line ${text.slice(0, Number(cause.position)).split("\n").length}`;
}

function describe(cause: unknown): string {
  if (!(cause instanceof DatabaseError)) return String(cause);
  return [cause.message, cause.detail, cause.hint].filter(Boolean).join(" — ");
}
