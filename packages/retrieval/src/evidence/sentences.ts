import { contentWords, countShared } from "./content-words.ts";

export interface Sentence {
  readonly text: string;
  /** Offsets within the text that was cut, UTF-16. */
  readonly start: number;
  readonly end: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
const abbreviation =
  /(?:\b(?:e\.g|i\.e|cf|approx|vs|no|fig|dr|mr|mrs|ms|prof|st)\.|\b[A-Z]\.)\s*$/i;

/** Sentences and lines of a text, trimmed, in order. */
export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  let held = "";
  const close = (): void => {
    const lead = held.length - held.trimStart().length;
    const trimmed = held.trim();
    if (/[\p{L}\p{N}]/u.test(trimmed)) {
      found.push({ text: trimmed, start: start + lead, end: start + lead + trimmed.length });
    }
    start += held.length;
    held = "";
  };
  for (const { segment } of segmenter.segment(text)) {
    held += segment;
    if (!abbreviation.test(held)) close();
  }
  close();
  return found;
}

/**
 * The sentences of a text that say most about a question, best first; those that share nothing with it or add
 * nothing to it are left out. A line that is a label, such as a title, speaks through the sentence below it, and
 * is quoted itself only after every statement.
 */
export function quotableSentences(text: string, question: ReadonlySet<string>): Sentence[] {
  let label: ReadonlySet<string> = new Set();
  const ranked = sentencesOf(text).map((sentence) => {
    const words = contentWords(sentence.text);
    const isLabel = isLabelLike(sentence.text);
    const shared = countShared(words, question);
    const under = isLabel ? 0 : countShared(label, question) * labelShare;
    label = isLabel ? words : new Set();
    const adds = words.size > shared;
    const score = shared + under === 0 || !adds ? 0 : shared + under - lengthCost(sentence.text);
    return { sentence, isLabel, score };
  });
  return ranked
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => Number(a.isLabel) - Number(b.isLabel) || b.score - a.score)
    .map(({ sentence }) => sentence);
}

/** What the words of a label count in the sentence below it. */
const labelShare = 0.75;
const longestLabel = 8;

/** A short line that ends in no mark, as titles and entries of lists do; and a question, which states nothing. */
function isLabelLike(sentence: string): boolean {
  if (/[?？][”"'’)\]]*$/u.test(sentence)) return true;
  if (/[.!;…。！][”"'’)\]]*$/u.test(sentence)) return false;
  return sentence.endsWith(":") || sentence.split(/\s+/).length <= longestLabel;
}

/** Makes a long sentence come after a short one that shares as much. */
function lengthCost(sentence: string): number {
  return Math.min(0.5, sentence.length / 1_000);
}
