import type { Block, PublicBlock } from "@byteos/contracts/block";
import { countWords } from "../blocks/count-blocks.ts";
import { plainTextOfBlock } from "../blocks/plain-text.ts";

const wordsPerMinute = 200;
const minutesPerQuestion = 0.75;
const minutesPerImage = 0.2;

/** Minutes to take a module: words at 200 a minute, questions at 45 s, pictures at 12 s; at least 1 when not empty. */
export function estimateMinutes(blocks: readonly (Block | PublicBlock)[]): number {
  let minutes = 0;
  for (const block of blocks) {
    if (block.type === "question") minutes += minutesPerQuestion;
    else if (block.type === "image") minutes += minutesPerImage;
    else minutes += countWords(plainTextOfBlock(block)) / wordsPerMinute;
  }
  return blocks.length === 0 ? 0 : Math.max(1, Math.round(minutes));
}
