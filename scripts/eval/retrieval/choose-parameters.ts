import type { MemberContext } from "@byteos/contracts/request-context";
import { stableHash } from "@byteos/courseware/random/stable-hash";
import { type Bm25Parameters, bm25Parameters } from "@byteos/retrieval/lexical/bm25";
import { indexVersions } from "@byteos/usecases/search/index-versions";
import { searchCourses } from "@byteos/usecases/search/search-courses";
import type pg from "pg";
import { measureRanking } from "./measures.ts";
import type { JudgedQuery } from "./read-test-collection.ts";

const grid: readonly Bm25Parameters[] = [0.9, 1.2, 1.6, 2].flatMap((saturation) =>
  [0.4, 0.6, 0.75, 0.9].map((lengthWeight) => ({ saturation, lengthWeight })),
);
const textbook: Bm25Parameters = { saturation: 1.2, lengthWeight: 0.75 };
const folds = 5;

interface Tried {
  readonly parameters: Bm25Parameters;
  /** nDCG@10 of each query. */
  readonly ndcg: readonly number[];
}

export interface ChosenParameters {
  /** Mean nDCG@10 of queries that had no part in choosing the parameters they were measured with. */
  readonly heldOutNdcg10: number;
  readonly textbookNdcg10: number;
  readonly usualNdcg10: number;
  readonly chosenByFold: readonly Bm25Parameters[];
  /** With all queries: what a next version would use. */
  readonly chosenByAll: Bm25Parameters;
}

/**
 * Chooses the parameters of BM25 on four fifths of the queries and measures them on the rest, five times, so
 * that no query is measured with parameters that it helped to choose.
 */
export async function chooseParameters(
  superuser: pg.Client,
  { ctx, queries }: { ctx: MemberContext; queries: readonly JudgedQuery[] },
): Promise<ChosenParameters> {
  const tried: Tried[] = [];
  for (const parameters of grid) {
    await superuser.query("delete from search_sources");
    await indexVersions({ parameters });
    await superuser.query("analyze search_sources, search_postings");
    const ndcg: number[] = [];
    for (const { text, judged } of queries) {
      const found = await searchCourses({ ctx, input: { text, limit: 10 } });
      const ranked = found.map(({ blockId }) => blockId ?? "");
      ndcg.push(measureRanking(ranked, judged).ndcg10);
    }
    tried.push({ parameters, ndcg });
    console.error(JSON.stringify({ ...parameters, ndcg10: mean(ndcg) }));
  }
  const foldOf = queries.map(({ id }) => stableHash(id, 3) % folds);
  const heldOut: number[] = [];
  const chosenByFold: Bm25Parameters[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const best = bestOn(tried, (index) => foldOf[index] !== fold);
    chosenByFold.push(best.parameters);
    heldOut.push(...best.ndcg.filter((_, index) => foldOf[index] === fold));
  }
  const meanOf = ({ saturation, lengthWeight }: Bm25Parameters) =>
    mean(
      tried.find(
        ({ parameters }) =>
          parameters.saturation === saturation && parameters.lengthWeight === lengthWeight,
      )?.ndcg ?? [],
    );
  return {
    heldOutNdcg10: mean(heldOut),
    textbookNdcg10: meanOf(textbook),
    usualNdcg10: meanOf(bm25Parameters),
    chosenByFold,
    chosenByAll: bestOn(tried, () => true).parameters,
  };
}

function bestOn(tried: readonly Tried[], isUsed: (index: number) => boolean): Tried {
  const meanOn = ({ ndcg }: Tried) => mean(ndcg.filter((_, index) => isUsed(index)));
  return tried.reduce((best, next) => (meanOn(next) > meanOn(best) ? next : best));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
