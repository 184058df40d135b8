/** The mark that opens a list item, or null. */
export interface ListMarker {
  readonly style: "bullet" | "ordered";
  readonly length: number;
  readonly ordinal: number | null;
}

const bullet = /^([•◦▪▫●○■□☐☑☒✓✔✗✘➢➤►▶‣⁃∙·*–—-]|o(?=\s{1,}\p{Lu}))\s+/u;
const looseBullet = /^([•◦▪▫●○■□☐☑☒✓✔➢➤►‣⁃∙])\s*/u;
const ordered = /^(?:\(?(\d{1,3})[.)]|\(?([a-z])[.)]|\(([ivx]{1,5})\))\s+(?=\S)/;

export function readListMarker(text: string): ListMarker | null {
  const dot = bullet.exec(text) ?? looseBullet.exec(text);
  if (dot !== null) return { style: "bullet", length: dot[0].length, ordinal: null };
  const number = ordered.exec(text);
  if (number === null) return null;
  const ordinal =
    number[1] !== undefined
      ? Number(number[1])
      : number[2] !== undefined
        ? number[2].charCodeAt(0) - 96
        : null;
  return { style: "ordered", length: number[0].length, ordinal };
}
