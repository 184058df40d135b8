import { parseArgs } from "node:util";
import { closeUseCases, configureUseCases } from "@byteos/usecases/configure";
import { indexVersions } from "@byteos/usecases/search/index-versions";
import { searchCourses } from "@byteos/usecases/search/search-courses";
import { chooseParameters } from "./retrieval/choose-parameters.ts";
import { growCorpus } from "./retrieval/grow-corpus.ts";
import { loadCorpus } from "./retrieval/load-corpus.ts";
import { measureRanking } from "./retrieval/measures.ts";
import { readTestCollection } from "./retrieval/read-test-collection.ts";
import { startThrowawayDatabase } from "./retrieval/throwaway-database.ts";

const { values: args } = parseArgs({
  options: {
    data: { type: "string" },
    /** Fill up with made documents to this many; the ranking then says little, the times all. */
    passages: { type: "string" },
    /** Instead of measuring the usual parameters: try a grid of them, five times on four fifths of the queries. */
    choose: { type: "boolean", default: false },
  },
});

const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

async function main(): Promise<void> {
  if (args.data === undefined) throw new Error("Say where the corpus is: --data DIR");
  const { corpus, queries } = await readTestCollection(args.data);
  const documents = growCorpus(corpus, Number(args.passages ?? corpus.length));

  const database = await startThrowawayDatabase();
  try {
    configureUseCases({ database: { url: database.appUrl, statementTimeoutMs: 600_000 } });
    const ctx = await loadCorpus(database.superuser, documents);
    if (args.choose) {
      console.log(JSON.stringify(await chooseParameters(database.superuser, { ctx, queries })));
      return;
    }
    const startedAt = performance.now();
    await indexVersions();
    const indexSeconds = (performance.now() - startedAt) / 1_000;
    console.error(`${documents.length} documents indexed in ${indexSeconds.toFixed(1)} s`);
    await database.superuser.query("analyze");

    const times: number[] = [];
    const sums = { ndcg10: 0, recall10: 0 };
    // Once without the clock: connections open and pages come into memory.
    for (const { text } of queries.slice(0, 20)) await searchCourses({ ctx, input: { text } });
    for (const { text, judged } of queries) {
      const askedAt = performance.now();
      const found = await searchCourses({ ctx, input: { text, limit: 10 } });
      times.push(performance.now() - askedAt);
      const ranked = found.map(({ blockId }) => blockId ?? "");
      const { ndcg10, recall10 } = measureRanking(ranked, judged);
      sums.ndcg10 += ndcg10;
      sums.recall10 += recall10;
    }
    const sorted = times.toSorted((a, b) => a - b);
    console.log(
      JSON.stringify({
        ndcg10: sums.ndcg10 / queries.length,
        recall10: sums.recall10 / queries.length,
        p50Ms: percentile(sorted, 0.5),
        p95Ms: percentile(sorted, 0.95),
        documents: documents.length,
        indexSeconds,
      }),
    );
  } finally {
    await closeUseCases();
    await database.stop();
  }
}

await main();
