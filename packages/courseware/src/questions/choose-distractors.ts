import { contentStems, stemWord, wordsOf } from "../text/words.ts";
import type { TermKind } from "./find-definitions.ts";
import { indexOfWords } from "./question-candidate.ts";
import type { QuestionContext } from "./question-candidate.ts";
import { likeness, termKey } from "./weigh-terms.ts";

export interface Answered {
  readonly text: string;
  readonly kind: TermKind;
  readonly isPlural: boolean;
  /** The stem that the options follow, to keep out words that it holds. */
  readonly sentence: string;
  /** Words around the gap, to keep out what the text says in the same place. */
  readonly before?: string;
  readonly after?: string;
}

const startsWithVowel = (text: string) => /^[aeiou]/i.test(text);

function suffixClass(text: string): string {
  return /(?:tion|sion|ment|ness|ity|ing|er|or|ship|ance|ence)s?$/i.exec(text)?.[0] ?? "";
}

/** Keyword-like, flag-like or call-like: a code option of another shape gives itself away. */
function codeShape(text: string): string {
  if (/^\$?\s*[a-z]+ [-\w]/.test(text)) return `phrase:${text.split(" ")[0] ?? ""}`;
  if (text.startsWith("-")) return "flag";
  if (/\(.*\)|!$/.test(text)) return "call";
  if (/[/~]|\.\w{1,4}$/.test(text)) return "path";
  if (/^\d/.test(text)) return "number";
  if (/^[A-Z_]{2,}$/.test(text)) return "constant";
  if (/^[A-Za-z_]\w*$/.test(text)) return "word";
  return "other";
}

/**
 * Up to `count` terms of the same course that are wrong here but of the same sort: kind, number, length, article.
 * Fewer than `count` when the text has no more that are surely wrong.
 */
export function chooseDistractors(
  answer: Answered,
  context: QuestionContext,
  count: number,
): string[] {
  const answerStems = contentStems(answer.text);
  const sentenceStems = contentStems(answer.sentence);
  const words = wordsOf(answer.text).length;
  const isDefined = new Set(
    context.courseDefinitions.map((definition) => definition.term.toLowerCase()),
  );
  const inModule = new Set(context.definitions.map((definition) => definition.term.toLowerCase()));
  const own = context.terms.byKey.get(termKey(answer.text, answer.kind));
  const pool = new Map<
    string,
    { text: string; kind: TermKind; isPlural: boolean; weight: number }
  >();
  for (const term of context.terms.ranked.slice(0, 400)) pool.set(term.text.toLowerCase(), term);
  for (const { term, kind, isPlural, score } of context.courseDefinitions)
    pool.set(term.toLowerCase(), { text: term, kind, isPlural, weight: score + 2 });

  const scored: { text: string; score: number }[] = [];
  for (const candidate of pool.values()) {
    if (candidate.kind !== answer.kind || candidate.isPlural !== answer.isPlural) continue;
    if (/['’]s?\b/.test(candidate.text) && candidate.kind !== "code") continue;
    if (answer.kind === "code" && codeShape(candidate.text) !== codeShape(answer.text)) continue;
    const stems = answer.kind === "code" ? new Set([candidate.text]) : contentStems(candidate.text);
    if (
      answer.kind === "code"
        ? candidate.text === answer.text || answer.sentence.includes(candidate.text)
        : [...stems].some((stem) => answerStems.has(stem) || sentenceStems.has(stem))
    )
      continue;
    if (indexOfWords(answer.sentence, candidate.text) >= 0) continue;
    const [before, after] = [answer.before?.toLowerCase() ?? "", answer.after?.toLowerCase() ?? ""];
    const candidateWords = wordsOf(candidate.text.toLowerCase());
    const [first = ""] = candidateWords;
    const last = candidateWords.at(-1) ?? "";
    const isSaidBefore = before !== "" && context.terms.bigrams.has(`${before} ${first}`);
    const isSaidAfter = after !== "" && context.terms.bigrams.has(`${last} ${after}`);
    if (isSaidBefore && isSaidAfter) continue;
    if (/^an?$/.test(before) && startsWithVowel(candidate.text) !== (before === "an")) continue;
    const lowered = candidate.text.toLowerCase();
    const known = context.terms.byKey.get(termKey(candidate.text, candidate.kind));
    scored.push({
      text: candidate.text,
      score:
        0.5 * candidate.weight -
        1.6 * Math.abs(candidateWords.length - words) -
        0.08 * Math.abs(candidate.text.length - answer.text.length) +
        (own && known ? 4 * likeness(own, known) : 0) +
        (isDefined.has(lowered) ? 1 : 0) +
        (inModule.has(lowered) ? 1.2 : 0) +
        (suffixClass(candidate.text) === suffixClass(answer.text) ? 0.4 : 0) +
        context.random.next() * 0.8,
    });
  }
  scored.sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1));
  const chosen: string[] = [];
  for (const { text } of scored) {
    if (chosen.length === count) break;
    const key = wordsOf(text).map(stemWord);
    // Two options of one stem would tell that neither is right.
    if (
      answer.kind !== "code" &&
      chosen.some((other) =>
        wordsOf(other)
          .map(stemWord)
          .some((stem) => key.includes(stem)),
      )
    )
      continue;
    chosen.push(text);
  }
  return chosen;
}
