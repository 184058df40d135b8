import { type Bm25Parameters, bm25Parameters, impactSteps } from "@byteos/retrieval/lexical/bm25";
import { searchLanguageOf } from "@byteos/retrieval/lexical/search-language";
import { wordsOfPassage } from "@byteos/retrieval/lexical/search-words";
import type { Tx } from "../transaction.ts";

/** Moves when terms or impacts are made in another way. */
const analysis = 1;
const longestTermBytes = 128;

interface IndexedPassage {
  readonly ordinal: number;
  readonly heading: string;
  readonly text: string;
}

/** What published versions are searched by; the service writes it, whoever may read a version uses it. */
export const searchIndexRepository = {
  /** Writes the index of a version, in place of one that it may have. */
  async write(
    tx: Tx,
    { orgId, courseVersionId }: { orgId: string; courseVersionId: string },
    passages: readonly IndexedPassage[],
    { saturation, lengthWeight }: Bm25Parameters = bm25Parameters,
  ): Promise<void> {
    const language = searchLanguageOf(passages.map(({ text }) => text).join("\n"));
    await tx.searchSource.deleteMany({ where: { courseVersionId } });
    await tx.searchSource.create({
      data: { courseVersionId, orgId, language, analysis, passageCount: passages.length },
    });
    const ordinals = passages.map(({ ordinal }) => ordinal);
    const words = passages.map(wordsOfPassage);
    await tx.$executeRaw`
      with tokens as materialized (
        select p.ordinal, t.lexeme as term, cardinality(t.positions)::float8 as times
        from unnest(${ordinals}::int[], ${words}::text[]) as p(ordinal, words),
          unnest(to_tsvector(('pg_catalog.' || ${language}::text)::regconfig, p.words)) as t
      ), lengths as (
        select ordinal, sum(times) as length from tokens group by ordinal
      ), average as (
        select avg(length) as length from lengths
      ), weighed as (
        select t.term, t.ordinal, greatest(1, round(${impactSteps}::float8 * t.times / (t.times + ${saturation}::float8 *
          (1 - ${lengthWeight}::float8 + ${lengthWeight}::float8 * l.length / a.length))))::int as step
        from tokens t join lengths l using (ordinal) cross join average a
        where octet_length(t.term) <= ${longestTermBytes}::int
      )
      insert into search_postings (term, course_version_id, passage_count, postings)
      select term, ${courseVersionId}::uuid, count(*),
        string_agg(int4send((ordinal << 8) | step), ''::bytea order by ordinal)
      from weighed group by term`;
  },

  /** Versions whose index is missing or was made in an older way, newest first. */
  async listOutdated(
    tx: Tx,
    { limit }: { limit: number },
  ): Promise<{ orgId: string; courseVersionId: string }[]> {
    return tx.$queryRaw`
      select v.org_id as "orgId", v.id as "courseVersionId"
      from course_versions v left join search_sources i on i.course_version_id = v.id
      where i.analysis is distinct from ${analysis}::int
      order by v.published_at desc limit ${limit}`;
  },

  listPassages(
    tx: Tx,
    { courseVersionId }: { courseVersionId: string },
  ): Promise<IndexedPassage[]> {
    return tx.passage.findMany({
      where: { courseVersionId },
      select: { ordinal: true, heading: true, text: true },
      orderBy: { ordinal: "asc" },
    });
  },
};
