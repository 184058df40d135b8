import type { Block } from "@byteos/contracts/block";
import { plainTextOfBlock } from "@byteos/courseware/blocks/plain-text";

export interface SourcedCount {
  readonly sentences: number;
  /** Sentences of blocks that name a place in a document. */
  readonly sourced: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "sentence" });
const known = new WeakMap<Block, number>();

function sentencesIn(block: Block): number {
  const cached = known.get(block);
  if (cached !== undefined) return cached;
  let count = 0;
  if (block.type !== "question" && block.type !== "divider" && block.type !== "heading") {
    for (const line of plainTextOfBlock(block).split("\n")) {
      for (const { segment } of segmenter.segment(line))
        if (/\p{L}|\p{N}/u.test(segment)) count += 1;
    }
  }
  known.set(block, count);
  return count;
}

export function countSourced(blocks: readonly Block[]): SourcedCount {
  let sentences = 0;
  let sourced = 0;
  for (const block of blocks) {
    const count = sentencesIn(block);
    sentences += count;
    if (block.sources !== undefined && block.sources.length > 0) sourced += count;
  }
  return { sentences, sourced };
}
