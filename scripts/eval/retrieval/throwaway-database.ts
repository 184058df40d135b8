import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { applyBootstrap, setRolePasswords } from "@byteos/supabase-local/bootstrap/apply-bootstrap";
import { applyMigrations } from "@byteos/supabase-local/migrations/apply-migrations";
import { startPostgres } from "@byteos/supabase-local/postgres/start-postgres";
import pg from "pg";

export interface ThrowawayDatabase {
  /** Past every rule, to arrange what is measured. */
  readonly superuser: pg.Client;
  /** As the apps connect. */
  readonly appUrl: string;
  readonly stop: () => Promise<void>;
}

/** The product's own Postgres with every migration, in a temporary folder. */
export async function startThrowawayDatabase(): Promise<ThrowawayDatabase> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "byteos-eval-"));
  const postgres = await startPostgres({
    dataDir,
    port: await findFreePort(),
    log: () => undefined,
  });
  const superuser = new pg.Client({ connectionString: postgres.getUrl("postgres") });
  await superuser.connect();
  const password = randomBytes(18).toString("base64url");
  await applyBootstrap(superuser);
  await setRolePasswords(superuser, {
    postgres: password,
    authenticator: password,
    supabase_auth_admin: password,
    supabase_storage_admin: password,
    supabase_realtime_admin: password,
  });
  const at = (user: string) =>
    `postgresql://${user}:${password}@${postgres.host}:${postgres.port}/postgres`;
  const owner = new pg.Client({ connectionString: at("postgres") });
  await owner.connect();
  await applyMigrations(
    owner,
    fileURLToPath(new URL("../../../supabase/migrations", import.meta.url)),
  );
  await owner.end();
  await superuser.query(`alter role byteos_app login password '${password}'`);
  return {
    superuser,
    appUrl: at("byteos_app"),
    stop: async () => {
      await superuser.end();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
