/**
 * BM25 (Robertson & Zaragoza 2009, equations 3.7 and 3.15) cut in two: what a term adds to one passage is
 * known when the passage is indexed (`impact`), how rare the term is only when a query names what to search.
 */
export const saturation = 1.2;
export const lengthWeight = 0.9;

/** An impact lies between 0 and `saturation + 1`; an index keeps it as one of this many steps above 0. */
export const impactSteps = 255;
const impactOfStep = (saturation + 1) / impactSteps;

/** A term's postings in one source: big-endian words of an ordinal (24 bits) and a step of impact (8 bits). */
export interface Postings {
  /** Index of the source in the list that `scorePostings` is given. */
  readonly source: number;
  readonly term: string;
  readonly passageCount: number;
  readonly bytes: Uint8Array;
}

export interface SearchedSource {
  readonly passageCount: number;
  /** Terms of different stemmers are different terms, and rare in their own language. */
  readonly language: string;
  /** Ordinals that are left out, as ranges whose end is not included. */
  readonly closed: readonly { readonly start: number; readonly end: number }[];
}

export interface LexicalHit {
  readonly source: number;
  readonly ordinal: number;
  readonly score: number;
  /** Share of the query that the passage has, each term counted by its rarity: 0 to 1. */
  readonly coverage: number;
}

/**
 * The `limit` best passages over all sources, best first, earlier ones first on a tie. `terms` are the
 * query's, by language; a term that no passage has still counts in `coverage`.
 */
export function scorePostings({
  sources,
  terms,
  postings,
  limit,
}: {
  readonly sources: readonly SearchedSource[];
  readonly terms: ReadonlyMap<string, readonly string[]>;
  readonly postings: readonly Postings[];
  readonly limit: number;
}): LexicalHit[] {
  const rarities = rarityOfTerms(sources, terms, postings);
  const scores = sources.map(({ passageCount, closed }) => {
    const score = new Float32Array(passageCount);
    for (const { start, end } of closed) score.fill(Number.NEGATIVE_INFINITY, start, end);
    return score;
  });
  const found = sources.map(({ passageCount }) => new Float32Array(passageCount));
  for (const { source, term, bytes } of postings) {
    const rarity = rarities.get(sources[source]?.language ?? "")?.ofTerm.get(term) ?? 0;
    const [score, share] = [scores[source], found[source]];
    if (score === undefined || share === undefined) continue;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const weight = rarity * impactOfStep;
    for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
      const word = view.getUint32(at);
      const ordinal = word >>> 8;
      if (ordinal >= score.length) continue;
      // Safe: the ordinal was just checked against the length.
      score[ordinal] = (score[ordinal] as number) + weight * (word & 0xff);
      share[ordinal] = (share[ordinal] as number) + rarity;
    }
  }
  const best: LexicalHit[] = [];
  for (const [source, { language }] of sources.entries()) {
    const score = scores[source] ?? new Float32Array();
    const total = rarities.get(language)?.total ?? 0;
    for (let ordinal = 0; ordinal < score.length; ordinal += 1) {
      const value = score[ordinal] ?? 0;
      if (value <= 0 || (best.length >= limit && value <= (best.at(-1)?.score ?? 0))) continue;
      const coverage = total > 0 ? Math.min(1, (found[source]?.[ordinal] ?? 0) / total) : 0;
      insertSorted(best, { source, ordinal, score: value, coverage });
      if (best.length > limit) best.pop();
    }
  }
  return best;
}

function insertSorted(best: LexicalHit[], hit: LexicalHit): void {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((best[middle]?.score ?? 0) >= hit.score) low = middle + 1;
    else high = middle;
  }
  best.splice(low, 0, hit);
}

function rarityOfTerms(
  sources: readonly SearchedSource[],
  terms: ReadonlyMap<string, readonly string[]>,
  postings: readonly Postings[],
): Map<string, { ofTerm: Map<string, number>; total: number }> {
  const rarities = new Map<string, { ofTerm: Map<string, number>; total: number }>();
  for (const [language, wanted] of terms) {
    const isOfLanguage = (source: number) => sources[source]?.language === language;
    const passages = sources
      .filter((source) => source.language === language)
      .reduce((sum, { passageCount }) => sum + passageCount, 0);
    const counts = new Map<string, number>();
    for (const { source, term, passageCount } of postings) {
      if (isOfLanguage(source)) counts.set(term, (counts.get(term) ?? 0) + passageCount);
    }
    const ofTerm = new Map<string, number>();
    for (const term of wanted) {
      const count = counts.get(term) ?? 0;
      ofTerm.set(term, Math.log(1 + (passages - count + 0.5) / (count + 0.5)));
    }
    rarities.set(language, {
      ofTerm,
      total: [...ofTerm.values()].reduce((sum, one) => sum + one, 0),
    });
  }
  return rarities;
}
