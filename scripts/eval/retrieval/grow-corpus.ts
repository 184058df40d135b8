import type { CorpusDocument } from "./load-corpus.ts";

/**
 * As many documents as wanted: those given, then made ones of their sentences, six in ten from one document
 * and the rest from anywhere, so that words are as frequent as in the corpus and no two texts are alike.
 */
export function growCorpus(corpus: readonly CorpusDocument[], size: number): CorpusDocument[] {
  const sentences = corpus.map(({ text }) => text.split(/(?<=[.!?])\s+/));
  const grown = corpus.slice(0, size);
  let state = 20_161;
  const next = (below: number): number => {
    // Lehmer's generator with Park and Miller's multiplier: the same corpus each time.
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  while (grown.length < size) {
    const subject = next(corpus.length);
    const text = Array.from({ length: 5 + next(4) }, () => {
      const from = sentences[next(10) < 6 ? subject : next(corpus.length)] ?? [];
      return from[next(from.length)] ?? "";
    }).join(" ");
    grown.push({ _id: `made-${grown.length}`, title: corpus[subject]?.title ?? "", text });
  }
  return grown;
}
