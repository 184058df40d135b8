import type { Block, BlockType } from "@byteos/contracts/block";
import { plainTextOfBlock } from "@byteos/courseware/blocks/plain-text";

/** A block as the outline shows it. */
export interface BlockLine {
  readonly id: string;
  readonly type: BlockType;
  readonly label: string;
  readonly level?: number;
}

const longest = 80;

/** Names of blocks in a list: their first words; questions are numbered. */
export function blockLines(blocks: readonly Block[]): BlockLine[] {
  let questions = 0;
  return blocks.map((block): BlockLine => {
    const own = { id: block.id, type: block.type };
    if (block.type === "question") {
      questions += 1;
      return { ...own, label: `Question ${questions}` };
    }
    if (block.type === "divider") return { ...own, label: "Divider" };
    const [first = ""] = plainTextOfBlock(block).split("\n");
    const label = first.trim().slice(0, longest);
    if (block.type === "heading") return { ...own, level: block.level, label: label || "Heading" };
    if (block.type === "code" && block.caption) return { ...own, label: block.caption };
    const words: Partial<Record<BlockType, string>> = {
      image: label === "" ? "Figure" : `Figure: ${label}`,
      table: label === "" ? "Table" : `Table: ${label}`,
    };
    return { ...own, label: words[block.type] ?? (label || "Empty") };
  });
}
