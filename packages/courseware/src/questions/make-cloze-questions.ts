import { richText } from "@byteos/contracts/rich-text";
import { stableId } from "../random/stable-hash.ts";
import { isGrammarWord, stemWord, wordsOf } from "../text/words.ts";
import { chooseDistractors } from "./choose-distractors.ts";
import type { Definition, TermKind } from "./find-definitions.ts";
import type { QuestionCandidate, QuestionContext } from "./question-candidate.ts";
import { blank, hintsOf, indexOfWords, makeOption, placeHint } from "./question-candidate.ts";
import { findStandAlone } from "./sentence-fitness.ts";
import type { Statement } from "./weigh-sentences.ts";
import type { WeighedTerm } from "./weigh-terms.ts";
import { hasNounForm, termKey } from "./weigh-terms.ts";

interface Gap {
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
  // "in response to", "in addition to": a set phrase.
  if (/\bin$/i.test(before) && /^ to\b/.test(text.slice(to))) return false;
  return (before === "" || beforeGap.test(before)) && afterGap.test(text.slice(to));
}

/**
 * The term of the statement best worth asking for: a whole noun phrase, once in it by any inflection, rather its
 * subject than its object, and rather a particular word than the one the whole course repeats.
 */
function findGap(
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

function makeChoice(
  statement: Statement,
  gap: Gap,
  context: QuestionContext,
): QuestionCandidate | null {
  const { text, sentence } = statement;
  const rest = `${text.slice(0, gap.at)}${blank}${text.slice(gap.at + gap.text.length)}`;
  const before = /([\p{L}\p{N}'’-]+)\s+$/u.exec(text.slice(0, gap.at))?.[1] ?? "";
  const after = /^\s+([\p{L}\p{N}'’-]+)/u.exec(text.slice(gap.at + gap.text.length))?.[1] ?? "";
  const wrong = chooseDistractors({ ...gap, sentence: rest, before, after }, context, 3);
  if (wrong.length < 3) return null;
  const seed = stableId(context.seed, "cloze", text, gap.text);
  const shape = (option: string) =>
    gap.kind === "noun" && gap.at === 0 ? option.charAt(0).toUpperCase() + option.slice(1) : option;
  const options = [gap.text, ...wrong.map(shape)].map((option) =>
    makeOption(seed, option, gap.kind === "code"),
  );
  const [correct] = options;
  if (correct === undefined) return null;
  return {
    form: "cloze",
    subject: gap.text.toLowerCase(),
    score: 0.2 + statement.weight + gap.weight * 0.5,
    places: [sentence],
    question: {
      kind: "single",
      prompt: richText(`What completes the sentence? “${rest}”`),
      options: context.random.shuffle(options),
      correctId: correct.id,
      explanation: richText(sentence.text),
      ...hintsOf(placeHint(sentence.heading, rest), `It is not “${wrong[0] ?? ""}”.`),
    },
  };
}

function variantsOf(term: string, kind: TermKind): string[] {
  if (kind === "code") return [term];
  const other = /[^su]s$/i.test(term) ? term.slice(0, -1) : `${term}s`;
  return [...new Set([term, other])];
}

/** A definition with its term left open, to be typed: the rest of the sentence says which term it must be. */
function makeFillIn(definition: Definition, context: QuestionContext): QuestionCandidate | null {
  const { term, sentence, kind } = definition;
  const fit = findStandAlone(sentence, { fewestWords: 7, mostWords: 36 });
  if (fit === null || wordsOf(term).length > 3 || (kind === "code" && /[^\w. -]/.test(term)))
    return null;
  const at = indexOfWords(fit.text, term);
  if (at < 0) return null;
  const stems = wordsOf(fit.text).map(stemWord);
  if (
    wordsOf(term)
      .map(stemWord)
      .some((stem) => stems.filter((other) => other === stem).length > 1)
  )
    return null;
  // An abbreviation in brackets after the term would give it away.
  if (/^\s*\(/.test(fit.text.slice(at + term.length))) return null;
  const blankId = stableId(context.seed, "blank", fit.text, term);
  const [before, after] = [fit.text.slice(0, at), fit.text.slice(at + term.length)];
  const letters = term.replace(/\s/g, "").length;
  return {
    form: "fill-in",
    subject: term.toLowerCase(),
    score: 1.6 + definition.score + (definition.form === "called" ? 0.4 : 0),
    places: [sentence],
    question: {
      kind: "fill-in",
      prompt: richText("Complete the sentence with the term the text uses."),
      segments: [
        ...(before === "" ? [] : [{ text: before }]),
        { blankId },
        ...(after === "" ? [] : [{ text: after }]),
      ],
      blanks: [
        {
          id: blankId,
          accepted: variantsOf(fit.text.slice(at, at + term.length), kind),
          isCaseSensitive: false,
        },
      ],
      explanation: richText(sentence.text),
      ...hintsOf(
        placeHint(sentence.heading),
        `It begins with “${term.charAt(0)}” and has ${letters} letters${wordsOf(term).length > 1 ? ` in ${wordsOf(term).length} words` : ""}.`,
      ),
    },
  };
}

export function makeClozeQuestions(
  statements: readonly Statement[],
  context: QuestionContext,
): QuestionCandidate[] {
  const uses = new Map<string, number>();
  const made: (QuestionCandidate | null)[] = context.definitions.map((definition) =>
    makeFillIn(definition, context),
  );
  for (const statement of statements.slice(0, 40)) {
    const gap = findGap(statement, context, (term) => (uses.get(term) ?? 0) >= 2);
    if (gap === null) continue;
    const candidate = makeChoice(statement, gap, context);
    if (candidate === null) continue;
    uses.set(gap.text, (uses.get(gap.text) ?? 0) + 1);
    made.push(candidate);
  }
  return made.filter((candidate) => candidate !== null);
}
