import type { Block, CalloutChild } from "@byteos/contracts/block";
import type { SourceRange } from "@byteos/contracts/source";
import { plainText } from "@byteos/contracts/words";
import { plainTextOfBlock } from "../blocks/plain-text.ts";
import { splitSentences } from "../text/split-sentences.ts";

export interface SourcedSentences {
  readonly sentences: number;
  /** Those that stand word for word in one of the ranges given for them. */
  readonly sourced: number;
}

/** The canonical text of a document, or null when it is not at hand. */
export type FindDocumentText = (documentId: string) => string | null;
/** The words at a place in a document, or null when they are not at hand. */
export type FindRangeText = (source: SourceRange) => string | null;

const squash = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** The text to be sourced: a question's choices are asked, not stated, so its explanation alone counts. */
function statedLines(block: Block | CalloutChild): string[] {
  if (block.type === "question") return plainText(block.question.explanation ?? []).split("\n");
  if (block.type === "code") return [block.code];
  // A heading without a source is a label somebody gave, not a statement to be proved.
  if (block.type === "heading" && block.sources === undefined) return [];
  return plainTextOfBlock(block).split("\n");
}

function sentencesOf(line: string, isCode: boolean): string[] {
  if (isCode) return line.trim() === "" ? [] : [squash(line)];
  return splitSentences(line)
    .map((range) => squash(line.slice(range.start, range.end)))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function rangesIn(textOf: FindDocumentText): FindRangeText {
  return ({ documentId, start, end }) => textOf(documentId)?.slice(start, end) ?? null;
}

function countText(
  text: string,
  sources: readonly SourceRange[] | undefined,
  rangeText: FindRangeText,
  isCode: boolean,
): SourcedSentences {
  const evidence = (sources ?? []).flatMap((source) => {
    const words = rangeText(source);
    return words === null ? [] : [squash(words)];
  });
  const sentences = (isCode ? [text] : text.split("\n")).flatMap((line) =>
    sentencesOf(line, isCode),
  );
  const sourced = sentences.filter((sentence) =>
    evidence.some((range) => range.includes(sentence)),
  );
  return { sentences: sentences.length, sourced: sourced.length };
}

export function countSourcedText(
  text: string,
  sources: readonly SourceRange[] | undefined,
  textOf: FindDocumentText,
  isCode = false,
): SourcedSentences {
  return countText(text, sources, rangesIn(textOf), isCode);
}

/** How many of a block's sentences are in the source ranges it carries. */
export function countSourcedSentences(block: Block, textOf: FindDocumentText): SourcedSentences {
  return countSentencesInRanges(block, rangesIn(textOf));
}

/** As `countSourcedSentences`, where only the words of the ranges are at hand. */
export function countSentencesInRanges(block: Block, rangeText: FindRangeText): SourcedSentences {
  let sentences = 0;
  let sourced = 0;
  for (const line of statedLines(block)) {
    const counted = countText(line, block.sources, rangeText, block.type === "code");
    sentences += counted.sentences;
    sourced += counted.sourced;
  }
  return { sentences, sourced };
}
