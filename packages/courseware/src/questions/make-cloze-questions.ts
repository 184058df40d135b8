import { richText } from "@byteos/contracts/rich-text";
import { stableId } from "../random/stable-hash.ts";
import { isEverydayWord, isGrammarWord, stemWord, wordsOf } from "../text/words.ts";
import { chooseDistractors } from "./choose-distractors.ts";
import type { Definition, TermKind } from "./find-definitions.ts";
import type { QuestionCandidate, QuestionContext } from "./question-candidate.ts";
import { blank, hintsOf, indexOfWords, makeOption, placeHint } from "./question-candidate.ts";
import { findStandAlone } from "./sentence-fitness.ts";
import type { Statement } from "./weigh-sentences.ts";
import type { WeighedTerm } from "./weigh-terms.ts";
import { termKey } from "./weigh-terms.ts";

interface Gap {
  readonly at: number;
  readonly text: string;
  readonly kind: TermKind;
  readonly isPlural: boolean;
  readonly weight: number;
}

/** The term of the statement best worth asking for: heavy, once in it by any inflection. */
function findGap(
  statement: Statement,
  context: QuestionContext,
  isTaken: (term: string) => boolean,
): Gap | null {
  const { text, sentence } = statement;
  const stems = wordsOf(text).map(stemWord);
  const gaps: Gap[] = [];
  const consider = (at: number, shown: string, term: WeighedTerm) => {
    const own = wordsOf(shown)
      .filter((word) => !isGrammarWord(word))
      .map(stemWord);
    if (own.some((stem) => stems.filter((other) => other === stem).length > 1)) return;
    if (isTaken(term.text)) return;
    gaps.push({ at, text: shown, kind: term.kind, isPlural: term.isPlural, weight: term.weight });
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
      // A term is asked for in the form the text weighs it by; inside a longer name it is no answer of its own.
      if (
        !term ||
        term.kind === "code" ||
        isInCode(first.index, end) ||
        !/^[\p{L}\p{N} '’.-]+$/u.test(shown)
      )
        continue;
      const isPlural = /[^su]s$/i.test(shown);
      const neighbours = [tokens[start - 1], tokens[start + length]].filter(
        (token) => token !== undefined,
      );
      const isInLongerName = neighbours.some((token) => {
        const isNext = token.index === end + 1 || token.index + token[0].length + 1 === first.index;
        return (
          isNext &&
          !isGrammarWord(token[0]) &&
          context.terms.bigrams.has(
            token.index > first.index
              ? `${last[0].toLowerCase()} ${token[0].toLowerCase()}`
              : `${token[0].toLowerCase()} ${first[0].toLowerCase()}`,
          ) &&
          !isEverydayWord(token[0]) &&
          /[\p{Lu}]/u.test(token[0])
        );
      });
      if (!isInLongerName) consider(first.index, shown, { ...term, isPlural });
    }
  }
  return gaps.sort((a, b) => b.weight - a.weight)[0] ?? null;
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
    score: 0.9 + statement.weight + gap.weight * 0.25,
    places: [sentence],
    question: {
      kind: "single",
      prompt: richText(
        `Which ${gap.text.includes(" ") ? "words complete" : "word completes"} the sentence? “${rest}”`,
      ),
      options: context.random.shuffle(options),
      correctId: correct.id,
      explanation: richText(sentence.text),
      ...hintsOf(placeHint(sentence.heading), `It is not “${wrong[0] ?? ""}”.`),
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
