import { richText } from "@byteos/contracts/words";
import { stableId } from "../random/stable-hash.ts";
import { shareStem, wordsOf } from "../text/words.ts";
import { chooseDistractors } from "./choose-distractors.ts";
import type { Definition } from "./find-definitions.ts";
import type { QuestionCandidate, QuestionContext } from "./question-candidate.ts";
import { blankOut, hintsOf, makeOption, overlap, placeHint } from "./question-candidate.ts";

function hasPointer(text: string): boolean {
  return /\b(?:this|that|these|those|it|they|them|we|us|our)\b/i.test(
    text.replace(
      /\b(?:tool|system|way|file|program|command|thing|one|part|statement|process|rule|group|\w+) that\b/gi,
      "",
    ),
  );
}

function explain(definition: Definition): { explanation: { text: string }[] } {
  return { explanation: richText(definition.sentence.text) };
}

/** "Which of these is …?" with terms as options; or null when the words give the term away or too few terms fit. */
function askForTerm(definition: Definition, context: QuestionContext): QuestionCandidate | null {
  const { term, kind, isPlural, complement, sentence } = definition;
  if (definition.form === "called" || shareStem(term, complement) || hasPointer(complement))
    return null;
  if (wordsOf(complement).length < 4 || complement.length > 240) return null;
  const wrong = chooseDistractors({ text: term, kind, isPlural, sentence: complement }, context, 3);
  if (wrong.length < 3) return null;
  const seed = stableId(context.seed, "term", term, complement);
  const options = [term, ...wrong].map((text) => makeOption(seed, text, kind === "code"));
  const [correct] = options;
  if (correct === undefined) return null;
  const prompt =
    definition.form === "does"
      ? `Which of these ${complement}?`
      : `Which term does the text explain as “${complement}”?`;
  return {
    form: "definition",
    subject: term.toLowerCase(),
    score: 2 + definition.score,
    places: [sentence],
    question: {
      kind: "single",
      prompt: richText(prompt),
      options: context.random.shuffle(options),
      correctId: correct.id,
      ...explain(definition),
      ...hintsOf(
        placeHint(sentence.heading) ?? `It is not “${wrong[0] ?? ""}”.`,
        blankOut(sentence.text, term),
      ),
    },
  };
}

/** "What is a …?" with the descriptions of other terms as wrong answers. */
function askForMeaning(definition: Definition, context: QuestionContext): QuestionCandidate | null {
  const { term, complement, sentence } = definition;
  if (definition.form === "called" || shareStem(term, complement) || complement.length > 180)
    return null;
  if (hasPointer(complement)) return null;
  const others = context.courseDefinitions
    .filter(
      (other) =>
        other.form === definition.form &&
        other.kind === definition.kind &&
        other.isPlural === definition.isPlural &&
        other.term !== term &&
        !hasPointer(other.complement) &&
        !shareStem(other.term, term) &&
        !shareStem(other.complement, term) &&
        !shareStem(other.complement, other.term) &&
        overlap(other.complement, complement) < 0.5 &&
        other.complement.length < 180 &&
        other.complement.length > complement.length / 2.5 &&
        other.complement.length < complement.length * 2.5,
    )
    .map((other) => ({
      other,
      distance: Math.abs(other.complement.length - complement.length) + context.random.next() * 30,
    }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ other }) => other.complement);
  if (others.length < 3) return null;
  const seed = stableId(context.seed, "meaning", term, complement);
  const options = [complement, ...others].map((text) => makeOption(seed, text));
  const [correct] = options;
  if (correct === undefined) return null;
  const prompt =
    definition.form === "does"
      ? [
          { text: "According to the text, what is true of " },
          { text: term, ...(definition.kind === "code" ? { marks: ["code" as const] } : {}) },
          { text: "? It …" },
        ]
      : richText(
          `According to the text, what ${definition.isPlural ? "are" : "is"} ${sentence.text.match(new RegExp(`^(an? )`, "i"))?.[1]?.toLowerCase() ?? ""}${term}?`,
        );
  return {
    form: "definition",
    subject: term.toLowerCase(),
    score: 1.8 + definition.score,
    places: [sentence],
    question: {
      kind: "single",
      prompt,
      options: context.random.shuffle(options),
      correctId: correct.id,
      ...explain(definition),
      ...hintsOf(placeHint(sentence.heading), `It is not “${others[0] ?? ""}”.`),
    },
  };
}

/** Terms against what the text says of them, four or five pairs that cannot be mistaken for one another. */
function askToMatch(context: QuestionContext): QuestionCandidate | null {
  const chosen: Definition[] = [];
  for (const definition of context.definitions) {
    if (chosen.length === 5) break;
    const { term, complement, form } = definition;
    if (
      form === "called" ||
      complement.length > 170 ||
      shareStem(term, complement) ||
      hasPointer(complement)
    )
      continue;
    const isDistinct = chosen.every(
      (other) =>
        !shareStem(other.term, term) &&
        overlap(other.complement, complement) < 0.4 &&
        !shareStem(other.complement, term) &&
        !shareStem(complement, other.term),
    );
    if (isDistinct && (chosen[0] === undefined || chosen[0].form === form)) chosen.push(definition);
  }
  if (chosen.length < 3) return null;
  const seed = stableId(context.seed, "match", ...chosen.map((definition) => definition.term));
  return {
    form: "match",
    subject: `match:${chosen.map((definition) => definition.term).join("|")}`,
    score: 3 + chosen.length / 2,
    places: chosen.map((definition) => definition.sentence),
    question: {
      kind: "match",
      prompt: richText("Match each term with what the text says of it."),
      pairs: chosen.map(({ term, complement, kind }) => ({
        leftId: stableId(seed, "left", term),
        left: kind === "code" ? [{ text: term, marks: ["code"] }] : richText(term),
        rightId: stableId(seed, "right", complement),
        right: richText(complement),
      })),
      explanation: richText(chosen.map((definition) => definition.sentence.text).join("\n")),
      ...hintsOf(
        "Begin with the pair you are sure of.",
        blankOut(chosen[0]?.sentence.text ?? "", chosen[0]?.term ?? ""),
      ),
    },
  };
}

export function makeDefinitionQuestions(context: QuestionContext): QuestionCandidate[] {
  const made = context.definitions.flatMap((definition) => [
    askForTerm(definition, context),
    askForMeaning(definition, context),
  ]);
  return [...made, askToMatch(context)].filter((candidate) => candidate !== null);
}
