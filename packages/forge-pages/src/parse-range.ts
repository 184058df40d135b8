export interface ByteRange {
  readonly start: number;
  /** The byte behind the last one. */
  readonly end: number;
}

/**
 * The one range that a Range header asks for (RFC 9110, 14.2). Null for the whole file: without a header, or with
 * one that asks for several or is malformed. "beyond" when the file has none of it.
 */
export function parseRange(header: string | null, size: number): ByteRange | "beyond" | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (found === null) return null;
  const [, first = "", last = ""] = found;
  if (first === "") {
    const count = Number(last);
    if (last === "") return null;
    return count === 0 || size === 0 ? "beyond" : { start: Math.max(0, size - count), end: size };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return null;
  if (start >= size) return "beyond";
  return { start, end: last === "" ? size : Math.min(size, Number(last) + 1) };
}
