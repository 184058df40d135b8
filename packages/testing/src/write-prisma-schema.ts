import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { mirrorSchema } from "./mirror-schema.ts";
import { startTestCluster } from "./test-cluster.ts";

// Writes prisma/schema.prisma from supabase/migrations and generates the client. Run it after adding one:
//   node packages/testing/src/write-prisma-schema.ts
const cluster = await startTestCluster();
try {
  const maintenance = new pg.Client({ connectionString: cluster.superuserUrl });
  await maintenance.connect();
  await maintenance.query(`create database mirrored template ${cluster.template}`);
  await maintenance.end();
  const url = new URL(cluster.superuserUrl);
  url.pathname = "/mirrored";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const text = await mirrorSchema(client);
  await client.end();
  await writeFile(new URL("../../../prisma/schema.prisma", import.meta.url), text);
} finally {
  await cluster.stop();
}
const root = fileURLToPath(new URL("../../../", import.meta.url));
const prisma = fileURLToPath(
  new URL("../../../node_modules/prisma/build/index.js", import.meta.url),
);
const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true" };
for (const command of ["format", "generate"]) {
  execFileSync(process.execPath, [prisma, command], { cwd: root, env, stdio: "inherit" });
}
