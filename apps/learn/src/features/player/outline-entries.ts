import type { PublicBlock } from "@byteos/contracts/block";
import { plainText } from "@byteos/contracts/words";
import { blockElementId } from "@byteos/ui/logic/block-element-id";

export interface OutlineEntry {
  readonly id: string;
  readonly label: string;
  readonly href: string;
}

const longest = 24;

/** The stops of a module: its sections and questions; the chief sections alone where there are many. */
export function outlineEntries(blocks: readonly PublicBlock[]): OutlineEntry[] {
  let questions = 0;
  const entries = blocks.flatMap((block) => {
    if (block.type === "question") {
      questions += 1;
      return [{ id: block.id, label: `Question ${questions}`, level: 2 }];
    }
    if (block.type !== "heading" || block.level > 3) return [];
    return [{ id: block.id, label: plainText(block.content), level: block.level }];
  });
  const kept = entries.length > longest ? entries.filter((entry) => entry.level <= 2) : entries;
  return kept.map(({ id, label }) => ({ id, label, href: `#${blockElementId(id)}` }));
}
