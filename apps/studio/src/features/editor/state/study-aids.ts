import type {
  Flashcard,
  KeyTerm,
  ModuleContent,
  Objective,
} from "@byteos/contracts/module-content";
import { plainText } from "@byteos/contracts/words";
import { makeLocalId } from "@byteos/courseware/blocks/make-id";
import { moveItem } from "@byteos/ui/logic/move-item";

/** What a module has beside its text; on the screen an item may still be empty. */
export type StudyAids = Pick<ModuleContent, "objectives" | "terms" | "cards">;
export type AidKind = keyof StudyAids;
export type Aid = Objective | KeyTerm | Flashcard;

export const aidKinds = ["objectives", "terms", "cards"] as const satisfies readonly AidKind[];
export const noAids: StudyAids = { objectives: [], terms: [], cards: [] };
/** As many as the contract of a module holds. */
export const mostAids: Readonly<Record<AidKind, number>> = {
  objectives: 30,
  terms: 500,
  cards: 1_000,
};

export function aidsOf({ objectives, terms, cards }: StudyAids): StudyAids {
  return { objectives, terms, cards };
}

const makers: { readonly [K in AidKind]: () => StudyAids[K][number] } = {
  objectives: () => ({ id: makeLocalId(), text: "" }),
  terms: () => ({ id: makeLocalId(), term: "", definition: "" }),
  cards: () => ({ id: makeLocalId(), front: [], back: [] }),
};

/** The aids with an empty item at `index`, or at the end; unchanged when the kind is full. */
export function addAid(
  aids: StudyAids,
  kind: AidKind,
  index = aids[kind].length,
): { aids: StudyAids; id: string | null } {
  if (aids[kind].length >= mostAids[kind]) return { aids, id: null };
  const item = makers[kind]();
  const items: readonly Aid[] = aids[kind];
  return { aids: { ...aids, [kind]: items.toSpliced(index, 0, item) }, id: item.id };
}

export function changeAid<K extends AidKind>(
  aids: StudyAids,
  kind: K,
  changed: StudyAids[K][number],
): StudyAids {
  return {
    ...aids,
    [kind]: aids[kind].map((item) => (item.id === changed.id ? changed : item)),
  };
}

export function removeAid(aids: StudyAids, kind: AidKind, id: string): StudyAids {
  return { ...aids, [kind]: (aids[kind] as readonly Aid[]).filter((item) => item.id !== id) };
}

export function moveAid(aids: StudyAids, kind: AidKind, id: string, to: number): StudyAids {
  const items: readonly Aid[] = aids[kind];
  return {
    ...aids,
    [kind]: moveItem(
      items,
      items.findIndex((item) => item.id === id),
      to,
    ),
  };
}

/** The words of an item, to compare two versions of it. */
export function textOfAid(item: Aid): string {
  if ("text" in item) return item.text;
  if ("term" in item) return `${item.term}\n${item.definition}`;
  return `${plainText(item.front)}\n${plainText(item.back)}`;
}

const isBlank = (text: string) => text.trim() === "";

/** A definition without the term it defines: it is shown, and waits for its term. */
export function lacksTerm(item: KeyTerm): boolean {
  return isBlank(item.term) && !isBlank(item.definition);
}

/**
 * The aids as they are saved. An empty item is a place to write and is left out; a term whose name was wiped is
 * saved under the name it had, `nameOf`, until it has another.
 */
export function savedAids(aids: StudyAids, nameOf: ReadonlyMap<string, string>): StudyAids {
  return {
    objectives: aids.objectives.filter((item) => !isBlank(item.text)),
    terms: aids.terms.flatMap((item) => {
      if (!isBlank(item.term)) return [item];
      const name = nameOf.get(item.id);
      return isBlank(item.definition) || name === undefined ? [] : [{ ...item, term: name }];
    }),
    cards: aids.cards.filter((item) => !isBlank(textOfAid(item))),
  };
}
