import {
  type NearVector,
  type PackedVectors,
  packVectors,
  scanNearest,
} from "@byteos/retrieval/vectors/packed-vectors";
import { Prisma } from "../generated/client.ts";
import type { Tx } from "../transaction.ts";
import { readRealArray } from "./real-array.ts";
import { mostNearest, type VectorIndex, type VectorQuery } from "./vector-index.ts";

const rowsAtOnce = 1_000;

/**
 * Compares with every passage in scope, in this process. Vectors stay in memory between calls, up to
 * `largestCacheBytes` in all; the least recently used go first, and a scope that is larger than that is
 * read anew each time, a part at a time. What is kept is found again by a fingerprint of the rows that the
 * person may read, so a changed passage, or somebody who may read less, never meets another's vectors.
 */
export function createExactVectorIndex({ largestCacheBytes = 128 * 2 ** 20 } = {}): VectorIndex {
  const kept = new Map<string, PackedVectors>();
  let keptBytes = 0;

  function keep(key: string, packed: PackedVectors): void {
    kept.set(key, packed);
    keptBytes += packed.values.byteLength;
    for (const [oldest, vectors] of kept) {
      if (keptBytes <= largestCacheBytes) break;
      kept.delete(oldest);
      keptBytes -= vectors.values.byteLength;
    }
  }

  return {
    name: "exact",

    async nearest(tx, query) {
      const limit = Math.min(query.limit, mostNearest);
      const rows = rowsInScope(query);
      const { count, fingerprint } = await readFingerprint(tx, rows);
      const key = `${query.model} ${query.vector.length} ${fingerprint}`;
      const found = kept.get(key);
      if (found !== undefined) {
        kept.delete(key);
        kept.set(key, found);
        return scanNearest(found, query.vector, limit);
      }
      if (count * query.vector.length * 4 > largestCacheBytes) {
        return scanInParts(tx, rows, query.vector, limit);
      }
      const all: { id: string; vector: Float32Array }[] = [];
      for await (const part of readParts(tx, rows)) all.push(...part);
      const packed = packVectors(query.vector.length, all);
      // Two calls may have read the same rows side by side.
      if (!kept.has(key)) keep(key, packed);
      return scanNearest(packed, query.vector, limit);
    },
  };
}

async function scanInParts(
  tx: Tx,
  rows: Prisma.Sql,
  vector: readonly number[],
  limit: number,
): Promise<NearVector[]> {
  let best: NearVector[] = [];
  for await (const part of readParts(tx, rows)) {
    const near = scanNearest(packVectors(vector.length, part), vector, limit);
    best = [...best, ...near].toSorted((a, b) => b.similarity - a.similarity).slice(0, limit);
  }
  return best;
}

function rowsInScope({ orgId, scope, model, vector }: VectorQuery): Prisma.Sql {
  const inScope =
    scope.kind === "versions"
      ? Prisma.sql`and course_version_id = any (${[...scope.courseVersionIds]}::uuid[])
          and (module_id is null or module_id <> all (${[...(scope.closedModuleIds ?? [])]}::uuid[]))`
      : scope.kind === "documents"
        ? Prisma.sql`and document_id = any (${[...scope.documentIds]}::uuid[])`
        : Prisma.empty;
  return Prisma.sql`from passages where org_id = ${orgId}::uuid and embedding_model = ${model}
    and array_length(embedding, 1) = ${vector.length}::int ${inScope}`;
}

/** Any row added, changed, removed or hidden gives another fingerprint: xmin is a row's own version. */
async function readFingerprint(
  tx: Tx,
  rows: Prisma.Sql,
): Promise<{ count: number; fingerprint: string }> {
  const [read] = await tx.$queryRaw<{ count: number; fingerprint: string }[]>`
    select count(*)::int as count, concat_ws(' ', count(*), sum(xmin::text::bigint),
      sum(hashtextextended(id::text, xmin::text::bigint)::numeric)) as fingerprint ${rows}`;
  return read ?? { count: 0, fingerprint: "" };
}

async function* readParts(
  tx: Tx,
  rows: Prisma.Sql,
): AsyncGenerator<{ id: string; vector: Float32Array }[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const part = await tx.$queryRaw<{ id: string; embedding: Uint8Array }[]>`
      select id, array_send(embedding) as embedding ${rows} and id > ${after}::uuid
      order by id limit ${rowsAtOnce}`;
    yield part.map(({ id, embedding }) => ({ id, vector: readRealArray(embedding) }));
    const last = part.at(-1);
    if (last === undefined || part.length < rowsAtOnce) return;
    after = last.id;
  }
}
