import type { Block, CalloutChild, ListItem, PublicBlock } from "@byteos/contracts/block";
import type { PublicQuestion, Question } from "@byteos/contracts/question";
import { plainText } from "@byteos/contracts/words";

type AnyBlock = Block | PublicBlock | CalloutChild;

function listLines(items: readonly ListItem[]): string[] {
  return items.flatMap((item) => [
    plainText(item.content),
    ...(item.list ? listLines(item.list.items) : []),
  ]);
}

function questionLines(question: Question | PublicQuestion): string[] {
  const lines = [plainText(question.prompt)];
  switch (question.kind) {
    case "single":
    case "multiple":
      return [...lines, ...question.options.map((option) => plainText(option.content))];
    case "true-false":
      return lines;
    case "fill-in":
      return [
        ...lines,
        question.segments.map((part) => ("text" in part ? part.text : "____")).join(""),
      ];
    case "order":
      return [...lines, ...question.items.map((item) => plainText(item.content))];
    case "match":
      return "pairs" in question
        ? [
            ...lines,
            ...question.pairs.flatMap((pair) => [plainText(pair.left), plainText(pair.right)]),
          ]
        : [
            ...lines,
            ...[...question.lefts, ...question.rights].map((item) => plainText(item.content)),
          ];
  }
}

function blockLines(block: AnyBlock): string[] {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return [plainText(block.content)];
    case "quote":
      return [plainText(block.content), block.attribution ?? ""];
    case "list":
      return listLines(block.items);
    case "code":
      return [block.code, block.caption ?? ""];
    case "image":
      return [block.alternativeText ?? "", plainText(block.caption ?? [])];
    case "table":
      return [
        ...block.rows.map((row) => row.map((cell) => plainText(cell.content)).join("\t")),
        plainText(block.caption ?? []),
      ];
    case "divider":
      return [];
    case "callout":
      return [block.title ?? "", ...block.children.flatMap(blockLines)];
    case "question":
      return questionLines(block.question);
  }
}

/** Every word a learner reads in the block, one line a part; a question gives its prompt and choices, never its key. */
export function plainTextOfBlock(block: AnyBlock): string {
  return blockLines(block)
    .filter((line) => line.trim() !== "")
    .join("\n");
}
