import { writeFile } from "node:fs/promises";
import pg from "pg";
import { mirrorSchema } from "./mirror-schema.ts";

// Usage: node packages/db/scripts/write-schema.ts <url of a migrated database>
const [url] = process.argv.slice(2);
if (url === undefined) {
  console.error("Give the address of a database that has every migration.");
  process.exit(1);
}
const client = new pg.Client({ connectionString: url });
await client.connect();
const text = await mirrorSchema(client);
await client.end();
await writeFile(new URL("../../../prisma/schema.prisma", import.meta.url), text);
