import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { CorpusDocument } from "./load-corpus.ts";

const Query = z.object({ _id: z.string(), text: z.string() });

export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
  /** How relevant documents are, by id. */
  readonly judged: ReadonlyMap<string, number>;
}

export interface TestCollection {
  readonly corpus: readonly CorpusDocument[];
  /** Those that somebody judged documents for. */
  readonly queries: readonly JudgedQuery[];
}

/** `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` of a folder. */
export async function readTestCollection(folder: string): Promise<TestCollection> {
  const linesOf = async (name: string) =>
    (await readFile(path.join(folder, name), "utf8"))
      .split("\n")
      .filter((line) => line.trim() !== "");
  const corpus = (await linesOf("corpus.jsonl")).map((line) =>
    CorpusDocument.parse(JSON.parse(line)),
  );
  const judgements = readJudgements(await linesOf("qrels.tsv"));
  const queries = (await linesOf("queries.jsonl")).flatMap((line) => {
    const { _id: id, text } = Query.parse(JSON.parse(line));
    const judged = judgements.get(id);
    return judged === undefined ? [] : [{ id, text, judged }];
  });
  return { corpus, queries };
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
