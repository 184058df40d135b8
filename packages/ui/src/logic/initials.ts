/** First letters of the first and last word, in capitals; "?" for a name without letters. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  if (first === undefined) return "?";
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  const letter = (word: string): string => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? "";
  return (letter(first) + (last === undefined ? "" : letter(last))).toLocaleUpperCase();
}
