/** One range of bytes as a header asks for it, its end exclusive; null for the whole. */
export function readRange(header: string | null): { start: number; end?: number } | null {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (first === undefined) return null;
  return last === undefined || last === ""
    ? { start: Number(first) }
    : { start: Number(first), end: Number(last) + 1 };
}
