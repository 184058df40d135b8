import { parseArgs } from "node:util";
import { stableHash } from "@byteos/courseware/random/stable-hash";
import { ModelEnv } from "@byteos/integrations/env";
import {
  type VectorSearch,
  vectorSearchFromEnv,
} from "@byteos/integrations/model/embedder-from-env";
import { chooseVectorWeight, type DevelopmentQuery } from "@byteos/retrieval/fusion/choose-weight";
import { fuseRankings } from "@byteos/retrieval/fusion/weighted-rrf";
import { startModelServer } from "@byteos/testing/model-server";
import { closeUseCases, configureUseCases } from "@byteos/usecases/configure";
import { embedPassages } from "@byteos/usecases/search/embed-passages";
import { indexVersions } from "@byteos/usecases/search/index-versions";
import { searchCourses } from "@byteos/usecases/search/search-courses";
import { loadCorpus } from "./retrieval/load-corpus.ts";
import { measureRanking } from "./retrieval/measures.ts";
import { type JudgedQuery, readTestCollection } from "./retrieval/read-test-collection.ts";
import { startThrowawayDatabase } from "./retrieval/throwaway-database.ts";

const { values: args } = parseArgs({ options: { data: { type: "string" } } });

const depth = 50;
/** So much that the ranking is the vectors' own. */
const vectorsAlone = 1_000_000;

const isDevelopment = ({ id }: JudgedQuery) => stableHash(id, 11) % 2 === 0;

/**
 * Says what weight vectors deserve beside words: chosen on one half of the queries, measured on the other. The
 * embedder is the one that the environment names; without one, a local server that only knows words, which
 * shows that everything is connected and, rightly, a weight of 0.
 */
async function main(): Promise<void> {
  if (args.data === undefined) throw new Error("Say where the corpus is: --data DIR");
  const { corpus, queries } = await readTestCollection(args.data);
  const local = process.env["BYTEOS_EMBEDDING_MODEL"] === undefined;
  const server = local ? await startModelServer(() => [""]) : null;
  const given =
    server === null
      ? process.env
      : { BYTEOS_MODEL_URL: server.url, BYTEOS_EMBEDDING_MODEL: "words" };
  const search = vectorSearchFromEnv(ModelEnv.parse({ ...given, BYTEOS_VECTOR_WEIGHT: 1 }));
  if (search === null)
    throw new Error("Set BYTEOS_EMBEDDING_MODEL and a key or address of its provider");
  const near: VectorSearch = { ...search, weight: vectorsAlone };

  const database = await startThrowawayDatabase();
  try {
    configureUseCases({ database: { url: database.appUrl, statementTimeoutMs: 600_000 } });
    const ctx = await loadCorpus(database.superuser, corpus);
    await indexVersions();
    const embedded = await embedPassages({ embedder: search.embedder });
    console.error(`${embedded} passages embedded by ${search.embedder.name}`);
    await database.superuser.query("analyze");
    const rankings: (DevelopmentQuery & { readonly isDevelopment: boolean })[] = [];
    for (const query of queries) {
      const input = { text: query.text, limit: depth };
      const idsOf = (found: Awaited<ReturnType<typeof searchCourses>>) =>
        found.map(({ blockId }) => blockId ?? "");
      rankings.push({
        lexical: idsOf(await searchCourses({ ctx, input })),
        near: idsOf(await searchCourses({ ctx, input, vectors: near })),
        measure: (ranked) => measureRanking(ranked, query.judged).ndcg10,
        isDevelopment: isDevelopment(query),
      });
    }
    const development = rankings.filter((one) => one.isDevelopment);
    const chosen = chooseVectorWeight(development);
    const held = rankings.filter((one) => !one.isDevelopment);
    const mean = (rank: (query: DevelopmentQuery) => readonly string[]) =>
      held.reduce((sum, query) => sum + query.measure(rank(query)), 0) / Math.max(1, held.length);
    console.log(
      JSON.stringify({
        embedder: search.embedder.name,
        weight: chosen.weight,
        development: { queries: development.length, words: chosen.lexical, fused: chosen.fused },
        heldOut: {
          queries: held.length,
          words: mean(({ lexical }) => lexical.slice(0, 10)),
          vectors: mean((query) => query.near.slice(0, 10)),
          fused: mean((query) =>
            fuseRankings(
              [
                { ids: query.lexical, weight: 1 },
                { ids: query.near, weight: chosen.weight },
              ],
              10,
            ).map(({ id }) => id),
          ),
        },
      }),
    );
  } finally {
    await closeUseCases();
    await database.stop();
    await server?.stop();
  }
}

await main();
