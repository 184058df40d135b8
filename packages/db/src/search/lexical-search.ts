import { scorePostings } from "@byteos/retrieval/lexical/bm25";
import { searchWords } from "@byteos/retrieval/lexical/search-words";
import type { Tx } from "../transaction.ts";

/** Which published versions are searched. Row level security narrows it further to what the person may read. */
export type SearchScope =
  | {
      readonly kind: "version";
      readonly courseVersionId: string;
      /** Modules that are not open to the reader yet: nothing of theirs is scored. */
      readonly closedModuleIds?: readonly string[];
    }
  /** The version that each published course has now. */
  | { readonly kind: "organisation" };

export interface FoundPassage {
  readonly id: string;
  readonly courseVersionId: string;
  readonly moduleId: string | null;
  readonly blockId: string | null;
  readonly heading: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly contentHash: string;
  readonly score: number;
  /** Share of the query that the passage has, each term counted by its rarity: 0 to 1. */
  readonly coverage: number;
}

interface PostingRow {
  readonly courseVersionId: string;
  readonly language: string;
  readonly size: number;
  readonly term: string | null;
  readonly passageCount: number;
  /** Null where no passage of the version has the term. */
  readonly postings: Uint8Array | null;
}

const longestQuery = 2_000;

/**
 * Passages for a question, best first, by BM25. Called inside `asUser`: postings of a version that the
 * person may not read are not read either, so nothing of it is scored or counted.
 */
export async function searchPassages(
  tx: Tx,
  {
    orgId,
    scope,
    text,
    limit,
  }: {
    readonly orgId: string;
    readonly scope: SearchScope;
    readonly text: string;
    readonly limit: number;
  },
): Promise<FoundPassage[]> {
  const words = searchWords(text.slice(0, longestQuery));
  if (words === "") return [];
  const rows = await readPostings(tx, { orgId, scope, words });
  const sources = new Map<string, { index: number; language: string; passageCount: number }>();
  const terms = new Map<string, Set<string>>();
  for (const { courseVersionId, language, size, term } of rows) {
    if (!sources.has(courseVersionId)) {
      sources.set(courseVersionId, { index: sources.size, language, passageCount: size });
    }
    if (term === null) continue;
    const known = terms.get(language) ?? new Set<string>();
    terms.set(language, known.add(term));
  }
  const versionIds = [...sources.keys()];
  const closed = await readClosedRanges(tx, scope);
  const hits = scorePostings({
    sources: [...sources.values()].map((source) => ({ ...source, closed })),
    terms: new Map([...terms].map(([language, known]) => [language, [...known]])),
    postings: rows.flatMap(({ courseVersionId, term, passageCount, postings }) =>
      term === null || postings === null
        ? []
        : [
            {
              source: sources.get(courseVersionId)?.index ?? -1,
              term,
              passageCount,
              bytes: postings,
            },
          ],
    ),
    limit,
  });
  if (hits.length === 0) return [];
  const places = hits.map((hit, at) => ({ at, v: versionIds[hit.source], o: hit.ordinal }));
  const passages = await tx.$queryRaw<
    (Omit<FoundPassage, "score" | "coverage"> & { at: number })[]
  >`
    select f.at, f.id, f.course_version_id as "courseVersionId", f.module_id as "moduleId",
      f.block_id as "blockId", f.heading, f.text, f.start_offset as start, f.end_offset as end,
      f.content_hash as "contentHash"
    from app.read_found_passages(${orgId}::uuid, ${JSON.stringify(places)}::jsonb) f`;
  return passages.map(({ at, ...passage }) => ({
    ...passage,
    score: hits[at]?.score ?? 0,
    coverage: hits[at]?.coverage ?? 0,
  }));
}

/** One row for each version in scope and term of the query, with or without postings. */
function readPostings(
  tx: Tx,
  { orgId, scope, words }: { orgId: string; scope: SearchScope; words: string },
): Promise<PostingRow[]> {
  const version = scope.kind === "version" ? scope.courseVersionId : null;
  return tx.$queryRaw<PostingRow[]>`
    select f.course_version_id as "courseVersionId", f.language, f.size, f.term,
      f.passage_count as "passageCount", f.postings
    from app.find_postings(${orgId}::uuid, ${version}::uuid, ${words}) f`;
}

async function readClosedRanges(
  tx: Tx,
  scope: SearchScope,
): Promise<{ start: number; end: number }[]> {
  if (scope.kind !== "version" || (scope.closedModuleIds ?? []).length === 0) return [];
  return tx.$queryRaw<{ start: number; end: number }[]>`
    select min(ordinal) as start, max(ordinal) + 1 as end from passages
    where course_version_id = ${scope.courseVersionId}::uuid
      and module_id = any (${[...(scope.closedModuleIds ?? [])]}::uuid[])
    group by module_id`;
}
