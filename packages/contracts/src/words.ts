import type { RichText } from "./rich-text.ts";

/** The words of a rich text without its marks. In a file of its own: browsers take it without the schemas. */
export function plainText(content: RichText): string {
  return content.map((span) => span.text).join("");
}

/** One unmarked span, or none for an empty string. */
export function richText(text: string): RichText {
  return text === "" ? [] : [{ text }];
}
