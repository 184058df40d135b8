import path from "node:path";
import { z } from "zod";
import { createPool } from "./database/transactions.ts";
import { createLog } from "./instance/log.ts";
import { ensureSecrets } from "./instance/secrets.ts";
import { databaseName } from "./prepare-database.ts";
import { basePorts } from "./start-supabase-local.ts";
import { FileStore } from "./storage/file-store.ts";
import { verifyFiles } from "./storage/verify-files.ts";

const repository = path.resolve(import.meta.dirname, "..", "..", "..");

const Environment = z.object({
  BYTEOS_DATA_DIR: z.string().min(1).default(path.join(repository, ".byteos")),
  BYTEOS_PORT_OFFSET: z.coerce.number().int().min(0).max(10_000).default(0),
  BYTEOS_HOST: z.string().min(1).default("127.0.0.1"),
});

// Run beside the service: it says where the objects are, this reads their files.
const env = Environment.parse(process.env);
const folder = path.resolve(env.BYTEOS_DATA_DIR, "supabase");
const { passwords } = await ensureSecrets(folder);
const user = "supabase_storage_admin";
const pool = createPool(
  {
    host: env.BYTEOS_HOST,
    port: basePorts.database + env.BYTEOS_PORT_OFFSET,
    user,
    password: passwords[user],
    database: databaseName,
    maxConnections: 1,
  },
  createLog(true),
);
let total = 0;
let damagedCount = 0;
try {
  const files = FileStore.inspect(path.join(folder, "storage"));
  for await (const { checked, damaged } of verifyFiles(pool, files)) {
    total = checked;
    if (damaged === null) continue;
    damagedCount += 1;
    process.stdout.write(
      `${damaged.problem}: object ${damaged.id} in bucket ${damaged.bucketId}\n`,
    );
  }
  process.stdout.write(`${total} objects, ${damagedCount} damaged\n`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Not verified: ${reason} Is the stack running?\n`);
  process.exitCode = 2;
} finally {
  await pool.end();
}
if (damagedCount > 0) process.exitCode = 1;
