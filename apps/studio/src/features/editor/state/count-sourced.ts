import type { Block } from "@byteos/contracts/block";
import type { SourceRange } from "@byteos/contracts/source";
import { countSentencesInRanges } from "@byteos/courseware/sourcing/count-sourced-sentences";
import type { SourcedSentences } from "@byteos/courseware/sourcing/count-sourced-sentences";

/** The words of source ranges by `rangeKey`; null where the document no longer has them. */
export type SourceWords = ReadonlyMap<string, string | null>;

export function rangeKey({ documentId, documentHash, start, end }: SourceRange): string {
  return `${documentId}/${documentHash}/${start}/${end}`;
}

/** As many as one request may ask for. */
const mostRanges = 10_000;

/** The ranges that blocks name and `known` lacks, each once; the first of them when they are very many. */
export function missingRanges(blocks: readonly Block[], known: SourceWords): SourceRange[] {
  const missing = new Map<string, SourceRange>();
  for (const range of blocks.flatMap((block) => block.sources ?? [])) {
    const key = rangeKey(range);
    if (!known.has(key)) missing.set(key, range);
  }
  return [...missing.values()].slice(0, mostRanges);
}

let cache = new WeakMap<Block, SourcedSentences>();
let cachedFor: SourceWords | null = null;

/** Sentences, and how many of them still stand word for word in the ranges their block names. */
export function countSourced(blocks: readonly Block[], words: SourceWords): SourcedSentences {
  if (cachedFor !== words) {
    cache = new WeakMap();
    cachedFor = words;
  }
  let sentences = 0;
  let sourced = 0;
  for (const block of blocks) {
    let counted = cache.get(block);
    if (counted === undefined) {
      counted = countSentencesInRanges(block, (range) => words.get(rangeKey(range)) ?? null);
      cache.set(block, counted);
    }
    sentences += counted.sentences;
    sourced += counted.sourced;
  }
  return { sentences, sourced };
}
