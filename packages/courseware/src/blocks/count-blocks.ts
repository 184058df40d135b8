import type { Block, PublicBlock } from "@byteos/contracts/block";
import { plainTextOfBlock } from "./plain-text.ts";

export interface BlockCounts {
  readonly blocks: number;
  readonly questions: number;
  readonly words: number;
}

// Made when first needed: it takes a phone tens of milliseconds.
let segmenter: Intl.Segmenter | undefined;

/** Scripts without spaces are segmented by the platform; elsewhere that agrees with counting by spaces. */
export function countWords(text: string): number {
  if (/^[\p{ASCII}\p{Script=Latin}\p{P}]*$/u.test(text)) {
    return text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  }
  let words = 0;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
  for (const part of segmenter.segment(text)) if (part.isWordLike) words += 1;
  return words;
}

export function countBlocks(blocks: readonly (Block | PublicBlock)[]): BlockCounts {
  let questions = 0;
  let words = 0;
  for (const block of blocks) {
    if (block.type === "question") questions += 1;
    words += countWords(plainTextOfBlock(block));
  }
  return { blocks: blocks.length, questions, words };
}
