import { Client } from "pg";
import { applyBootstrap, setRolePasswords } from "./bootstrap/apply-bootstrap.ts";
import type { Secrets } from "./instance/secrets.ts";
import { applyMigrations } from "./migrations/apply-migrations.ts";
import type { RunningPostgres } from "./postgres/start-postgres.ts";

export const databaseName = "postgres";
const appRole = "byteos_app";

/**
 * Brings the database to where hosted Supabase plus the project's migrations would have it, and gives the
 * platform's roles and the apps' role their passwords.
 */
export async function prepareDatabase(
  postgres: RunningPostgres,
  passwords: Secrets["passwords"],
  migrationsDir: string,
): Promise<string[]> {
  const superuser = new Client({ connectionString: postgres.getUrl(databaseName) });
  await superuser.connect();
  try {
    await applyBootstrap(superuser);
    const { byteos_app: appPassword, ...platformPasswords } = passwords;
    // The newest role: a database of before it knows the others' passwords, but not that one.
    const newest = "supabase_realtime_admin";
    if (!(await canSignIn(postgres, newest, passwords[newest]))) {
      await setRolePasswords(superuser, platformPasswords);
    }
    const owner = createClient(postgres, "postgres", passwords.postgres);
    await owner.connect();
    try {
      const { applied } = await applyMigrations(owner, migrationsDir);
      if (!(await canSignIn(postgres, appRole, appPassword))) await openAppRole(owner, appPassword);
      return applied;
    } finally {
      await owner.end();
    }
  } finally {
    await superuser.end();
  }
}

/** The migrations make the apps' role without a login, since a password has no place in them. */
async function openAppRole(owner: Client, password: string): Promise<void> {
  const found = await owner.query("select from pg_roles where rolname = $1", [appRole]);
  if (found.rowCount === 0) return;
  await owner.query(`alter role ${appRole} login password ${owner.escapeLiteral(password)}`);
}

async function canSignIn(
  postgres: RunningPostgres,
  user: string,
  password: string,
): Promise<boolean> {
  const client = createClient(postgres, user, password);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function createClient(postgres: RunningPostgres, user: string, password: string): Client {
  const { host, port } = postgres;
  return new Client({ host, port, user, password, database: databaseName });
}
