import type { PublicQuestion, Rubric } from "@byteos/contracts/question";
import { plainText } from "@byteos/contracts/rich-text";

export interface AnswerGuard {
  /** Whether a text gives the answer away, by naming it, by its place in the list, or by ruling out the rest. */
  readonly leaks: (text: string) => boolean;
}

type Check = (text: Words) => boolean;

interface Words {
  /** Words with single spaces, one at each end. */
  readonly spaced: string;
  /** Letters and digits alone, for what is spelt out or hyphenated. */
  readonly joined: string;
  readonly set: ReadonlySet<string>;
}

function wordsOf(text: string): Words {
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim();
  return {
    spaced: ` ${words} `,
    joined: words.replaceAll(" ", ""),
    set: new Set(words.split(" ")),
  };
}

/** Short answers are looked for as words only: "to" is within "tomorrow". */
const joinedFrom = 5;

function names(text: Words, phrase: string): boolean {
  const { spaced, joined } = wordsOf(phrase);
  if (joined === "") return false;
  if (text.spaced.includes(spaced)) return true;
  if (joined.length < joinedFrom) return false;
  const reversed = Array.from(joined).toReversed().join("");
  return text.joined.includes(joined) || text.joined.includes(reversed);
}

const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** "option 2", "choice b", "the second one", "(b)": the right one's place among the options. */
function placeCheck(index: number, count: number): Check {
  const letter = String.fromCodePoint(97 + index);
  const ordinal = ordinals[index] ?? "none";
  const isLast = index === count - 1;
  const place = new RegExp(
    `\\b(?:option|choice|answer|number|letter|alternative)s?(?: (?:is|number|letter|the|would|be|must|called))* (?:${index + 1}|${letter}|${ordinal})\\b` +
      `|\\b(?:${ordinal}|${index + 1}(?:st|nd|rd|th))${isLast ? "|\\blast|\\bfinal|\\bbottom" : ""} (?:option|choice|answer|one|alternative)\\b` +
      `|\\b(?:pick|choose|select|it s|its|it is|correct is) ${letter === "a" ? "(?:letter a|a (?:is|as))" : letter}\\b`,
  );
  return ({ spaced }) => place.test(spaced);
}

/** Another wording of the right option: most of the words that tell it from the others. */
function wordingCheck(right: string, wrong: readonly string[], prompt: string): Check {
  const common = new Set([...wrong, prompt].flatMap((text) => [...wordsOf(text).set]));
  const telling = [...wordsOf(right).set].filter((word) => word.length > 3 && !common.has(word));
  if (telling.length < 2) return () => false;
  return ({ set }) => telling.filter((word) => set.has(word)).length / telling.length >= 0.7;
}

function choiceChecks(
  options: readonly { readonly id: string; readonly content: Parameters<typeof plainText>[0] }[],
  rightIds: readonly string[],
  prompt: string,
): Check[] {
  const right = new Set(rightIds);
  const wrong = options.filter(({ id }) => !right.has(id)).map(({ content }) => plainText(content));
  return [
    ...options.flatMap(({ id, content }, index): Check[] =>
      right.has(id)
        ? [
            (text) => names(text, plainText(content)),
            placeCheck(index, options.length),
            wordingCheck(plainText(content), wrong, prompt),
          ]
        : [],
    ),
    // Naming all that is wrong leaves the right one.
    (text) => wrong.length > 0 && wrong.every((phrase) => names(text, phrase)),
  ];
}

const verdict =
  /\b(?:true|false|correct|incorrect|right|wrong|untrue|inaccurate|accurate|holds|valid|invalid|yes|no)\b/;

function checksOf(question: PublicQuestion, rubric: Rubric): Check[] {
  const prompt = plainText(question.prompt);
  switch (rubric.kind) {
    case "single":
    case "multiple": {
      const options = "options" in question ? question.options : [];
      const ids = rubric.kind === "single" ? [rubric.correctId] : rubric.correctIds;
      return choiceChecks(options, ids, prompt);
    }
    case "true-false": {
      const stated = [...wordsOf(prompt).set].filter((word) => word.length > 3);
      return [
        ({ spaced }) => verdict.test(spaced),
        // The statement itself, or its correction, tells as much.
        ({ set }) =>
          stated.length > 1 && stated.filter((word) => set.has(word)).length / stated.length >= 0.7,
      ];
    }
    case "fill-in":
      return rubric.blanks.flatMap(({ accepted }) =>
        accepted.map(
          (answer): Check =>
            (text) =>
              names(text, answer),
        ),
      );
    case "order": {
      const items = "items" in question ? question.items : [];
      return [(text) => items.filter(({ content }) => names(text, plainText(content))).length > 1];
    }
    case "match": {
      if (question.kind !== "match") return [];
      const textOf = (list: typeof question.lefts, id: string) =>
        plainText(list.find((one) => one.id === id)?.content ?? []);
      return rubric.pairs.map(
        ({ leftId, rightId }): Check =>
          (text) =>
            names(text, textOf(question.lefts, leftId)) &&
            names(text, textOf(question.rights, rightId)),
      );
    }
  }
}

/** Looks over texts that a learner is to see while a question is open. It errs on the side of saying no. */
export function makeAnswerGuard(question: PublicQuestion, rubric: Rubric): AnswerGuard {
  const checks = checksOf(question, rubric);
  return {
    leaks: (text) => {
      const words = wordsOf(text);
      return checks.some((check) => check(words));
    },
  };
}
