import { ModuleContent, emptyModuleContent } from "@byteos/contracts/module-content";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addAid,
  aidKinds,
  changeAid,
  lacksTerm,
  mostAids,
  moveAid,
  noAids,
  removeAid,
  savedAids,
} from "./study-aids.ts";
import type { StudyAids } from "./study-aids.ts";

const text = fc.constantFrom("", "  ", "Say what a commit is", "x");
const change = fc.oneof(
  fc.record({ do: fc.constant("add" as const), kind: fc.constantFrom(...aidKinds) }),
  fc.record({
    do: fc.constantFrom("write" as const, "remove" as const, "move" as const),
    kind: fc.constantFrom(...aidKinds),
    at: fc.nat(6),
    words: text,
  }),
);

function apply(aids: StudyAids, step: typeof change extends fc.Arbitrary<infer T> ? T : never) {
  if (step.do === "add") return addAid(aids, step.kind).aids;
  const id = aids[step.kind][step.at]?.id;
  if (id === undefined) return aids;
  if (step.do === "remove") return removeAid(aids, step.kind, id);
  if (step.do === "move") return moveAid(aids, step.kind, id, 0);
  const rich = step.words === "" ? [] : [{ text: step.words }];
  if (step.kind === "objectives") return changeAid(aids, "objectives", { id, text: step.words });
  if (step.kind === "terms")
    return changeAid(aids, "terms", { id, term: step.words, definition: "What it means" });
  return changeAid(aids, "cards", { id, front: rich, back: [] });
}

test("whatever is done to the aids, what is saved fits the contract and holds no empty item", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (steps) => {
      const saved = savedAids(steps.reduce(apply, noAids), new Map());
      expect(ModuleContent.safeParse({ ...emptyModuleContent, ...saved }).error).toBeUndefined();
      expect(saved.objectives.every((item) => item.text.trim() !== "")).toBe(true);
    }),
  );
});

test("what was written is saved, with its source, in the order that was chosen", () => {
  const sources = [
    {
      documentId: "7f0d6a26-3a63-4a48-9a4e-6f7d2a3b4c5d",
      documentHash: "h",
      start: 0,
      end: 9,
      page: 4,
    },
  ] as StudyAids["objectives"][number]["sources"];
  const aids: StudyAids = {
    ...noAids,
    objectives: [
      { id: "objective-one", text: "One", sources },
      { id: "objective-two", text: "Two" },
    ] as StudyAids["objectives"],
  };
  const moved = moveAid(aids, "objectives", "objective-two", 0);
  const [, one] = moved.objectives;
  const edited = changeAid(moved, "objectives", { ...one!, text: "First" });
  expect(savedAids(edited, new Map()).objectives).toEqual([
    { id: "objective-two", text: "Two" },
    { id: "objective-one", text: "First", sources },
  ]);
});

test("a term whose name was wiped keeps the name it had; without one it waits", () => {
  const { aids, id } = addAid(noAids, "terms");
  const nameless = { ...aids.terms[0]!, definition: "A saved state" };
  const written = changeAid(aids, "terms", nameless);
  expect(lacksTerm(nameless)).toBe(true);
  expect(savedAids(written, new Map()).terms).toEqual([]);
  expect(savedAids(written, new Map([[id ?? "", "Commit"]])).terms).toEqual([
    { ...nameless, term: "Commit" },
  ]);
});

test("a kind that is full takes no more", () => {
  let aids = noAids;
  for (let count = 0; count <= mostAids.objectives; count += 1)
    aids = addAid(aids, "objectives").aids;
  expect(aids.objectives).toHaveLength(mostAids.objectives);
  expect(addAid(aids, "objectives").id).toBeNull();
});
