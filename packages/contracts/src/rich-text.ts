import { z } from "zod";

export const textMarks = ["bold", "italic", "code", "strike", "underline", "sub", "sup"] as const;
export const TextMark = z.enum(textMarks);
export type TextMark = z.infer<typeof TextMark>;

/** Links that a course may carry: web, mail, telephone, or a place in the same course. */
export const SafeHref = z
  .string()
  .max(2048)
  .regex(/^(https?:\/\/|mailto:|tel:|#)/i, "Only web, mail and telephone links are allowed");

/** A run of text with one set of marks; `\n` is a line break within the block. */
export const TextSpan = z.strictObject({
  text: z.string().min(1).max(200_000),
  marks: z.array(TextMark).max(textMarks.length).optional(),
  href: SafeHref.optional(),
});
export type TextSpan = z.infer<typeof TextSpan>;

export const RichText = z.array(TextSpan).max(5_000);
export type RichText = z.infer<typeof RichText>;

export { plainText, richText } from "./words.ts";
