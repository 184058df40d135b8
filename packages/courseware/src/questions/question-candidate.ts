import type { Question } from "@byteos/contracts/question";
import type { RichText } from "@byteos/contracts/rich-text";
import { richText } from "@byteos/contracts/words";
import type { SeededRandom } from "../random/seeded-random.ts";
import { stableId } from "../random/stable-hash.ts";
import { contentStems, isGrammarWord, wordsOf } from "../text/words.ts";
import type { Definition } from "./find-definitions.ts";
import type { Place, StudyModule } from "./study-text.ts";
import type { TermTable } from "./weigh-terms.ts";

export type CandidateForm =
  | "definition"
  | "answer"
  | "clause"
  | "number"
  | "cloze"
  | "fill-in"
  | "true-false"
  | "multiple"
  | "order"
  | "match";

/** A question that could be asked, before the best of a module are chosen. */
export interface QuestionCandidate {
  readonly form: CandidateForm;
  readonly question: Question;
  /** The sentences that answer it; the explanation quotes them. */
  readonly places: readonly Place[];
  readonly score: number;
  /** What is asked for, so that a module asks for each thing once. */
  readonly subject: string;
}

/** What question makers draw on: one module, and the whole course for wrong answers. */
export interface QuestionContext {
  readonly module: StudyModule;
  readonly course: readonly StudyModule[];
  readonly definitions: readonly Definition[];
  readonly courseDefinitions: readonly Definition[];
  readonly terms: TermTable;
  /** How often each stem comes in this module. */
  readonly moduleStems: ReadonlyMap<string, number>;
  readonly random: SeededRandom;
  readonly seed: string;
}

export const blank = "____";

export function makeOption(
  seed: string,
  text: string,
  isCode = false,
): { id: string; content: RichText } {
  return {
    id: stableId(seed, "option", text),
    content: isCode ? [{ text, marks: ["code"] }] : richText(text),
  };
}

/** Text and an occurrence in it of whole words, case ignored; -1 when it does not occur. */
export function indexOfWords(text: string, words: string): number {
  // Most words do not stand in most sentences: a plain search says so long before a pattern is compiled.
  if (!text.toLowerCase().includes(words.toLowerCase())) return -1;
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return (
    new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu").exec(text)?.index ?? -1
  );
}

/** The sentence with the words taken out wherever they stand, for hints; null when they do not stand in it. */
export function blankOut(text: string, words: string): string | null {
  if (words.trim() === "") return null;
  let rest = text;
  let isFound = false;
  for (let at = indexOfWords(rest, words); at >= 0; at = indexOfWords(rest, words)) {
    rest = `${rest.slice(0, at)}${blank}${rest.slice(at + words.length)}`;
    isFound = true;
  }
  return isFound ? rest : null;
}

/** Share of the smaller text's content words that the other has too. */
export function overlap(a: string, b: string): number {
  const left = contentStems(a);
  const right = contentStems(b);
  if (left.size === 0 || right.size === 0) return 0;
  let shared = 0;
  for (const stem of left) if (right.has(stem)) shared += 1;
  return shared / Math.min(left.size, right.size);
}

export function hintsOf(...hints: readonly (string | null)[]): { hints?: string[] } {
  const kept = hints.filter((hint) => hint !== null).map((hint) => hint.slice(0, 1_000));
  return kept.length === 0 ? {} : { hints: kept };
}

/** The longest word that carries meaning; empty when there is none. */
export function longestWord(text: string): string {
  return (
    wordsOf(text)
      .filter((word) => !isGrammarWord(word))
      .sort((a, b) => b.length - a.length)[0] ?? ""
  );
}

/** Where to look: the heading it stands under, else the most particular word of the sentence. */
export function placeHint(heading: string, sentence = ""): string | null {
  if (heading !== "") return `The answer is in “${heading.slice(0, 200)}”.`;
  const word = longestWord(sentence);
  return word === "" ? null : `Look for what the text says of “${word}”.`;
}
