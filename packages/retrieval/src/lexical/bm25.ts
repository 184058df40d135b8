/**
 * BM25 (Robertson & Zaragoza 2009, equations 3.7 and 3.15) cut in two: what a term adds to one passage is
 * known when the passage is indexed (`impact`), how rare the term is only when a query names what to search.
 */
export interface Bm25Parameters {
  /** k1: how soon more of the same word says nothing new. */
  readonly saturation: number;
  /** b, 0 to 1: how much a long passage has to have more of it. */
  readonly lengthWeight: number;
}

/** Chosen by cross-validation, `npm run eval:retrieval -- --choose`. */
export const bm25Parameters: Bm25Parameters = { saturation: 1.2, lengthWeight: 0.9 };

/** An impact lies between 0 and `saturation + 1`; an index keeps it as one of this many steps above 0. */
export const impactSteps = 255;
const impactOfStep = (bm25Parameters.saturation + 1) / impactSteps;

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
 * query's, by language; a term that no passage has still counts in `coverage`. Postings are in the order of
 * their ordinals.
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
  const bySource = Map.groupBy(postings, ({ source }) => source);
  const best: Omit<LexicalHit, "coverage">[] = [];
  for (const [source, { language, passageCount, closed }] of sources.entries()) {
    const lists = bySource.get(source);
    const ofTerm = rarities.get(language)?.ofTerm;
    if (lists === undefined || ofTerm === undefined) continue;
    const score = new Float32Array(passageCount);
    for (const { start, end } of closed) score.fill(Number.NEGATIVE_INFINITY, start, end);
    for (const { term, bytes } of lists) addImpacts(score, bytes, ofTerm.get(term) ?? 0);
    let least = best.length >= limit ? (best.at(-1)?.score ?? 0) : 0;
    for (let ordinal = 0; ordinal < passageCount; ordinal += 1) {
      // Safe: the ordinal is below the length.
      const value = score[ordinal] as number;
      if (value <= least) continue;
      insertSorted(best, { source, ordinal, score: value });
      if (best.length > limit) best.pop();
      if (best.length >= limit) least = best.at(-1)?.score ?? 0;
    }
  }
  return best.map((hit) => {
    const { ofTerm, total = 0 } = rarities.get(sources[hit.source]?.language ?? "") ?? {};
    const held = (bySource.get(hit.source) ?? [])
      .filter(({ bytes }) => hasOrdinal(bytes, hit.ordinal))
      .reduce((sum, { term }) => sum + (ofTerm?.get(term) ?? 0), 0);
    return { ...hit, coverage: total > 0 ? Math.min(1, held / total) : 0 };
  });
}

function addImpacts(score: Float32Array, bytes: Uint8Array, rarity: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const weight = rarity * impactOfStep;
  const { length } = score;
  const end = bytes.byteLength - 3;
  for (let at = 0; at < end; at += 4) {
    const word = view.getUint32(at);
    const ordinal = word >>> 8;
    if (ordinal >= length) continue;
    // Safe: the ordinal was just checked against the length.
    score[ordinal] = (score[ordinal] as number) + weight * (word & 0xff);
  }
}

/** Looks the ordinal up by halving: postings are in the order of theirs. */
function hasOrdinal(bytes: Uint8Array, wanted: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let low = 0;
  let high = (bytes.byteLength >>> 2) - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const ordinal = view.getUint32(middle * 4) >>> 8;
    if (ordinal === wanted) return true;
    if (ordinal < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

function insertSorted<H extends { readonly score: number }>(best: H[], hit: H): void {
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
