import { isEverydayWord, isGrammarWord, stemWord, wordsOf } from "../text/words.ts";
import type { TermKind } from "./find-definitions.ts";
import type { StudySentence } from "./study-text.ts";

export interface WeighedTerm {
  readonly text: string;
  readonly kind: TermKind;
  readonly isPlural: boolean;
  readonly wordCount: number;
  readonly count: number;
  readonly weight: number;
  /** The words before and after it and how often: what is used alike is of a kind. */
  readonly contexts: ReadonlyMap<string, number>;
}

export interface TermTable {
  readonly byKey: ReadonlyMap<string, WeighedTerm>;
  readonly ranked: readonly WeighedTerm[];
  /** How often each stem occurs in the texts. */
  readonly stemCounts: ReadonlyMap<string, number>;
  readonly bigrams: ReadonlySet<string>;
}

interface Tally {
  text: string;
  count: number;
  asNoun: number;
  asVerb: number;
  /** Times it closed its run of words: "reviewer" does in "ideal reviewer", "ideal" does not. */
  asHead: number;
  capitals: number;
  isCode: boolean;
  words: number;
  contexts: Map<string, number> | null;
}

const beforeNoun = new Set(
  "a an the this that these those my your his her its our their each every any some no of in on for with from about into between by which".split(
    " ",
  ),
);
const beforeVerb = new Set(
  "to can could should will would must may might not don't doesn't didn't cannot you we they i please always never".split(
    " ",
  ),
);
const afterVerb = new Set(
  "a an the your this that these those it them us me you what how whether any all".split(" "),
);
const afterNoun = new Set(
  "is are was were has have can should will must may that which who of".split(" "),
);
const notNoun = /(?:ly|ing|ed|ful|ous|ive|able|ible|ical|less)$/i;
const nounEnding =
  /(?:tion|sion|ment|ness|ity|ship|ance|ence|age|ure|ism|ist|ory|ery|logy|graph|ware|code|base|view|list|file|set)s?$/i;

/** A form that ends like an adjective, an adverb or part of a verb: "specialized" is no noun though "specialization" is. */
export const hasNounForm = (word: string) => !notNoun.test(word);

export const termKey = (text: string, kind: TermKind) =>
  kind === "code" ? `\`${text}` : wordsOf(text).map(stemWord).join(" ");

function tallyRun(
  tallies: Map<string, Tally>,
  words: readonly { word: string; before: string; after: string; isOpening: boolean }[],
): void {
  for (let length = 1; length <= 3; length++) {
    for (let start = 0; start + length <= words.length; start++) {
      const part = words.slice(start, start + length);
      const [first] = part;
      const last = part.at(-1);
      if (!first || !last) continue;
      const text = part.map((entry) => entry.word).join(" ");
      const key = termKey(text, "noun");
      const tally = tallies.get(key) ?? {
        text,
        count: 0,
        asNoun: 0,
        asVerb: 0,
        asHead: 0,
        capitals: 0,
        isCode: false,
        words: length,
        contexts: null,
      };
      tally.count += 1;
      if (start + length === words.length) tally.asHead += 1;
      // Made late: most runs of words come once and never become terms.
      if (tally.count > 1) {
        tally.contexts ??= new Map();
        for (const key of [`<${first.before}`, `>${last.after}`]) {
          tally.contexts.set(key, (tally.contexts.get(key) ?? 0) + 1);
        }
      }
      if (beforeNoun.has(first.before)) tally.asNoun += 1;
      if (afterNoun.has(last.after)) tally.asNoun += 0.5;
      if (beforeVerb.has(first.before)) tally.asVerb += 1;
      if (afterVerb.has(last.after)) tally.asVerb += 1;
      if (!first.isOpening && part.every((entry) => /^\p{Lu}/u.test(entry.word)))
        tally.capitals += 1;
      if (/^\p{Ll}/u.test(text) && /^\p{Lu}\p{Ll}/u.test(tally.text)) tally.text = text;
      tallies.set(key, tally);
    }
  }
}

/** Blanks out code so that its parts are not counted as prose, keeping offsets. */
function withoutCode(sentence: StudySentence): string {
  let { text } = sentence;
  for (const range of sentence.marks) {
    if (range.mark === "code")
      text =
        text.slice(0, range.start) + "|".repeat(range.end - range.start) + text.slice(range.end);
  }
  return text;
}

