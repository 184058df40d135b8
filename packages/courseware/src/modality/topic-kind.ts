import type { CalloutChild, PublicBlock } from "@byteos/contracts/block";
import type { PublishedModule } from "@byteos/contracts/module-content";
import { plainTextOfBlock } from "../blocks/plain-text.ts";

/** What a topic mostly consists of, by which the effect of a form is pooled. */
export const topicKinds = ["code", "steps", "figures", "terms", "ideas"] as const;
export type TopicKind = (typeof topicKinds)[number];

const leastOfCode = 0.15;
const leastOfSteps = 0.25;
const leastOfFigures = 0.3;
/** Words a term: below it the topic is mostly vocabulary. */
const wordsPerTerm = 90;

/** The kind of topic of a module, from its own blocks alone: the same for every learner. */
export function topicKindOf({
  blocks,
  terms,
}: Pick<PublishedModule, "blocks" | "terms">): TopicKind {
  const told = blocks.flatMap(partsOf);
  let words = 0;
  let ofCode = 0;
  let ofSteps = 0;
  let figures = 0;
  for (const part of told) {
    const count = wordCount(part);
    words += count;
    if (part.type === "code") ofCode += count;
    if (part.type === "list" && part.style === "ordered") ofSteps += count;
    if (part.type === "table" || part.type === "image") figures += 1;
  }
  if (ofCode > 0 && ofCode >= leastOfCode * words) return "code";
  if (ofSteps > 0 && ofSteps >= leastOfSteps * words) return "steps";
  if (figures > 0 && figures >= leastOfFigures * told.length) return "figures";
  if (terms.length > 0 && words <= wordsPerTerm * terms.length) return "terms";
  return "ideas";
}

/** What a block tells; questions ask, and headings and dividers only arrange. */
function partsOf(block: PublicBlock): readonly (PublicBlock | CalloutChild)[] {
  if (block.type === "callout") return block.children;
  const isTold = block.type !== "question" && block.type !== "heading" && block.type !== "divider";
  return isTold ? [block] : [];
}

function wordCount(part: PublicBlock | CalloutChild): number {
  return plainTextOfBlock(part)
    .split(/\s+/u)
    .filter((word) => word !== "").length;
}
