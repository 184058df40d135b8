import { type Definition, findDefinitions } from "../questions/find-definitions.ts";
import type { StudySentence } from "../questions/study-text.ts";
import { findStatements, type Statement } from "../questions/weigh-sentences.ts";
import { type TermTable, weighTerms } from "../questions/weigh-terms.ts";
import { splitSentences } from "../text/split-sentences.ts";
import { isEnglish } from "../text/words.ts";

/** A stretch of one block's text, from `start` on. */
export interface StudyPassage {
  readonly heading: string;
  readonly text: string;
  readonly start: number;
}

export interface PassageStudy {
  /** `documentIndex` is the passage's place in the list; offsets are the block's. */
  readonly sentences: readonly StudySentence[];
  readonly definitions: readonly Definition[];
  /** Heaviest first. */
  readonly statements: readonly Statement[];
  readonly terms: TermTable;
}

/** What passages of a course state and define. Languages other than English give sentences alone. */
export function studyPassages(passages: readonly StudyPassage[]): PassageStudy {
  const sentences = passages.flatMap(sentencesOfPassage);
  const isReadable = isEnglish(sentences.map(({ text }) => text).join(" "));
  const terms = weighTerms(isReadable ? sentences : []);
  return {
    sentences,
    terms,
    definitions: isReadable ? findDefinitions(sentences) : [],
    statements: isReadable ? findStatements(sentences, terms) : [],
  };
}

function sentencesOfPassage(
  { heading, text, start }: StudyPassage,
  index: number,
): StudySentence[] {
  const found: StudySentence[] = [];
  let at = 0;
  // A line is an item of a list or a row of a table: sentences do not go on into the next.
  for (const line of text.split("\n")) {
    if (!line.includes("\t")) {
      for (const range of splitSentences(text, at, at + line.length)) {
        found.push({
          text: text.slice(range.start, range.end).replace(/\s+/g, " ").trim(),
          marks: [],
          heading: heading.split(" › ").at(-1) ?? "",
          origin: "prose",
          isFirst: range.start === at,
          documentIndex: index,
          start: start + range.start,
          end: start + range.end,
        });
      }
    }
    at += line.length + 1;
  }
  return found;
}
