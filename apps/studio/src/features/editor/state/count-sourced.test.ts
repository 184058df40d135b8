import type { Block } from "@byteos/contracts/block";
import { BlockId, DocumentId } from "@byteos/contracts/ids";
import { expect, test } from "vitest";
import { countSourced, missingRanges, rangeKey } from "./count-sourced.ts";

const range = {
  documentId: DocumentId.parse("7f0d6a26-3a63-4a48-9a4e-6f7d2a3b4c5d"),
  documentHash: "h",
  start: 10,
  end: 60,
};
const paragraph = (text: string): Block => ({
  type: "paragraph",
  id: BlockId.parse("block-0001"),
  content: [{ text }],
  sources: [range],
});
const words = new Map([[rangeKey(range), "A commit is a saved\nstate. It has a parent."]]);

test("sentences count while they stand in their source, and no longer once they are edited", () => {
  const count = (text: string) => countSourced([paragraph(text)], words);
  expect(count("A commit is a saved state. It has a parent.")).toEqual({
    sentences: 2,
    sourced: 2,
  });
  expect(count("A commit is a saved state. It has two parents.")).toEqual({
    sentences: 2,
    sourced: 1,
  });
});

test("what the document no longer says proves nothing", () => {
  const blocks = [paragraph("A commit is a saved state.")];
  expect(countSourced(blocks, new Map([[rangeKey(range), null]]))).toEqual({
    sentences: 1,
    sourced: 0,
  });
  expect(countSourced(blocks, words)).toEqual({ sentences: 1, sourced: 1 });
});

test("each range that is not known is asked for once", () => {
  const blocks = [paragraph("One."), paragraph("Two.")];
  expect(missingRanges(blocks, new Map())).toEqual([range]);
  expect(missingRanges(blocks, words)).toEqual([]);
});
