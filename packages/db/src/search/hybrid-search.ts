import { fuseRankings } from "@byteos/retrieval/fusion/weighted-rrf";
import type { Tx } from "../transaction.ts";
import { chooseVectorIndex } from "../vectors/choose-vector-index.ts";
import { type FoundPassage, searchPassages, type SearchScope } from "./lexical-search.ts";

/** A question as a vector, and how much the places it finds count beside those of words. */
export interface QueryVector {
  readonly model: string;
  readonly vector: readonly number[];
  readonly weight: number;
}

export interface HybridPassage extends FoundPassage {
  /** Cosine to the question; null where words alone found it. */
  readonly similarity: number | null;
}

/** How far down both rankings are read before they are fused. */
const depth = 50;

/**
 * Passages for a question, best first: by words, and by meaning as well where the question came with a
 * vector. Called inside `asUser`: neither search sees a passage that the person may not read.
 */
export async function searchHybrid(
  tx: Tx,
  {
    orgId,
    scope,
    text,
    limit,
    near,
  }: {
    readonly orgId: string;
    readonly scope: SearchScope;
    readonly text: string;
    readonly limit: number;
    readonly near: QueryVector | null;
  },
): Promise<HybridPassage[]> {
  if (near === null || near.weight <= 0) {
    const found = await searchPassages(tx, { orgId, scope, text, limit });
    return found.map((passage) => ({ ...passage, similarity: null }));
  }
  const lexical = await searchPassages(tx, { orgId, scope, text, limit: Math.max(limit, depth) });
  const index = await chooseVectorIndex(tx);
  const nearest = await index.nearest(tx, {
    orgId,
    scope: {
      kind: "versions",
      courseVersionIds: await versionsInScope(tx, orgId, scope),
      closedModuleIds: scope.kind === "version" ? (scope.closedModuleIds ?? []) : [],
    },
    model: near.model,
    vector: near.vector,
    limit: Math.max(limit, depth),
  });
  const similarities = new Map(nearest.map(({ id, similarity }) => [id, similarity]));
  const fused = fuseRankings(
    [
      { ids: lexical.map(({ id }) => id), weight: 1 },
      { ids: nearest.map(({ id }) => id), weight: near.weight },
    ],
    limit,
  );
  const known = new Map(lexical.map((passage) => [passage.id, passage]));
  const missing = fused.map(({ id }) => id).filter((id) => !known.has(id));
  for (const passage of await readPassages(tx, orgId, missing)) known.set(passage.id, passage);
  return fused.flatMap(({ id }) => {
    const passage = known.get(id);
    if (passage === undefined) return [];
    return [{ ...passage, similarity: similarities.get(id) ?? null }];
  });
}

async function versionsInScope(tx: Tx, orgId: string, scope: SearchScope): Promise<string[]> {
  if (scope.kind === "version") return [scope.courseVersionId];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select c.current_version_id as id from courses c
    where c.org_id = ${orgId}::uuid and c.status = 'published' and c.deleted_at is null
      and c.current_version_id is not null`;
  return rows.map(({ id }) => id);
}

async function readPassages(
  tx: Tx,
  orgId: string,
  ids: readonly string[],
): Promise<FoundPassage[]> {
  if (ids.length === 0) return [];
  return tx.$queryRaw<FoundPassage[]>`
    select p.id, p.course_version_id as "courseVersionId", p.module_id as "moduleId",
      p.block_id as "blockId", p.heading, p.text, p.start_offset as start, p.end_offset as end,
      p.content_hash as "contentHash", 0::float8 as score, 0::float8 as coverage
    from passages p where p.org_id = ${orgId}::uuid and p.id = any (${[...ids]}::uuid[])`;
}
