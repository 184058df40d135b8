import { searchWords } from "../lexical/search-words.ts";

const small = new Set(
  (
    "a about after all also an and any are as at be because been before between both but by can could did do " +
    "does each for from had has have how i if in into is it its me more most my no nor not of on once one only " +
    "or other our out over own same shall she should so some such than that the their them then there these " +
    "they this those through to too under until up us very was we were what when where which while who whom " +
    "why will with would you your"
  ).split(" "),
);
const ending = /(?:ations?|ments?|ings?|edly|ness|ied|ies|ed|es|s|ly|e|y)$/;

/**
 * The words of a text that carry its content, cut to a rough stem: for telling whether two texts speak of
 * the same, where asking the database for its stems would cost a round trip a sentence.
 */
export function contentWords(text: string): Set<string> {
  const words = searchWords(text).split(" ");
  return new Set(words.filter((word) => word !== "" && !small.has(word)).map(roughStem));
}

function roughStem(word: string): string {
  const cut = word.replace(ending, "");
  if (cut.length < 3) return word;
  return cut.replace(/([^aeiou\d])\1$/, "$1");
}

export function countShared(words: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of words) if (others.has(word)) shared += 1;
  return shared;
}

/** Share of `claim`'s content words that `evidence` has too, 0 to 1; 0 for a claim without any. */
export function supportOf(claim: string, evidence: ReadonlySet<string>): number {
  const words = contentWords(claim);
  return words.size === 0 ? 0 : countShared(words, evidence) / words.size;
}