function tallySentence(tallies: Map<string, Tally>, sentence: StudySentence): void {
  const tokens =
    withoutCode(sentence).match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu) ?? [];
  let run: { word: string; before: string; after: string; isOpening: boolean }[] = [];
  tokens.forEach((word, index) => {
    const isContent = /^\p{L}/u.test(word) && !isGrammarWord(word);
    if (isContent) {
      run.push({
        word,
        before: (tokens[index - 1] ?? "").toLowerCase(),
        after: (tokens[index + 1] ?? "").toLowerCase(),
        isOpening: index === 0,
      });
    }
    if (!isContent || index === tokens.length - 1) {
      if (run.length > 0 && run.length <= 6) tallyRun(tallies, run);
      run = [];
    }
  });
}

function weigh(tally: Tally): WeighedTerm | null {
  const words = tally.text.split(" ");
  const last = words.at(-1) ?? "";
  const isName = tally.capitals / tally.count > 0.6 && /^\p{Lu}/u.test(tally.text);
  const kind: TermKind = tally.isCode ? "code" : isName ? "name" : "noun";
  if (kind !== "code") {
    if (
      tally.count < 2 ||
      words.some(isEverydayWord) ||
      (last.length < 4 && !/^\p{Lu}{2,}s?$/u.test(last))
    )
      return null;
    if (notNoun.test(last) && !isName) return null;
    if (tally.asHead / tally.count < 0.35) return null;
    const isNoun =
      tally.asNoun >= Math.max(1, tally.asVerb * 1.2) ||
      (nounEnding.test(last) && tally.asNoun >= tally.asVerb);
    if (!isNoun && !isName) return null;
    if (words.length > 1 && /(?:ed|es)$/i.test(words[0] ?? "") && tally.asNoun < 2) return null;
  }
  const weight =
    Math.log2(1 + tally.count) * (1 + 0.35 * (words.length - 1)) * (kind === "code" ? 1.1 : 1);
  return {
    text: tally.text,
    kind,
    isPlural: kind !== "code" && /[^su]s$/i.test(last),
    wordCount: words.length,
    count: tally.count,
    weight,
    contexts: tally.contexts ?? new Map(),
  };
}

/**
 * The nouns, names and code words a text is about, weighed by how often they come and how they are used: what
 * stands after articles and prepositions is a noun, what stands after "to" or before an object is a verb.
 */
export function weighTerms(sentences: readonly StudySentence[]): TermTable {
  const tallies = new Map<string, Tally>();
  const stemCounts = new Map<string, number>();
  const bigrams = new Set<string>();
  for (const sentence of sentences) {
    tallySentence(tallies, sentence);
    const words = wordsOf(sentence.text.toLowerCase());
    words.forEach((word, index) => {
      const stem = stemWord(word);
      stemCounts.set(stem, (stemCounts.get(stem) ?? 0) + 1);
      bigrams.add(`${words[index - 1] ?? ""} ${word}`);
    });
    for (const range of sentence.marks) {
      if (range.mark !== "code") continue;
      const text = sentence.text.slice(range.start, range.end).trim();
      if (text.length < 2 || text.length > 40) continue;
      const key = termKey(text, "code");
      const tally = tallies.get(key) ?? {
        text,
        count: 0,
        asNoun: 0,
        asVerb: 0,
        asHead: 0,
        capitals: 0,
        isCode: true,
        words: 1,
        contexts: null,
      };
      tally.count += 1;
      tallies.set(key, tally);
    }
  }
  const byKey = new Map<string, WeighedTerm>();
  for (const [key, tally] of tallies) {
    const term = weigh(tally);
    if (term) byKey.set(key, term);
  }
  // "pull" is no term of its own where it mostly comes as "pull request".
  const mostInPair = new Map<string, number>();
  for (const tally of tallies.values()) {
    if (tally.words !== 2) continue;
    for (const word of termKey(tally.text, "noun").split(" ")) {
      mostInPair.set(word, Math.max(mostInPair.get(word) ?? 0, tally.count));
    }
  }
  for (const [key, term] of byKey) {
    if (term.wordCount === 1 && (mostInPair.get(key) ?? 0) > term.count * 0.7) byKey.delete(key);
  }
  const ranked = [...byKey.values()].sort(
    (a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1),
  );
  return { byKey, ranked, stemCounts, bigrams };
}

export function countStems(sentences: readonly StudySentence[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const sentence of sentences) {
    for (const word of wordsOf(sentence.text)) {
      const stem = stemWord(word);
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
    }
  }
  return counts;
}

/** Cosine of the contexts two terms are used in, 0 to 1. */
export function likeness(a: WeighedTerm, b: WeighedTerm): number {
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  for (const [key, count] of a.contexts) {
    product += count * (b.contexts.get(key) ?? 0);
    squareA += count * count;
  }
  for (const count of b.contexts.values()) squareB += count * count;
  return squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB);
}
