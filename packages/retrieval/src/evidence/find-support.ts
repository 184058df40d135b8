import { contentWords, supportOf } from "./content-words.ts";
import { sentencesOf } from "./sentences.ts";

/** Share of a claim's words that its place must have. */
export const supportNeeded = 0.6;
const mostSentences = 3;

/**
 * The shortest run of up to three sentences of `text` that carries `claim`: offsets within the text, UTF-16.
 * Null when none has enough of its words.
 */
export function findSupport(claim: string, text: string): { start: number; end: number } | null {
  const sentences = sentencesOf(text);
  const words = sentences.map((sentence) => contentWords(sentence.text));
  for (let length = 1; length <= mostSentences; length += 1) {
    let best: { start: number; end: number; support: number } | null = null;
    for (let first = 0; first + length <= sentences.length; first += 1) {
      const held = new Set(words.slice(first, first + length).flatMap((set) => [...set]));
      const support = supportOf(claim, held);
      const [start, end] = [sentences[first]?.start ?? 0, sentences[first + length - 1]?.end ?? 0];
      if (support >= supportNeeded && support > (best?.support ?? 0))
        best = { start, end, support };
    }
    if (best !== null) return { start: best.start, end: best.end };
  }
  return null;
}
