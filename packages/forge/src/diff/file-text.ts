import { type ByteSource } from "../inspect/byte-source.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** What one page shows, and one comparison compares, of a text. */
export const longestText = 2 * 1024 * 1024;

/** The text of a file; null when it is longer than that or no text in UTF-8. */
export async function readText(source: ByteSource): Promise<string | null> {
  if (source.size > longestText) return null;
  return decodeText(await source.read(0, source.size));
}

/** Null when the bytes are no text in UTF-8. */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
