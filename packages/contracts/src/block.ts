import { z } from "zod";
import { AssetId, BlockId } from "./ids.ts";
import { PublicQuestion, Question } from "./question.ts";
import { RichText } from "./rich-text.ts";
import { SourceRange } from "./source.ts";

const identity = {
  id: BlockId,
  /** Where the words came from; absent on blocks written by hand. */
  sources: z.array(SourceRange).max(50).optional(),
};

/** A list nests through its items, at most six levels when imported. */
export interface ListItem {
  content: RichText;
  list?: NestedList | undefined;
}
export interface NestedList {
  style: "bullet" | "ordered";
  items: ListItem[];
}
export const ListItem: z.ZodType<ListItem> = z.lazy(() =>
  z.strictObject({ content: RichText, list: NestedList.optional() }),
);
export const NestedList: z.ZodType<NestedList> = z.lazy(() =>
  z.strictObject({ style: z.enum(["bullet", "ordered"]), items: z.array(ListItem).max(2_000) }),
);

export const TableCell = z.strictObject({
  content: RichText,
  columnSpan: z.int().min(1).max(100).optional(),
  rowSpan: z.int().min(1).max(1_000).optional(),
});
export type TableCell = z.infer<typeof TableCell>;

export const ParagraphBlock = z.strictObject({
  ...identity,
  type: z.literal("paragraph"),
  content: RichText,
});
export const HeadingBlock = z.strictObject({
  ...identity,
  type: z.literal("heading"),
  /** 2 to 4: level 1 is the module's title. */
  level: z.union([z.literal(2), z.literal(3), z.literal(4)]),
  content: RichText,
});
export const ListBlock = z.strictObject({
  ...identity,
  type: z.literal("list"),
  style: z.enum(["bullet", "ordered"]),
  items: z.array(ListItem).max(2_000),
});
export const QuoteBlock = z.strictObject({
  ...identity,
  type: z.literal("quote"),
  content: RichText,
  attribution: z.string().max(500).optional(),
});
export const CodeBlock = z.strictObject({
  ...identity,
  type: z.literal("code"),
  language: z.string().max(40).optional(),
  code: z.string().max(500_000),
  caption: z.string().max(500).optional(),
});
export const ImageBlock = z.strictObject({
  ...identity,
  type: z.literal("image"),
  /** Null while an upload has not finished or the source had no readable picture. */
  assetId: AssetId.nullable(),
  /** Null means not yet described, which blocks publishing; decorative images need none. */
  alternativeText: z.string().max(2_000).nullable(),
  isDecorative: z.boolean().default(false),
  caption: RichText.optional(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
});
export const TableBlock = z.strictObject({
  ...identity,
  type: z.literal("table"),
  hasHeaderRow: z.boolean(),
  rows: z.array(z.array(TableCell).max(100)).max(5_000),
  caption: RichText.optional(),
});
export const DividerBlock = z.strictObject({ ...identity, type: z.literal("divider") });

export const CalloutChild = z.discriminatedUnion("type", [
  ParagraphBlock,
  ListBlock,
  QuoteBlock,
  CodeBlock,
  ImageBlock,
  TableBlock,
]);
export type CalloutChild = z.infer<typeof CalloutChild>;

export const calloutVariants = ["note", "tip", "warning", "example", "exercise"] as const;
export const CalloutBlock = z.strictObject({
  ...identity,
  type: z.literal("callout"),
  variant: z.enum(calloutVariants),
  title: z.string().max(300).optional(),
  children: z.array(CalloutChild).max(200),
});
export const QuestionBlock = z.strictObject({
  ...identity,
  type: z.literal("question"),
  question: Question,
});
export const PublicQuestionBlock = z.strictObject({
  ...identity,
  type: z.literal("question"),
  question: PublicQuestion,
});

const contentBlocks = [
  ParagraphBlock,
  HeadingBlock,
  ListBlock,
  QuoteBlock,
  CodeBlock,
  ImageBlock,
  TableBlock,
  DividerBlock,
  CalloutBlock,
] as const;

/** A block as Studio edits it. */
export const Block = z.discriminatedUnion("type", [...contentBlocks, QuestionBlock]);
export type Block = z.infer<typeof Block>;
export type BlockType = Block["type"];
export type BlockOf<T extends BlockType> = Extract<Block, { type: T }>;

/** A block as Learn shows it: the same, with questions' answers taken out. */
export const PublicBlock = z.discriminatedUnion("type", [...contentBlocks, PublicQuestionBlock]);
export type PublicBlock = z.infer<typeof PublicBlock>;
export type PublicBlockOf<T extends BlockType> = Extract<PublicBlock, { type: T }>;
