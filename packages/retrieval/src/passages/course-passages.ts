import type { CalloutChild, ListItem, PublicBlock } from "@byteos/contracts/block";
import type { BlockId, ModuleId } from "@byteos/contracts/ids";
import { plainText } from "@byteos/contracts/words";
import { packPieces } from "./pack-pieces.ts";
import type { Passage } from "./passage.ts";

/** Offsets count in the block's own text, `textOfPublishedBlock`. */
export interface CoursePassage extends Passage {
  readonly moduleId: ModuleId;
  readonly blockId: BlockId;
}

function linesOfItems(items: readonly ListItem[]): string[] {
  return items.flatMap((item) => [
    plainText(item.content),
    ...(item.list ? linesOfItems(item.list.items) : []),
  ]);
}

function linesOf(block: PublicBlock | CalloutChild): string[] {
  switch (block.type) {
    case "paragraph":
    case "heading":
    case "quote":
      return [plainText(block.content)];
    case "list":
      return linesOfItems(block.items);
    case "code":
      return [block.code];
    case "image":
      return [block.alternativeText ?? "", plainText(block.caption ?? [])];
    case "table":
      return block.rows.map((row) => row.map((cell) => plainText(cell.content)).join("\t"));
    case "callout":
      return [block.title ?? "", ...block.children.flatMap(linesOf)];
    case "divider":
    case "question":
      return [];
  }
}

/** What a block states, for retrieval; questions state nothing. */
export function textOfPublishedBlock(block: PublicBlock): string {
  return linesOf(block)
    .filter((line) => line.trim() !== "")
    .join("\n");
}

export interface ModuleText {
  readonly id: ModuleId;
  readonly title: string;
  readonly blocks: readonly PublicBlock[];
}

/** Passages of a course, each within one block, in reading order. */
export function passagesOfCourse(course: {
  readonly modules: readonly ModuleText[];
}): CoursePassage[] {
  const passages: CoursePassage[] = [];
  for (const { id: moduleId, title, blocks } of course.modules) {
    const trail: { level: number; text: string }[] = [];
    for (const block of blocks) {
      const text = textOfPublishedBlock(block);
      if (block.type === "heading") {
        while ((trail.at(-1)?.level ?? 0) >= block.level) trail.pop();
        trail.push({ level: block.level, text: text.replace(/\s+/g, " ") });
        continue;
      }
      const heading = [title, ...trail.map((step) => step.text)]
        .filter((step) => step !== "")
        .join(" › ");
      for (const { start, end } of packPieces(text, [{ start: 0, end: text.length }])) {
        passages.push({
          ordinal: passages.length,
          heading,
          text: text.slice(start, end),
          start,
          end,
          moduleId,
          blockId: block.id,
        });
      }
    }
  }
  return passages;
}
