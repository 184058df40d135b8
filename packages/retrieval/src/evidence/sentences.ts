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

/** The sentences of a text that say most about a question, best first; those that share nothing are left out. */
export function quotableSentences(text: string, question: ReadonlySet<string>): Sentence[] {
  return sentencesOf(text)
    .map((sentence) => ({ sentence, shared: sharedWith(sentence.text, question) }))
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.shared - a.shared)
    .map(({ sentence }) => sentence);
}

/** Counts shared words, a long sentence a little less than a short one with as many. */
function sharedWith(sentence: string, question: ReadonlySet<string>): number {
  const held = countShared(contentWords(sentence), question);
  return held === 0 ? 0 : held - Math.min(0.5, sentence.length / 1_000);
}
