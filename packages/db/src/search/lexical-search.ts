import { scorePostings } from "@byteos/retrieval/lexical/bm25";
import { searchWords } from "@byteos/retrieval/lexical/search-words";
import { Prisma } from "../generated/client.ts";
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
  readonly isFound: boolean;
  readonly passageCount: number;
  readonly postings: Uint8Array;
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
    postings: rows.flatMap(({ courseVersionId, term, isFound, passageCount, postings }) =>
      term === null || !isFound
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
    select w.at, p.id, p.course_version_id as "courseVersionId", p.module_id as "moduleId",
      p.block_id as "blockId", p.heading, p.text, p.start_offset as start, p.end_offset as end,
      p.content_hash as "contentHash"
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as w(at int, v uuid, o int)
    join passages p on p.course_version_id = w.v and p.ordinal = w.o
    where p.org_id = ${orgId}::uuid order by w.at`;
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
  const inScope =
    scope.kind === "version"
      ? Prisma.sql`i.course_version_id = ${scope.courseVersionId}::uuid`
      : Prisma.sql`i.course_version_id in (select c.current_version_id from courses c
          where c.org_id = ${orgId}::uuid and c.status = 'published' and c.deleted_at is null)`;
  return tx.$queryRaw<PostingRow[]>`
    with searched as materialized (
      select i.course_version_id, i.language, i.passage_count from search_sources i
      where i.org_id = ${orgId}::uuid and ${inScope}
    ), wanted as materialized (
      select l.language, term
      from (select distinct language from searched) l,
        unnest(tsvector_to_array(to_tsvector(('pg_catalog.' || l.language)::regconfig, ${words}))) as term
    )
    select s.course_version_id as "courseVersionId", s.language, s.passage_count as size, w.term,
      p.term is not null as "isFound", coalesce(p.passage_count, 0) as "passageCount",
      coalesce(p.postings, ''::bytea) as postings
    from searched s
    left join wanted w on w.language = s.language
    left join search_postings p on p.term = w.term and p.course_version_id = s.course_version_id`;
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
