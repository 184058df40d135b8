import type { Block } from "@byteos/contracts/block";
import { BlockId } from "@byteos/contracts/ids";
import { emptyModuleContent } from "@byteos/contracts/module-content";
import { makeBlockId } from "@byteos/courseware/blocks/make-id";
import fc from "fast-check";
import { expect, test } from "vitest";
import { conflictOf, conflictRows, mergeModule, mergeParts } from "./merge-module.ts";
import type { ConflictChoice, ConflictRow } from "./merge-module.ts";

const block = (id: string, text: string): Block => ({
  type: "paragraph",
  id: BlockId.parse(`block-${id.padStart(4, "0")}`),
  content: [{ text }],
});
const version = fc
  .uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 8 }), text: fc.constantFrom("a", "b") }), {
    selector: (entry) => entry.id,
    maxLength: 6,
  })
  .map((entries) => entries.map(({ id, text }) => block(String(id), text)));
const mergeBlocks = (rows: readonly ConflictRow[], choices: ReadonlyMap<string, ConflictChoice>) =>
  mergeParts(rows, choices, (part) => ({ ...part, id: makeBlockId() }));
const all = (rows: readonly ConflictRow[], choice: ConflictChoice) =>
  new Map(rows.flatMap((row) => (row.kind === "different" ? [[row.id, choice] as const] : [])));

test("choosing theirs everywhere gives their version", () => {
  fc.assert(
    fc.property(version, version, (mine, theirs) => {
      const rows = conflictRows(mine, theirs);
      expect(mergeBlocks(rows, all(rows, "theirs"))).toEqual(theirs);
    }),
  );
});

test("choosing mine everywhere gives exactly my blocks", () => {
  fc.assert(
    fc.property(version, version, (mine, theirs) => {
      const rows = conflictRows(mine, theirs);
      const merged = mergeBlocks(rows, all(rows, "mine"));
      const byId = (left: Block, right: Block) => left.id.localeCompare(right.id);
      expect(merged.toSorted(byId)).toEqual(mine.toSorted(byId));
    }),
  );
});

test("keeping both loses no words, and no id is there twice", () => {
  fc.assert(
    fc.property(version, version, (mine, theirs) => {
      const rows = conflictRows(mine, theirs);
      const merged = mergeBlocks(rows, all(rows, "both"));
      expect(new Set(merged.map((each) => each.id)).size).toBe(merged.length);
      const words = (blocks: readonly Block[]) =>
        blocks.map((each) => JSON.stringify({ ...each, id: "" }));
      for (const each of [...words(mine), ...words(theirs)]) expect(words(merged)).toContain(each);
    }),
  );
});

test("a block that I added stands after the block it followed", () => {
  const rows = conflictRows(
    [block("1", "a"), block("9", "new"), block("2", "a")],
    [block("1", "a"), block("2", "a")],
  );
  expect(mergeBlocks(rows, all(rows, "mine")).map((each) => each.id)).toEqual([
    "block-0001",
    "block-0009",
    "block-0002",
  ]);
});

test("objectives, terms and cards are decided like blocks: neither side is lost unseen", () => {
  const mine = {
    ...emptyModuleContent,
    objectives: [{ id: "objective-1", text: "Mine" }],
    terms: [{ id: "key-term-1", term: "Commit", definition: "A saved state" }],
  };
  const theirs = { ...emptyModuleContent, objectives: [{ id: "objective-1", text: "Theirs" }] };
  const conflict = conflictOf(mine, theirs);
  const chosen = (choice: ConflictChoice) =>
    mergeModule(
      conflict,
      new Map([
        ["objective-1", choice],
        ["key-term-1", choice],
      ]),
    );
  expect(chosen("mine")).toEqual(mine);
  expect(chosen("theirs")).toEqual(theirs);
  const both = chosen("both");
  expect(both.objectives.map((item) => item.text)).toEqual(["Theirs", "Mine"]);
  expect(both.objectives[1]?.id).not.toBe("objective-1");
  expect(both.terms).toEqual(mine.terms);
});
