import type { Queryable } from "../database/transactions.ts";
import type { FileStore } from "./file-store.ts";
import type { ObjectMetadata } from "./objects.ts";

const rowsAtOnce = 500;

export interface DamagedObject {
  id: string;
  bucketId: string;
  problem: "missing" | "wrong size" | "wrong checksum";
}

interface FileRow {
  id: string;
  bucket_id: string;
  version: string;
  metadata: ObjectMetadata;
}

/** Reads the file of every object and compares it with what was noted at its upload. Needs to see all rows. */
export async function* verifyFiles(
  db: Queryable,
  files: FileStore,
): AsyncGenerator<{ checked: number; damaged: DamagedObject | null }> {
  let checked = 0;
  let lastId: string | null = null;
  for (;;) {
    const { rows }: { rows: FileRow[] } = await db.query<FileRow>(
      `select id, bucket_id, version, metadata from storage.objects
       where $1::uuid is null or id > $1 order by id limit $2`,
      [lastId, rowsAtOnce],
    );
    for (const row of rows) {
      const problem = await findProblem(files, row);
      checked += 1;
      lastId = row.id;
      yield {
        checked,
        damaged: problem === null ? null : { id: row.id, bucketId: row.bucket_id, problem },
      };
    }
    if (rows.length < rowsAtOnce) return;
  }
}

async function findProblem(
  files: FileStore,
  { version, metadata }: FileRow,
): Promise<DamagedObject["problem"] | null> {
  const found = await files.measure(version);
  if (!found) return "missing";
  if (found.sizeBytes !== metadata.size) return "wrong size";
  return metadata.eTag === `"${found.md5}"` ? null : "wrong checksum";
}
