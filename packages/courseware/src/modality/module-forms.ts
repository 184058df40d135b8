import type { Modality } from "@byteos/contracts/learning-event";
import type { PublishedModule } from "@byteos/contracts/module-content";

/** The forms in which a module can really be studied, its text first. */
export function moduleForms({ blocks, cards }: Pick<PublishedModule, "blocks" | "cards">) {
  const forms: Modality[] = [];
  if (blocks.some((block) => block.type !== "question")) forms.push("text");
  if (cards.length > 0) forms.push("flashcards");
  return forms;
}
