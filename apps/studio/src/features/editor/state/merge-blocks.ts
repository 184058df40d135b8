import type { Block } from "@byteos/contracts/block";
import type { ModuleContent } from "@byteos/contracts/module-content";
import { makeBlockId } from "@byteos/courseware/blocks/make-id";

/** A block that two versions do not share: one may lack it, or both have it with other words. */
interface BlockDifference {
  readonly id: string;
  readonly mine: Block | null;
  readonly theirs: Block | null;
}
export type ConflictChoice = "mine" | "theirs" | "both" | "neither";
export type ConflictRow =
  | { readonly kind: "same"; readonly block: Block }
  | ({ readonly kind: "different" } & BlockDifference);

const same = (left: Block, right: Block) => JSON.stringify(left) === JSON.stringify(right);

/** Both versions as one list in reading order: theirs, with mine put in after the block they follow. */
export function conflictRows(mine: readonly Block[], theirs: readonly Block[]): ConflictRow[] {
  const mineById = new Map(mine.map((block) => [block.id, block]));
  const theirIds = new Set(theirs.map((block) => block.id));
  const rows = theirs.map((block): ConflictRow => {
    const own = mineById.get(block.id) ?? null;
    return own !== null && same(own, block)
      ? { kind: "same", block }
      : { kind: "different", id: block.id, mine: own, theirs: block };
  });
  const idOf = (row: ConflictRow) => (row.kind === "same" ? row.block.id : row.id);
  let previous: string | null = null;
  for (const block of mine) {
    if (!theirIds.has(block.id)) {
      const after = rows.findIndex((row) => idOf(row) === previous);
      rows.splice(previous === null ? 0 : after + 1, 0, {
        kind: "different",
        id: block.id,
        mine: block,
        theirs: null,
      });
    }
    previous = block.id;
  }
  return rows;
}

/** The blocks that were chosen. "Both" keeps their block and puts mine below it under an id of its own. */
export function mergeBlocks(
  rows: readonly ConflictRow[],
  choices: ReadonlyMap<string, ConflictChoice>,
): Block[] {
  return rows.flatMap((row): Block[] => {
    if (row.kind === "same") return [row.block];
    const choice = choices.get(row.id) ?? "both";
    const { mine, theirs } = row;
    if (choice === "neither") return [];
    if (choice === "mine") return mine === null ? [] : [mine];
    if (choice === "theirs") return theirs === null ? [] : [theirs];
    if (mine === null || theirs === null) return [theirs ?? mine].flatMap((block) => block ?? []);
    return [theirs, { ...mine, id: makeBlockId() }];
  });
}

export function withBlocks(content: ModuleContent, blocks: Block[]): ModuleContent {
  return { ...content, blocks };
}
