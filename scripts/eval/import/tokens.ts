/** Words and numbers, lower case. Hyphens are taken out of both sides, so that a healed line end is no loss. */
export function tokensOf(text: string): string[] {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u00ad\u200b]/g, "")
    .replace(/([\p{L}\p{N}])[-\u2010\u2011]\s*\n?\s*(?=[\p{L}\p{N}])/gu, "$1");
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
