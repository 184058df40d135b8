import { diffWordsWithSpace, structuredPatch } from "diff";

const contextLines = 3;
/** Beyond this many edits a comparison costs more than anyone will read. */
const mostEdits = 4_000;
const longestComparedLine = 2_000;
const timeLimitMs = 2_000;

export interface DiffPart {
  readonly text: string;
  readonly isChanged: boolean;
}

export interface DiffLine {
  readonly kind: "same" | "added" | "removed";
  /** One-based; null on the side where the line is not. */
  readonly before: number | null;
  readonly after: number | null;
  readonly parts: readonly DiffPart[];
}

export interface DiffHunk {
  readonly beforeStart: number;
  readonly afterStart: number;
  readonly lines: readonly DiffLine[];
}

export type TextDiff =
  | {
      readonly kind: "hunks";
      readonly hunks: readonly DiffHunk[];
      readonly added: number;
      readonly removed: number;
    }
  | { readonly kind: "too-different" };

/** Two texts by line (Myers 1986), with the words that changed inside a line replaced by one other. */
export function diffText(before: string, after: string): TextDiff {
  const patch = structuredPatch("", "", before, after, "", "", {
    context: contextLines,
    maxEditLength: mostEdits,
    timeout: timeLimitMs,
  });
  if (patch === undefined) return { kind: "too-different" };
  const hunks = patch.hunks.map((hunk) => ({
    beforeStart: hunk.oldStart,
    afterStart: hunk.newStart,
    lines: numberLines(hunk.lines, hunk.oldStart, hunk.newStart),
  }));
  const count = (kind: DiffLine["kind"]) =>
    hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.kind === kind).length, 0);
  return { kind: "hunks", hunks, added: count("added"), removed: count("removed") };
}

function numberLines(
  lines: readonly string[],
  beforeStart: number,
  afterStart: number,
): DiffLine[] {
  let before = beforeStart;
  let after = afterStart;
  const numbered = lines
    .filter((line) => !line.startsWith("\\"))
    .map((line): DiffLine => {
      const parts = [{ text: line.slice(1), isChanged: false }];
      if (line.startsWith("+")) return { kind: "added", before: null, after: after++, parts };
      if (line.startsWith("-")) return { kind: "removed", before: before++, after: null, parts };
      return { kind: "same", before: before++, after: after++, parts };
    });
  return markWords(numbered);
}

/** Pairs a run of removed lines with the run of added ones that follows, when they are as many. */
function markWords(lines: readonly DiffLine[]): DiffLine[] {
  const marked = [...lines];
  let at = 0;
  while (at < marked.length) {
    const removed = runLength(marked, at, "removed");
    const added = runLength(marked, at + removed, "added");
    if (removed > 0 && removed === added) {
      for (let index = at; index < at + removed; index += 1) {
        markPair(marked, index, index + removed);
      }
    }
    at += Math.max(1, removed + added);
  }
  return marked;
}

function runLength(lines: readonly DiffLine[], start: number, kind: DiffLine["kind"]): number {
  let end = start;
  while (lines[end]?.kind === kind) end += 1;
  return end - start;
}

function markPair(lines: DiffLine[], removedAt: number, addedAt: number): void {
  const removed = lines[removedAt];
  const added = lines[addedAt];
  const [old, now] = [removed?.parts[0]?.text ?? "", added?.parts[0]?.text ?? ""];
  if (!removed || !added || old.length + now.length > longestComparedLine) return;
  const words = diffWordsWithSpace(old, now);
  const kept = words.reduce(
    (sum, part) => sum + (part.added || part.removed ? 0 : part.value.length),
    0,
  );
  // Two lines with little in common are easier to read whole.
  if (kept * 2 < Math.max(old.length, now.length)) return;
  const side = (isOther: "added" | "removed", isOwn: "added" | "removed") =>
    words
      .filter((part) => !part[isOther])
      .map((part) => ({ text: part.value, isChanged: part[isOwn] }));
  lines[removedAt] = { ...removed, parts: side("added", "removed") };
  lines[addedAt] = { ...added, parts: side("removed", "added") };
}
