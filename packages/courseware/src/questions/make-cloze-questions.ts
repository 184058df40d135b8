import { richText } from "@byteos/contracts/words";
import { stableId } from "../random/stable-hash.ts";
import { stemWord, wordsOf } from "../text/words.ts";
import { chooseDistractors } from "./choose-distractors.ts";
import type { Definition, TermKind } from "./find-definitions.ts";
import { findGap } from "./find-gap.ts";
import type { Gap } from "./find-gap.ts";
import type { QuestionCandidate, QuestionContext } from "./question-candidate.ts";
import { blank, hintsOf, indexOfWords, makeOption, placeHint } from "./question-candidate.ts";
import { findStandAlone } from "./sentence-fitness.ts";
import type { Statement } from "./weigh-sentences.ts";

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
