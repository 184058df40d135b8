import type { Flashcard, PublishedModule } from "@byteos/contracts/module-content";
import { plainText } from "@byteos/contracts/words";
import { contentStems } from "../text/words.ts";
import { moduleSkillSlug, termSkillSlug } from "./find-course-skills.ts";

type CardModule = Pick<PublishedModule, "id" | "terms">;

/** The term that a card's front names, the longest where several are within it. */
function termOf(module: CardModule, card: Flashcard) {
  const front = contentStems(plainText(card.front));
  return module.terms
    .filter(({ term }) => {
      const stems = [...contentStems(term)];
      return stems.length > 0 && stems.every((stem) => front.has(stem));
    })
    .toSorted((a, b) => contentStems(b.term).size - contentStems(a.term).size)[0];
}

/** Skills that reviewing a card gives evidence for: its module's, and its term's where it is one. */
export function cardSkillSlugs(courseId: string, module: CardModule, card: Flashcard): string[] {
  const term = termOf(module, card);
  return term === undefined
    ? [moduleSkillSlug(module.id)]
    : [moduleSkillSlug(module.id), termSkillSlug(courseId, term)];
}

/** Shared by cards and questions about one term: they give each other away. */
export function cardSiblingKey(courseId: string, module: CardModule, card: Flashcard): string {
  const term = termOf(module, card);
  return term === undefined ? `card-${card.id}` : termSkillSlug(courseId, term);
}

/** The same for a question, from the slugs of its skills. */
export function questionSiblingKey(blockId: string, skillSlugs: readonly string[]): string {
  return skillSlugs.find((slug) => slug.startsWith("term-")) ?? `question-${blockId}`;
}
