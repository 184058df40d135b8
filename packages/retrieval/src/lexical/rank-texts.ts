import { bm25Parameters, impactSteps, scorePostings, type Postings } from "./bm25.ts";
import { searchWords } from "./search-words.ts";

export interface RankedText {
  /** Place in the list that was given. */
  readonly index: number;
  readonly score: number;
  /** Share of the query that the text has, 0 to 1. */
  readonly coverage: number;
}

/** Names of code as the words in them: `loadPairs` and `load_pairs` are both found by "load" and by "pairs". */
export function codeWords(text: string): readonly string[] {
  const parts = text.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ").replaceAll("_", " ");
  const words = searchWords(parts);
  return words === "" ? [] : words.split(" ");
}

/**
 * The texts that have words of a query, best first, by the same BM25 as the index of courses; nothing is kept.
 * A word of three letters or more also finds the words that begin with it.
 */
export function rankTexts(query: string, texts: readonly string[], limit: number): RankedText[] {
  const terms = [...new Set(codeWords(query))];
  const worded = texts.map(codeWords);
  const average = worded.reduce((sum, { length }) => sum + length, 0) / Math.max(1, worded.length);
  const postings = terms.flatMap((term): Postings[] => {
    const found: number[] = [];
    for (const [ordinal, words] of worded.entries()) {
      const count = words.filter((word) => isFound(term, word)).length;
      if (count > 0) found.push(ordinal * 256 + stepOf(count, words.length / Math.max(1, average)));
    }
    const bytes = new Uint8Array(found.length * 4);
    const view = new DataView(bytes.buffer);
    for (const [at, word] of found.entries()) view.setUint32(at * 4, word);
    return found.length === 0 ? [] : [{ source: 0, term, passageCount: found.length, bytes }];
  });
  const sources = [{ passageCount: texts.length, language: "simple", closed: [] }];
  const hits = scorePostings({ sources, terms: new Map([["simple", terms]]), postings, limit });
  return hits.map(({ ordinal, score, coverage }) => ({ index: ordinal, score, coverage }));
}

export function isFound(term: string, word: string): boolean {
  return term.length < 3 ? word === term : word.startsWith(term);
}

function stepOf(count: number, relativeLength: number): number {
  const { saturation, lengthWeight } = bm25Parameters;
  const norm = saturation * (1 - lengthWeight + lengthWeight * relativeLength);
  return Math.max(1, Math.round((impactSteps * count) / (count + norm)));
}
