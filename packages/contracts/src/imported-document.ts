import { z } from "zod";
import { calloutVariants } from "./block.ts";
import { RichText } from "./rich-text.ts";

/**
 * An imported file as the courseware parsers leave it: one canonical text and elements that are
 * ranges of it. Offsets are UTF-16, start inclusive, end exclusive, and `text.slice(start, end)`
 * holds every word of the element in reading order (a list's items, a table's cells, a code's lines).
 */
const placed = {
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  page: z.int().positive().optional(),
};

export interface ImportedListItem {
  content: RichText;
  start: number;
  end: number;
  list?: { style: "bullet" | "ordered"; items: ImportedListItem[] } | undefined;
}
const listItem: z.ZodType<ImportedListItem> = z.lazy(() =>
  z.strictObject({
    content: RichText,
    start: z.int().nonnegative(),
    end: z.int().nonnegative(),
    list: z
      .strictObject({ style: z.enum(["bullet", "ordered"]), items: z.array(listItem) })
      .optional(),
  }),
);

const simpleElements = [
  z.strictObject({ kind: z.literal("paragraph"), ...placed, content: RichText }),
  z.strictObject({
    kind: z.literal("list"),
    ...placed,
    style: z.enum(["bullet", "ordered"]),
    items: z.array(listItem),
  }),
  z.strictObject({ kind: z.literal("quote"), ...placed, content: RichText }),
  z.strictObject({
    kind: z.literal("code"),
    ...placed,
    language: z.string().optional(),
    code: z.string(),
  }),
  z.strictObject({
    kind: z.literal("table"),
    ...placed,
    hasHeaderRow: z.boolean(),
    rows: z.array(
      z.array(
        z.strictObject({
          content: RichText,
          columnSpan: z.int().positive().optional(),
          rowSpan: z.int().positive().optional(),
        }),
      ),
    ),
    caption: RichText.optional(),
  }),
  z.strictObject({
    kind: z.literal("image"),
    ...placed,
    /** Key of the picture in `ImportedFile.images`; null where the file only names it. */
    imageKey: z.string().nullable(),
    alternativeText: z.string().nullable(),
    caption: RichText.optional(),
  }),
] as const;

export const SimpleElement = z.discriminatedUnion("kind", [...simpleElements]);
export type SimpleElement = z.infer<typeof SimpleElement>;

export const DocumentElement = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("heading"),
    ...placed,
    level: z.int().min(1).max(6),
    content: RichText,
  }),
  ...simpleElements,
  z.strictObject({
    kind: z.literal("callout"),
    ...placed,
    variant: z.enum(calloutVariants),
    title: z.string().optional(),
    children: z.array(SimpleElement),
  }),
  z.strictObject({ kind: z.literal("divider"), ...placed }),
]);
export type DocumentElement = z.infer<typeof DocumentElement>;

export const documentFormats = ["pdf", "docx", "markdown", "html"] as const;
export const DocumentFormat = z.enum(documentFormats);
export type DocumentFormat = z.infer<typeof DocumentFormat>;

/** `documents.structure`. */
export const ImportedDocument = z.strictObject({
  version: z.literal(1),
  format: DocumentFormat,
  title: z.string(),
  language: z.string().optional(),
  text: z.string(),
  /** SHA-256 of `text` in hex. */
  textHash: z.string(),
  pageCount: z.int().positive().optional(),
  elements: z.array(DocumentElement),
  /** Honest notes for the creator: what was skipped or could not be read. */
  warnings: z.array(z.string()),
});
export type ImportedDocument = z.infer<typeof ImportedDocument>;
