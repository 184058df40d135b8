import type { Block } from "@byteos/contracts/block";
import type {
  Flashcard,
  KeyTerm,
  ModuleContent,
  Objective,
} from "@byteos/contracts/module-content";
import { makeBlockId, makeLocalId } from "@byteos/courseware/blocks/make-id";

interface Part {
  readonly id: string;
}
export type ConflictChoice = "mine" | "theirs" | "both" | "neither";
/** A part that two versions do not share: one may lack it, or both have it with other words. */
export type ConflictRow<T extends Part = Block> =
  | { readonly kind: "same"; readonly part: T }
  | {
      readonly kind: "different";
      readonly id: string;
      readonly mine: T | null;
      readonly theirs: T | null;
    };

const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

/** Both versions as one list in reading order: theirs, with mine put in after the part they follow. */
export function conflictRows<T extends Part>(
  mine: readonly T[],
  theirs: readonly T[],
): ConflictRow<T>[] {
  const mineById = new Map(mine.map((part) => [part.id, part]));
  const theirIds = new Set(theirs.map((part) => part.id));
  const rows = theirs.map((part): ConflictRow<T> => {
    const own = mineById.get(part.id) ?? null;
    return own !== null && same(own, part)
      ? { kind: "same", part }
      : { kind: "different", id: part.id, mine: own, theirs: part };
  });
  const idOf = (row: ConflictRow<T>) => (row.kind === "same" ? row.part.id : row.id);
  let previous: string | null = null;
  for (const part of mine) {
    if (!theirIds.has(part.id)) {
      const after = rows.findIndex((row) => idOf(row) === previous);
      rows.splice(previous === null ? 0 : after + 1, 0, {
        kind: "different",
        id: part.id,
        mine: part,
        theirs: null,
      });
    }
    previous = part.id;
  }
  return rows;
}

/** The parts that were chosen. "Both" keeps theirs and puts mine below it, `copy` giving it an id of its own. */
export function mergeParts<T extends Part>(
  rows: readonly ConflictRow<T>[],
  choices: ReadonlyMap<string, ConflictChoice>,
  copy: (part: T) => T,
): T[] {
  return rows.flatMap((row): T[] => {
    if (row.kind === "same") return [row.part];
    const choice = choices.get(row.id) ?? "both";
    const { mine, theirs } = row;
    if (choice === "neither") return [];
    if (choice === "mine") return mine === null ? [] : [mine];
    if (choice === "theirs") return theirs === null ? [] : [theirs];
    if (mine === null || theirs === null) return [theirs ?? mine].flatMap((part) => part ?? []);
    return [theirs, copy(mine)];
  });
}

export interface ModuleConflict {
  readonly blocks: readonly ConflictRow[];
  readonly objectives: readonly ConflictRow<Objective>[];
  readonly terms: readonly ConflictRow<KeyTerm>[];
  readonly cards: readonly ConflictRow<Flashcard>[];
}

/** Two versions of a module, part by part. */
export function conflictOf(
  mine: Omit<ModuleContent, "version" | "blocks"> & { blocks: readonly Block[] },
  theirs: ModuleContent,
): ModuleConflict {
  return {
    blocks: conflictRows(mine.blocks, theirs.blocks),
    objectives: conflictRows(mine.objectives, theirs.objectives),
    terms: conflictRows(mine.terms, theirs.terms),
    cards: conflictRows(mine.cards, theirs.cards),
  };
}

const copyAid = <T extends Part>(part: T): T => ({ ...part, id: makeLocalId() });

export function mergeModule(
  conflict: ModuleConflict,
  choices: ReadonlyMap<string, ConflictChoice>,
): ModuleContent {
  return {
    version: 1,
    blocks: mergeParts(conflict.blocks, choices, (block) => ({ ...block, id: makeBlockId() })),
    objectives: mergeParts(conflict.objectives, choices, copyAid),
    terms: mergeParts(conflict.terms, choices, copyAid),
    cards: mergeParts(conflict.cards, choices, copyAid),
  };
}
