import { isGrammarWord, stemWord, wordsOf } from "../text/words.ts";
import type { TermKind } from "./find-definitions.ts";
import type { QuestionContext } from "./question-candidate.ts";
import type { Statement } from "./weigh-sentences.ts";
import type { WeighedTerm } from "./weigh-terms.ts";
import { hasNounForm, termKey } from "./weigh-terms.ts";

export interface Gap {
  readonly at: number;
  readonly text: string;
  readonly kind: TermKind;
  readonly isPlural: boolean;
  readonly weight: number;
}

const beforeGap =
  /(?:^|[\s“"])(?:a|an|the|of|in|on|for|with|from|by|about|into|between|through|without|your|their|its|each|every|any|called|as|than|and|or|to (?:a|an|the))$/i;
const afterGap =
  /^(?:[.,;:!?)”"—–]|\s+(?:is|are|was|were|has|have|can|cannot|should|must|may|might|will|would|that|which|who|to|of|in|on|for|with|from|by|and|or|as|at|because|if|when|so|but|than|does|do|doesn['’]t|don['’]t)\b|$)/i;

/** A place where a noun phrase begins and ends, so that every option reads as a noun there. */
function isNounSlot(text: string, from: number, to: number): boolean {
  // "the middle of", "a series of": the word is given by the phrase, not by the subject.
  if (/^\s+of\b/.test(text.slice(to)) && !text.slice(from, to).includes(" ")) return false;
  const before = text.slice(0, from).trimEnd();
  if (before === "" && text.slice(to).startsWith(",")) return false;
  // "in response to", "in addition to": a set phrase.
  if (/\bin$/i.test(before) && /^ to\b/.test(text.slice(to))) return false;
  if (/\bby$/i.test(before) && /^default$/i.test(text.slice(from, to))) return false;
  // "in open, non-patented formats": one of several adjectives.
  if (/^, (?:non-|[\p{L}-]+(?:ed|al|ive|ful|able|ible) )/u.test(text.slice(to))) return false;
  return (before === "" || beforeGap.test(before)) && afterGap.test(text.slice(to));
}

/**
 * The term of the statement best worth asking for: a whole noun phrase, once in it by any inflection, rather its
 * subject than its object, and rather a particular word than the one the whole course repeats.
 */
export function findGap(
  statement: Statement,
  context: QuestionContext,
  isTaken: (term: string) => boolean,
): Gap | null {
  const { text, sentence } = statement;
  const stems = wordsOf(text).map(stemWord);
  const commonest = context.terms.ranked[0]?.count ?? 1;
  const gaps: Gap[] = [];
  const consider = (at: number, shown: string, term: WeighedTerm) => {
    const own = wordsOf(shown)
      .filter((word) => !isGrammarWord(word))
      .map(stemWord);
    if (own.some((stem) => stems.filter((other) => other === stem).length > 1)) return;
    if (isTaken(term.text)) return;
    // Neither the word on every page nor one that came by chance: best are those this module turns on.
    const local = context.moduleStems.get(stemWord(wordsOf(shown).at(-1) ?? "")) ?? 0;
    const particular =
      Math.log2((4 + commonest) / (2 + term.count)) +
      Math.min(3, local) -
      1.5 -
      (term.count < 3 && term.wordCount === 1 ? 1.5 : 0);
    const isSubject =
      wordsOf(text.slice(0, at)).filter((word) => !isGrammarWord(word)).length === 0;
    const weight =
      0.6 * particular +
      0.9 * (term.wordCount - 1) +
      (isSubject ? 1.4 : 0) +
      (term.kind === "code" ? 1.2 : 0);
    gaps.push({ at, text: shown, kind: term.kind, isPlural: term.isPlural, weight });
  };
  for (const range of sentence.marks) {
    if (range.mark !== "code") continue;
    const shown = sentence.text.slice(range.start, range.end);
    const term = context.terms.byKey.get(termKey(shown, "code"));
    const at = range.start - statement.offset;
    if (term && at >= 0 && text.split(shown).length === 2) consider(at, shown, term);
  }
  const tokens = [...text.matchAll(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)];
  const isInCode = (from: number, to: number) =>
    sentence.marks.some(
      (range) =>
        range.mark === "code" &&
        range.start < to + statement.offset &&
        range.end > from + statement.offset,
    );
  for (let length = 3; length >= 1; length--) {
    for (let start = 0; start + length <= tokens.length; start++) {
      const first = tokens[start];
      const last = tokens[start + length - 1];
      if (!first || !last) continue;
      const end = last.index + last[0].length;
      const shown = text.slice(first.index, end);
      const term = context.terms.byKey.get(termKey(shown, "noun"));
      if (!term || term.kind === "code" || isInCode(first.index, end)) continue;
      if (!/^[\p{L}\p{N} -]+$/u.test(shown) || !isNounSlot(text, first.index, end)) continue;
      if (term.kind === "noun" && !hasNounForm(last[0])) continue;
      consider(first.index, shown, { ...term, isPlural: /[^su]s$/i.test(shown) });
    }
  }
  const best = gaps.sort((a, b) => b.weight - a.weight)[0];
  return best !== undefined && best.weight > 1 ? best : null;
}
