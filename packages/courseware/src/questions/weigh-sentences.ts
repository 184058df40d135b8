import { isEverydayWord, isGrammarWord, stemWord, wordsOf } from "../text/words.ts";
import type { StandAlone } from "./sentence-fitness.ts";
import { findStandAlone } from "./sentence-fitness.ts";
import type { StudySentence } from "./study-text.ts";
import type { TermTable } from "./weigh-terms.ts";

export interface Statement extends StandAlone {
  readonly sentence: StudySentence;
  readonly weight: number;
}

const claims =
  /\b(?:should|must|always|never|cannot|can't|only|require[sd]?|needs? to|has to|have to|ensures?|means?|because|therefore|allows?|prevents?|causes?|leads? to|depends? on|consists?|includes?)\b/i;
const hedges =
  /\b(?:maybe|perhaps|probably|might|somewhat|seems?|sort of|kind of|a bit|pretty|really|for example|for instance|e\.g\.|example|imagine|suppose|likely|sometimes|often|could|very)\b/i;
const story =
  /\b(?:was|were|had|did|went|said|wanted|decided|used to|ago|yesterday|last (?:week|year)|already|now|currently|recently|today)\b/i;

/** How much the statement tells that is worth remembering, from the words the whole text turns on and its form. */
function weighStatement(sentence: StudySentence, text: string, terms: TermTable): number {
  const stems = [
    ...new Set(
      wordsOf(text)
        .filter((word) => !isGrammarWord(word) && !isEverydayWord(word))
        .map(stemWord),
    ),
  ];
  if (stems.length < 3) return 0;
  const salience =
    stems.reduce(
      (sum, stem) => sum + Math.log2(1 + Math.min(30, terms.stemCounts.get(stem) ?? 0)),
      0,
    ) / stems.length;
  const length = wordsOf(text).length;
  const isBold = sentence.marks.some(
    (range) => range.mark === "bold" && range.end - range.start > text.length * 0.6,
  );
  const headingStems = new Set(
    wordsOf(sentence.heading)
      .filter((word) => !isGrammarWord(word))
      .map(stemWord),
  );
  return (
    salience * 0.6 +
    (isBold ? 2 : 0) +
    (sentence.origin === "key-point" ? 2 : 0) +
    (claims.test(text) ? 0.8 : 0) +
    (stems.some((stem) => headingStems.has(stem)) ? 0.5 : 0) +
    (sentence.isFirst ? 0.3 : 0) +
    (/\d/.test(text) ? 0.2 : 0) -
    (hedges.test(text) ? 0.9 : 0) -
    (story.test(text) ? 0.9 : 0) -
    (/[()“"]/.test(text) ? 0.4 : 0) -
    (/\byou(?:r|rs)?\b/i.test(text) ? 0.3 : 0) -
    (/\b(?:he|she|his|her|him)\b/i.test(text) ? 1 : 0) -
    (/^(?:if|when|while|although|though|unless|once|since|because|as)\b/i.test(text) ? 0.4 : 0) -
    (length > 26 ? 0.06 * (length - 26) : 0)
  );
}

/** Sentences that stand alone and state something, heaviest first. */
export function findStatements(sentences: readonly StudySentence[], terms: TermTable): Statement[] {
  const statements: Statement[] = [];
  const seen = new Set<string>();
  for (const sentence of sentences) {
    if (sentence.origin === "listed") continue;
    const options = {
      mayLackStop: sentence.origin !== "prose",
      // A key point says in few words what the module is about.
      fewestWords: sentence.origin === "key-point" ? 4 : 7,
    };
    const strict = findStandAlone(sentence, options);
    const fit = strict ?? findStandAlone(sentence, { ...options, mayBeFirstPerson: true });
    if (fit === null || seen.has(fit.text.toLowerCase())) continue;
    seen.add(fit.text.toLowerCase());
    const weight = weighStatement(sentence, fit.text, terms) - (strict === null ? 0.7 : 0);
    if (weight > 0.2) statements.push({ ...fit, sentence, weight });
  }
  return statements.sort((a, b) => b.weight - a.weight);
}
