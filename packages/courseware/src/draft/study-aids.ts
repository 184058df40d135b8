import type { Flashcard, KeyTerm, Objective } from "@byteos/contracts/module-content";
import type { RichText } from "@byteos/contracts/rich-text";
import { richText } from "@byteos/contracts/words";
import type { SourceDocument } from "../outline/propose-outline.ts";
import type { ModuleStudy } from "../questions/make-quiz.ts";
import { findStandAlone } from "../questions/sentence-fitness.ts";
import type { StudyHeading } from "../questions/study-text.ts";
import { sourceOf } from "../questions/study-text.ts";
import { stableId } from "../random/stable-hash.ts";

const mostObjectives = 8;
const mostTerms = 40;
const mostCards = 40;

const untold =
  /^(?:introduction|overview|summary|conclusions?|see also|further reading|resources?|references|next steps?|background|notes?|exercises?|solution|discussion|example|examples|about|faq|questions?|key ?points?|check your understanding|prerequisites?)\b/i;

function isTelling(heading: StudyHeading): boolean {
  return (
    heading.opening !== null &&
    !untold.test(heading.text) &&
    heading.text.length >= 6 &&
    heading.text.length <= 120
  );
}

/** The source's own objectives where it states them; else what its headings promise, else its terms or weightiest statements. Each goes on from "you can". */
export function findObjectives(
  study: ModuleStudy,
  sources: readonly SourceDocument[],
  seed: string,
): Objective[] {
  const make = (text: string, place: Parameters<typeof sourceOf>[0]): Objective => ({
    id: stableId(seed, "objective", text),
    text: text.slice(0, 500),
    sources: [sourceOf(place, sources)],
  });
  const stated = study.module.objectives.map((objective) => make(objective.text, objective));
  if (stated.length > 0) return uniqueById(stated).slice(0, 30);
  const headings = study.module.headings.filter(isTelling);
  const top = Math.min(...headings.map((heading) => heading.level));
  const chosen = headings.filter((heading) => heading.level <= top + 1).slice(0, mostObjectives);
  if (chosen.length >= 2) {
    return uniqueById(
      chosen.map((heading) =>
        make(`${heading.text.endsWith("?") ? "Answer" : "Explain"} “${heading.text}”`, heading),
      ),
    );
  }
  const defined = study.definitions
    .slice(0, 3)
    .map(({ term, sentence }) => make(`Say what is meant by “${term}”`, sentence));
  if (defined.length > 0) return uniqueById(defined);
  return uniqueById(
    study.statements
      .slice(0, 3)
      .map(({ sentence }) => make(`Explain in your own words: “${sentence.text}”`, sentence)),
  );
}

function uniqueById<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

/** Terms with the sentence that says what they are, word for word. */
export function findKeyTerms(
  study: ModuleStudy,
  sources: readonly SourceDocument[],
  seed: string,
): KeyTerm[] {
  return study.definitions.slice(0, mostTerms).map((definition) => ({
    id: stableId(seed, "term", definition.term),
    term: definition.term,
    definition: definition.sentence.text.slice(0, 4_000),
    sources: [sourceOf(definition.sentence, sources)],
  }));
}

/** Cards from terms, from headings that ask, and from headings whose first sentence stands alone; backs word for word. */
export function makeFlashcards(
  study: ModuleStudy,
  sources: readonly SourceDocument[],
  seed: string,
): Flashcard[] {
  const cards: Flashcard[] = [];
  const used = new Set<string>();
  const add = (front: RichText, back: string, place: Parameters<typeof sourceOf>[0]) => {
    if (used.has(back) || cards.length >= mostCards) return;
    used.add(back);
    cards.push({
      id: stableId(seed, "card", back),
      front,
      back: richText(back),
      sources: [sourceOf(place, sources)],
    });
  };
  for (const { term, kind, sentence } of study.definitions) {
    add(
      kind === "code" ? [{ text: term, marks: ["code"] }] : richText(term),
      sentence.text,
      sentence,
    );
  }
  for (const heading of study.module.headings) {
    const { opening } = heading;
    if (opening === null || untold.test(heading.text)) continue;
    const fit = findStandAlone(opening, { fewestWords: 6, mostWords: 45 });
    if (fit === null) continue;
    add(
      richText(
        heading.text.endsWith("?")
          ? heading.text
          : `What does the text say first about “${heading.text}”?`,
      ),
      opening.text,
      opening,
    );
  }
  return cards;
}
