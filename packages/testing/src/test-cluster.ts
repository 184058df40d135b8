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

/** What a test file needs to clone a database of its own and connect to it. */
export interface TestCluster {
  readonly superuserUrl: string;
  readonly template: string;
  readonly host: string;
  readonly port: number;
  /** One password for every login role of this throw-away cluster. */
  readonly password: string;
}

export interface RunningTestCluster extends TestCluster {
  readonly stop: () => Promise<void>;
}

const template = "byteos_template";
const migrationsFolder = fileURLToPath(new URL("../../../supabase/migrations", import.meta.url));

/** Starts a real Postgres in a temporary folder, with the platform's schemas and every migration. */
export async function startTestCluster(): Promise<RunningTestCluster> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "byteos-test-"));
  const postgres = await startPostgres({
    dataDir,
    port: await findFreePort(),
    isDurable: false,
    maxConnections: 200,
    log: () => undefined,
  });
  const password = randomBytes(18).toString("base64url");
  const stop = async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const superuserUrl = postgres.getUrl("postgres");
  try {
    await withClient(superuserUrl, (client) => client.query(`create database ${template}`));
    await withClient(postgres.getUrl(template), async (client) => {
      await applyBootstrap(client);
      await setRolePasswords(client, {
        postgres: password,
        authenticator: password,
        supabase_auth_admin: password,
        supabase_storage_admin: password,
        supabase_realtime_admin: password,
      });
    });
    const asOwner = `postgresql://postgres:${password}@${postgres.host}:${postgres.port}/${template}`;
    await withClient(asOwner, (client) => applyMigrations(client, migrationsFolder));
    await withClient(superuserUrl, async (client) => {
      await client.query(`alter role byteos_app login password '${password}'`);
      await client.query(`alter database ${template} is_template true allow_connections false`);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { superuserUrl, template, host: postgres.host, port: postgres.port, password, stop };
}

async function withClient(
  url: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
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
