import type { Modality } from "@byteos/contracts/learning-event";
import type { PublishedModule } from "@byteos/contracts/module-content";

/** Headings below which a map shows nothing that the text does not. */
const fewestBranches = 3;

/** The forms in which a module can really be studied, its text first. */
export function moduleForms({ blocks, cards }: Pick<PublishedModule, "blocks" | "cards">) {
  const forms: Modality[] = [];
  if (blocks.some((block) => block.type !== "question")) forms.push("text");
  if (cards.length > 0) forms.push("flashcards");
  const headings = blocks.filter(({ type }) => type === "heading").length;
  if (headings >= fewestBranches && forms.includes("text")) forms.push("mindmap");
  return forms;
}
