import { richText } from "@byteos/contracts/words";
import { shareStem, wordsOf } from "../text/words.ts";
import { chooseDistractors } from "./choose-distractors.ts";
import type { Definition } from "./find-definitions.ts";
import { findGap } from "./find-gap.ts";
import { findNumbers } from "./find-numbers.ts";
import type { NumberSeen } from "./find-numbers.ts";
import type { QuestionCandidate, QuestionContext } from "./question-candidate.ts";
import {
  blankOut,
  hintsOf,
  indexOfWords,
  longestWord,
  overlap,
  placeHint,
} from "./question-candidate.ts";
import type { Statement } from "./weigh-sentences.ts";

interface Turned {
  readonly text: string;
  /** The words of the source that were changed. */
  readonly changed: string;
  readonly strength: number;
}

/** Each turns a statement into one that the source contradicts; the first that fits is used. */
const turns: readonly (readonly [RegExp, string, number])[] = [
  [/\bmust (?=[a-z])(?!not\b)/, "need not ", 1.3],
  [/\bmust not\b/, "must", 1.2],
  [/\bcannot\b|\bcan't\b/, "can", 1.2],
  [/\bshould not\b|\bshouldn[’']t\b/, "should", 1.2],
  [/(?:\bis not\b|\bisn[’']t\b)(?! (?:just|only|merely|simply)\b)/, "is", 1.2],
  [/(?:\bare not\b|\baren[’']t\b)(?! (?:just|only|merely|simply)\b)/, "are", 1.2],
  [/\bdo not\b|\bdon[’']t\b(?= [a-z]+)/, "do", 0],
  [/\balways\b/, "never", 1.4],
  [/\bnever\b/, "always", 1.4],
  [/\bbefore\b(?! (?:and|or))/, "only after", 1.2],
  [/\bincreases\b/, "reduces", 1.3],
  [/\breduces\b/, "increases", 1.3],
  [/\breducing\b/, "increasing", 1.3],
  [/\bincreasing\b/, "reducing", 1.3],
  [/\bimproves\b/, "worsens", 1.3],
  [/\bimproving\b/, "worsening", 1.2],
  [/\bsmaller\b/, "larger", 1.3],
  [/\blarger\b/, "smaller", 1.3],
  [/\bfaster\b/, "slower", 1.3],
  [/\bslower\b/, "faster", 1.3],
  [/\bhigher\b/, "lower", 1.3],
  [/\blower\b(?= (?:than|the|risk|cost))/, "higher", 1.2],
  [/\beasier\b/, "harder", 1.3],
  [/\bharder\b/, "easier", 1.3],
  [/\bmore (?=[a-z]+ than\b)/, "less ", 1.2],
  [/\bimmutable\b/, "mutable", 1.4],
  [/\ballows\b/, "prevents", 0],
  [/\bminimum\b/, "maximum", 1.2],
  [/\bmaximum\b/, "minimum", 1.2],
  [/\brequired\b/, "optional", 1],
  [/\boptional\b/, "required", 1.2],
  [/\bat least\b/, "at most", 1.2],
  [/\bat most\b/, "at least", 1.2],
  [/\bfavou?r approving\b/, "avoid approving", 1.2],
  [/\brarely\b/, "often", 1.3],
  [/\btoo small\b/, "too large", 1.3],
  [/\btoo large\b/, "too small", 1.3],
  [/\blonger than\b/, "no longer than", 1.2],
  [/\bfewer than\b/, "more than", 1.2],
  [/\bless than\b/, "more than", 1.2],
  [/\bunable to\b/, "able to", 1.2],
  [/\bimpossible\b/, "possible", 1.2],
  [/\bunnecessary\b/, "necessary", 1.2],
  [/\bnecessary\b/, "unnecessary", 1],
  [/\bunpredictable\b/, "predictable", 1.1],
  [/\bpredictable\b/, "unpredictable", 1.2],
  [/\bexpensive\b/, "cheap", 1.2],
  [/\bdifficult\b/, "easy", 1],
  [/\bbest (?=[a-z]+ is\b)/, "worst ", 1],
  [/\bthe same (?=[a-z]+)/, "a different ", 1],
  [/\bafter\b(?! all)/, "before", 1.1],
  [/\brequires\b/, "does not require", 0.8],
  [/\bshould (?!not\b|be able\b|only\b|n[’']t)(?=[a-z])/, "should not ", 1],
  [
    /\bcan (?!not\b|also\b|only\b|often\b|sometimes\b|who\b|that\b|and\b|or\b|to\b)(?=[a-z])/,
    "cannot ",
    0.6,
  ],
  [/\bwill (?!not\b|also\b|only\b|often\b|sometimes\b|likely\b)(?=[a-z])/, "will not ", 0.5],
  [/\bmeans\b(?! of)/, "does not mean", 0.3],
  [/\bincludes\b/, "does not include", 0.4],
  [/\b(is|are) (?=(?:an?|the) [a-z]|[a-z]+ed\b)(?!used to\b)/, "$1 not ", 0.2],
];

/** "Sometimes you will not …" is as true as what it was made from. */
const isLoose = (text: string) =>
  /\b(?:sometimes|may|might|perhaps|some|often|usually)\b/i.test(text);

/** Words on which such a statement turns. */
const telling =
  /\b(?:should|must|only|always|never|cannot|not|because|more|most|less|than|before|after|all|every|even|both)\b/i;
const negation =
  /\b(?:not|no|never|nor|neither|without|unless|rather than|instead of|only|cannot|few|little|except|even if|but|hardly|\w+n['’]t)\b/i;

const subordinate =
  /\b(?:if|when|whether|while|until|unless|because|since|although|though|that|which|who|where)\b/i;

function turnSense(text: string): Turned | null {
  for (const [pattern, replacement, strength] of turns) {
    if (strength === 0) continue;
    const found = pattern.exec(text);
    if (found === null || text.match(new RegExp(pattern, "g"))?.length !== 1) continue;
    const rest = text.slice(0, found.index) + text.slice(found.index + found[0].length);
    // With another negation left over, who can tell which way the sentence now points?
    if (negation.test(rest)) continue;
    if (strength < 1 && isLoose(rest)) continue;
    // Within a condition or a relative clause the turn would not contradict what the sentence claims.
    const clause =
      text
        .slice(0, found.index)
        .split(/[,;:—–]/)
        .at(-1) ?? "";
    if (subordinate.test(clause)) continue;
    const turned = replacement.replace("$1", found[1] ?? "");
    return {
      text: `${text.slice(0, found.index)}${turned}${text.slice(found.index + found[0].length)}`,
      changed: found[0].trim(),
      strength,
    };
  }
  return null;
}

/** Swaps the one number of the statement for another the same text gives with the same unit. */
function swapNumber(
  text: string,
  context: QuestionContext,
  numbers: readonly NumberSeen[],
): Turned | null {
  const own = findNumbers(text);
  const [number] = own;
  if (
    number === undefined ||
    own.length !== 1 ||
    /^(?:19|20)\d\d$/.test(number.text) ||
    number.text === "1"
  )
    return null;
  if (number.unit === "" && !/[$€£,]/.test(number.text)) return null;
  const others = [
    ...new Set(
      numbers
        .filter(
          (other) =>
            other.unit === number.unit &&
            other.text !== number.text &&
            /[$€£]/.test(other.text) === /[$€£]/.test(number.text) &&
            // Nobody takes more than all of something for a fact.
            !(
              /^%? of\b/.test(text.slice(text.indexOf(number.text) + number.text.length)) &&
              Number.parseFloat(other.text) > 100
            ),
        )
        .map((other) => other.text),
    ),
  ];
  const other = context.random.pick(others);
  if (other === undefined) return null;
  return { text: text.replace(number.text, other), changed: number.text, strength: 1.5 };
}

/** Puts another term of the course in the place of the one a definition is about. */
function swapTerm(statement: Statement, context: QuestionContext): Turned | null {
  const own = context.definitions.find(
    (definition) => definition.sentence === statement.sentence && definition.form !== "called",
  );
  if (own === undefined) return null;
  const at = indexOfWords(statement.text, own.term);
  if (at < 0 || at > 25) return null;
  const fits = (other: Definition) =>
    other.term !== own.term &&
    other.kind === own.kind &&
    other.isPlural === own.isPlural &&
    other.form === own.form &&
    !shareStem(other.term, own.term) &&
    !shareStem(other.term, statement.text) &&
    overlap(other.complement, own.complement) < 0.4 &&
    /^[aeiou]/i.test(other.term) === /^[aeiou]/i.test(own.term) &&
    !shareStem(own.complement, other.term);
  const other = context.random.pick(context.courseDefinitions.filter(fits).slice(0, 6));
  if (other === undefined) return null;
  const shown =
    at === 0 && own.kind === "noun"
      ? other.term.charAt(0).toUpperCase() + other.term.slice(1)
      : other.term;
  return {
    text: `${statement.text.slice(0, at)}${shown}${statement.text.slice(at + own.term.length)}`,
    changed: own.term,
    strength: 1.4,
  };
}

/** Puts a wrong answer into the place a cloze question would leave open; for where nothing better can be turned. */
function swapGap(statement: Statement, context: QuestionContext): Turned | null {
  const gap = findGap(statement, context, () => false);
  // What a sentence is about, or a name in code: elsewhere another noun may be as true.
  if (gap === null || negation.test(statement.text) || (gap.at > 0 && gap.kind === "noun"))
    return null;
  const before = statement.text.slice(0, gap.at);
  const after = statement.text.slice(gap.at + gap.text.length);
  const [other] = chooseDistractors(
    {
      ...gap,
      sentence: `${before} ${after}`,
      before: /([\p{L}\p{N}'’-]+)\s+$/u.exec(before)?.[1] ?? "",
      after: /^\s+([\p{L}\p{N}'’-]+)/u.exec(after)?.[1] ?? "",
    },
    context,
    1,
  );
  if (other === undefined) return null;
  const shown =
    gap.at === 0 && gap.kind === "noun" ? other.charAt(0).toUpperCase() + other.slice(1) : other;
  return { text: `${before}${shown}${after}`, changed: gap.text, strength: -0.2 };
}

function makeQuestion(
  statement: Statement,
  turned: Turned | null,
  weight: number,
): QuestionCandidate {
  const { sentence } = statement;
  const asked = turned?.text ?? statement.text;
  return {
    form: "true-false",
    subject: `statement:${sentence.start}`,
    score: weight,
    places: [sentence],
    question: {
      kind: "true-false",
      prompt: richText(
        `According to the text: ${/[\p{L}\p{N}]$/u.test(asked) ? `${asked}.` : asked}`,
      ),
      answer: turned === null,
      explanation: richText(sentence.text),
      ...hintsOf(
        placeHint(sentence.heading, statement.text),
        `The text says: “${blankOut(sentence.text, turned?.changed ?? telling.exec(statement.text)?.[0] ?? longestWord(statement.text)) ?? sentence.text}”`,
      ),
    },
  };
}

/** True statements as they stand and false ones with one telling part turned round, swapped or miscounted. */
export function makeTrueFalseQuestions(
  statements: readonly Statement[],
  context: QuestionContext,
): QuestionCandidate[] {
  const numbers = context.course.flatMap((part) =>
    part.sentences.flatMap((sentence) => findNumbers(sentence.text)),
  );
  const made: QuestionCandidate[] = [];
  for (const statement of statements.slice(0, 40)) {
    if (wordsOf(statement.text).length > 30) continue;
    const turned =
      swapTerm(statement, context) ??
      swapNumber(statement.text, context, numbers) ??
      turnSense(statement.text);
    if (turned !== null) {
      made.push(makeQuestion(statement, turned, statement.weight + turned.strength));
    } else {
      const swapped = swapGap(statement, context);
      if (swapped !== null)
        made.push(makeQuestion(statement, swapped, statement.weight + swapped.strength));
    }
    const isTelling = telling.test(statement.text);
    made.push(makeQuestion(statement, null, statement.weight + (isTelling ? 0.5 : -0.4)));
  }
  return made;
}
