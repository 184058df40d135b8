export interface DiffPart {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

const tokenise = (text: string) =>
  text.match(/\s+|[\p{L}\p{N}\p{M}'’_-]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];

/** Beyond this product of lengths the table would not fit; the middle is then shown as replaced whole. */
const largestTable = 4_000_000;

function push(parts: DiffPart[], kind: DiffPart["kind"], text: string): void {
  if (text === "") return;
  const last = parts.at(-1);
  if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
  else parts.push({ kind, text });
}

function pushMiddle(parts: DiffPart[], before: readonly string[], after: readonly string[]): void {
  if (before.length * after.length > largestTable) {
    push(parts, "removed", before.join(""));
    push(parts, "added", after.join(""));
    return;
  }
  // Longest common subsequence of the tails, filled from the end so that it reads forwards.
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const removed = before[row];
    const added = after[column];
    if (removed !== undefined && removed === added) {
      push(parts, "same", removed);
      row += 1;
      column += 1;
    } else if (
      removed !== undefined &&
      (added === undefined || at(row + 1, column) >= at(row, column + 1))
    ) {
      push(parts, "removed", removed);
      row += 1;
    } else if (added !== undefined) {
      push(parts, "added", added);
      column += 1;
    }
  }
}

/** What changed between two texts, by word; joining same+removed gives `before`, same+added gives `after`. */
export function diffWords(before: string, after: string): DiffPart[] {
  const left = tokenise(before);
  const right = tokenise(after);
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let ends = 0;
  while (
    ends < Math.min(left.length, right.length) - start &&
    left[left.length - 1 - ends] === right[right.length - 1 - ends]
  ) {
    ends += 1;
  }
  const parts: DiffPart[] = [];
  push(parts, "same", left.slice(0, start).join(""));
  pushMiddle(parts, left.slice(start, left.length - ends), right.slice(start, right.length - ends));
  push(parts, "same", left.slice(left.length - ends).join(""));
  return parts;
}
