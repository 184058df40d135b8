import type { Block, CalloutChild, ListItem } from "@byteos/contracts/block";
import type { SourceRange } from "@byteos/contracts/source";
import { plainText } from "@byteos/contracts/words";
import { plainTextOfBlock } from "@byteos/courseware/blocks/plain-text";
import type { DraftedModule } from "@byteos/courseware/draft/build-draft";
import type { SourceDocument } from "@byteos/courseware/outline/propose-outline";
import { longestCommonSubsequence } from "./longest-common-subsequence.ts";
import type { SourceText } from "./source-words.ts";
import { tokensOf } from "./tokens.ts";

export interface DraftMeasures {
  readonly blocks: number;
  readonly words: number;
  /** Share of the source's words that arrive in order, module titles and blocks together. */
  readonly coverage: number;
  /** Share of the source's headings of depth 1 to 3 that head something in the course. */
  readonly headingsFound: number;
  /** Share of sentences, cells and answers whose source range contains them word for word. */
  readonly sourcesResolved: number;
  readonly questions: number;
}

const round = (share: number) => Math.floor(share * 10_000) / 10_000;
const squash = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();

export function measureDraft({
  source,
  modules,
  expected,
}: {
  source: SourceDocument;
  modules: readonly DraftedModule[];
  expected: SourceText;
}): DraftMeasures {
  const read = modules.flatMap(({ title, content }) => [
    title,
    ...content.blocks.filter((block) => block.type !== "question").map(plainTextOfBlock),
  ]);
  const wanted = tokensOf(expected.text);
  const arrived = tokensOf(read.join("\n\n"));
  const blocks = modules.flatMap((module) => module.content.blocks);
  return {
    blocks: blocks.length,
    words: wanted.length,
    coverage:
      wanted.length === 0 ? 1 : round(longestCommonSubsequence(wanted, arrived) / wanted.length),
    headingsFound: shareOfHeadings(expected.headings, [
      source.document.title,
      ...modules.flatMap(headingTexts),
    ]),
    sourcesResolved: shareResolved(source, modules),
    questions: blocks.filter((block) => block.type === "question").length,
  };
}

const keyOf = (text: string) =>
  text
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]+/gu, "");

function headingTexts({ title, content }: DraftedModule): string[] {
  return [title, ...content.blocks.flatMap(headingsIn)];
}

function headingsIn(block: Block | CalloutChild): string[] {
  if (block.type === "heading") return [plainText(block.content)];
  if (block.type === "callout") return [block.title ?? "", ...block.children.flatMap(headingsIn)];
  // A heading inside a call-out stays as a paragraph in bold.
  const isBold =
    block.type === "paragraph" &&
    block.content.every((span) => span.marks?.includes("bold") === true);
  return isBold && block.type === "paragraph" ? [plainText(block.content)] : [];
}

function shareOfHeadings(wanted: readonly string[], found: readonly string[]): number {
  const keys = wanted.map(keyOf).filter((key) => key !== "");
  const available = new Set(found.map(keyOf));
  const numberless = new Set(found.map((text) => keyOf(text.replace(/^[\d.\s]+/, ""))));
  const hits = keys.filter((key) => available.has(key) || numberless.has(key)).length;
  return keys.length === 0 ? 1 : round(hits / keys.length);
}

interface Claim {
  readonly text: string;
  readonly sources: readonly SourceRange[] | undefined;
}

function shareResolved(source: SourceDocument, modules: readonly DraftedModule[]): number {
  const claims = modules.flatMap(claimsOf).filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  const { text, textHash } = source.document;
  const resolved = claims.filter((claim) => {
    const places = (claim.sources ?? [])
      .filter((range) => range.documentId === source.id && range.documentHash === textHash)
      .map((range) => squash(text.slice(range.start, range.end)));
    // Neighbouring sentences may each bring their own range.
    places.push(places.join(" "));
    // Cells of a row may come from apart: each part has to be found.
    return claim.text
      .split(/[\t\n]/)
      .every((part) => places.some((place) => place.includes(squash(part))));
  });
  return claims.length === 0 ? 1 : round(resolved.length / claims.length);
}

function claimsOf({ content }: DraftedModule): Claim[] {
  return [
    // A heading without a source, such as the one over the quiz, is the interface's own word.
    ...content.blocks
      .filter((block) => block.type !== "heading" || block.sources !== undefined)
      .flatMap((block) => textsOf(block).map((text) => ({ text, sources: block.sources }))),
    ...content.terms.flatMap(({ term, definition, sources }) => [
      { text: term, sources },
      { text: definition, sources },
    ]),
    ...content.cards.map(({ back, sources }) => ({ text: plainText(back), sources })),
  ];
}

const itemTexts = (items: readonly ListItem[]): string[] =>
  items.flatMap((item) => [
    plainText(item.content),
    ...(item.list === undefined ? [] : itemTexts(item.list.items)),
  ]);

/** What a block says in the document's words; of a question, the explanation. */
function textsOf(block: Block | CalloutChild): string[] {
  switch (block.type) {
    case "paragraph":
    case "heading":
    case "quote":
      return [plainText(block.content)];
    case "list":
      return itemTexts(block.items);
    case "code":
      return [block.code];
    case "table":
      return block.rows.flat().map((cell) => plainText(cell.content));
    case "image":
      return [block.alternativeText ?? "", plainText(block.caption ?? [])];
    case "callout":
      return [block.title ?? "", ...block.children.flatMap(textsOf)];
    case "question":
      return [plainText(block.question.explanation ?? [])];
    case "divider":
      return [];
  }
}
