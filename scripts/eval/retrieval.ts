import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { closeUseCases, configureUseCases } from "@byteos/usecases/configure";
import { indexVersions } from "@byteos/usecases/search/index-versions";
import { searchCourses } from "@byteos/usecases/search/search-courses";
import { z } from "zod";
import { growCorpus } from "./retrieval/grow-corpus.ts";
import { CorpusDocument, loadCorpus } from "./retrieval/load-corpus.ts";
import { measureRanking } from "./retrieval/measures.ts";
import { startThrowawayDatabase } from "./retrieval/throwaway-database.ts";

const { values: args } = parseArgs({
  options: {
    data: { type: "string" },
    /** Fill up with made documents to this many; the ranking then says little, the times all. */
    passages: { type: "string" },
  },
});

const Query = z.object({ _id: z.string(), text: z.string() });

async function readLines(file: string): Promise<string[]> {
  return (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
}

/** `query-id  corpus-id  score`, tabs between, with or without a line of names above. */
function readJudgements(lines: readonly string[]): Map<string, Map<string, number>> {
  const judgements = new Map<string, Map<string, number>>();
  for (const line of lines) {
    const [query = "", document = "", score = ""] = line.split("\t");
    if (!Number.isFinite(Number(score))) continue;
    const judged = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, judged.set(document, Number(score)));
  }
  return judgements;
}

const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

async function main(): Promise<void> {
  if (args.data === undefined) throw new Error("Say where the corpus is: --data DIR");
  const at = (name: string) => readLines(path.join(args.data ?? "", name));
  const corpus = (await at("corpus.jsonl")).map((line) => CorpusDocument.parse(JSON.parse(line)));
  const documents = growCorpus(corpus, Number(args.passages ?? corpus.length));
  const judgements = readJudgements(await at("qrels.tsv"));
  const queries = (await at("queries.jsonl"))
    .map((line) => Query.parse(JSON.parse(line)))
    .filter(({ _id }) => judgements.has(_id));

  const database = await startThrowawayDatabase();
  try {
    configureUseCases({ database: { url: database.appUrl, statementTimeoutMs: 600_000 } });
    const ctx = await loadCorpus(database.superuser, documents);
    const startedAt = performance.now();
    await indexVersions();
    const indexSeconds = (performance.now() - startedAt) / 1_000;
    console.error(`${documents.length} documents indexed in ${indexSeconds.toFixed(1)} s`);
    await database.superuser.query("analyze");

    const times: number[] = [];
    const sums = { ndcg10: 0, recall10: 0 };
    // Once without the clock: connections open and pages come into memory.
    for (const { text } of queries.slice(0, 20)) await searchCourses({ ctx, input: { text } });
    for (const { _id, text } of queries) {
      const askedAt = performance.now();
      const found = await searchCourses({ ctx, input: { text, limit: 10 } });
      times.push(performance.now() - askedAt);
      const ranked = found.map(({ blockId }) => blockId ?? "");
      const { ndcg10, recall10 } = measureRanking(ranked, judgements.get(_id) ?? new Map());
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
