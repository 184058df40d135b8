/** A retrievable stretch: `text` is exactly the source text from `start` to `end` (UTF-16 offsets). */
export interface Passage {
  readonly ordinal: number;
  /** The headings above it, outermost first. */
  readonly heading: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly page?: number;
}

/** About 60 to 200 words: long enough to answer from, short enough to quote. */
export const fewestWords = 60;
export const mostWords = 200;

export function countPassageWords(text: string): number {
  // Scripts written without spaces count two letters as a word, near enough for a length.
  const dense =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ??
    0;
  const spaced = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return dense > spaced ? Math.ceil(dense / 2) : spaced;
}
