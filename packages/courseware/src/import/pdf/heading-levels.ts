import type { Line } from "./page-model.ts";
import type { PdfDocument } from "./pdf-library.ts";

export interface OutlineEntry {
  readonly title: string;
  readonly depth: number;
}

const maxOutlineEntries = 5_000;

/** Bookmarks, flattened; depth 1 is the top. */
export async function readOutline(document: PdfDocument): Promise<OutlineEntry[]> {
  interface Node {
    readonly title?: unknown;
    readonly items?: unknown;
  }
  const entries: OutlineEntry[] = [];
  const visit = (nodes: unknown, depth: number): void => {
    if (!Array.isArray(nodes) || depth > 8) return;
    for (const node of nodes as Node[]) {
      if (entries.length >= maxOutlineEntries) return;
      if (typeof node.title === "string" && node.title.trim() !== "") {
        entries.push({ title: node.title.replace(/\s+/g, " ").trim(), depth });
      }
      visit(node.items, depth + 1);
    }
  };
  try {
    visit(await document.getOutline(), 1);
  } catch {
    return [];
  }
  return entries;
}

/** Headings compare by their letters alone: numbers, case and spacing differ between text and bookmark. */
export function headingKey(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .replace(/^\d+/, "");
}

export interface Typography {
  readonly bodySize: number;
  /** Level 1 to 4 by look, largest first. */
  levelOf(size: number, isBold: boolean): number | null;
}

function lookOf(size: number, isBold: boolean): number {
  return Math.round(size * 2) * 2 + (isBold ? 1 : 0);
}

/** Learns the size of body text and which looks are headings from all lines of a file. */
export function learnTypography(lines: readonly Line[]): Typography {
  const bySize = new Map<number, number>();
  let boldLength = 0;
  let length = 0;
  for (const line of lines) {
    bySize.set(line.size, (bySize.get(line.size) ?? 0) + line.text.length);
    length += line.text.length;
    if (line.isBold) boldLength += line.text.length;
  }
  const bodySize = [...bySize.entries()].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
  const isBoldRare = boldLength < length * 0.3;
  const looks = new Map<number, number>();
  for (const line of lines) {
    const isLarger = line.size >= bodySize * 1.12;
    const isBoldHeading = isBoldRare && line.isBold && line.size >= bodySize * 0.98;
    const isHeadingLike =
      line.text.length <= 120 && /\p{L}{2}/u.test(line.text) && !line.isMonospace;
    if ((isLarger || isBoldHeading) && isHeadingLike) {
      const look = lookOf(line.size, line.isBold);
      looks.set(look, (looks.get(look) ?? 0) + 1);
    }
  }
  // Looks used once (a cover's lines) take the level of the next repeated look instead of their own.
  const repeated = [...looks.entries()].filter(([, count]) => count > 1).map(([look]) => look);
  const ranked = (repeated.length > 0 && looks.size > 4 ? repeated : [...looks.keys()]).sort(
    (a, b) => b - a,
  );
  const levelOf = (size: number, isBold: boolean): number | null => {
    const look = lookOf(size, isBold);
    if (!looks.has(look)) return null;
    const index = ranked.findIndex((candidate) => candidate <= look);
    return Math.min(4, (index < 0 ? ranked.length - 1 : index) + 1);
  };
  return { bodySize, levelOf };
}
