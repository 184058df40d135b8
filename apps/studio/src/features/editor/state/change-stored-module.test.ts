import type { Block } from "@byteos/contracts/block";
import { AssetId, BlockId } from "@byteos/contracts/ids";
import { emptyModuleContent, type ModuleContent } from "@byteos/contracts/module-content";
import { richText } from "@byteos/contracts/rich-text";
import { describePictures } from "@byteos/courseware/publish/picture-words";
import type { SaveModuleResult } from "@byteos/usecases/course/save-module";
import { expect, test } from "vitest";
import { changeStoredModule, type StoredModule } from "./change-stored-module.ts";

const assetId = AssetId.parse("00000000-0000-4000-8000-000000000001");
const picture = (id: string, alternativeText: string | null = null): Block => ({
  type: "image",
  id: BlockId.parse(id),
  assetId,
  alternativeText,
  isDecorative: false,
});
const paragraph: Block = {
  type: "paragraph",
  id: BlockId.parse("paragraph-1"),
  content: richText("Written by somebody else"),
};
const contentOf = (...blocks: Block[]): ModuleContent => ({ ...emptyModuleContent, blocks });
const words = new Map([
  ["picture-01", { isDecorative: false, alternativeText: "A bowline" } as const],
  ["picture-02", { isDecorative: true } as const],
]);
const describe = (content: ModuleContent): ModuleContent => describePictures(content, words);

/** A module as the server keeps it; `others` save before the next save of ours comes in. */
function stored(
  start: ModuleContent,
  others: ModuleContent[],
): StoredModule & { content: () => ModuleContent } {
  let revision = 1;
  let content = start;
  const save = (base: number, next: ModuleContent): SaveModuleResult => {
    const other = others.shift();
    if (other !== undefined) {
      content = other;
      revision += 1;
    }
    if (base !== revision) {
      const theirs = { revision, content, changedBy: null, changedAt: "" };
      return { status: "conflict", theirs };
    }
    content = next;
    revision += 1;
    return { status: "saved", revision, savedAt: "" };
  };
  return {
    load: () => Promise.resolve({ revision, content }),
    save: (base, next) => Promise.resolve(save(base, next)),
    content: () => content,
  };
}

test("words are put to the pictures that have none", async () => {
  const module = stored(contentOf(picture("picture-01"), picture("picture-02")), []);
  await changeStoredModule(module, describe);
  expect(module.content().blocks).toMatchObject([
    { alternativeText: "A bowline", isDecorative: false },
    { alternativeText: null, isDecorative: true },
  ]);
});

test("what others save meanwhile stays, and so do their words for a picture", async () => {
  const module = stored(contentOf(picture("picture-01"), picture("picture-02")), [
    contentOf(paragraph, picture("picture-01", "A knot"), picture("picture-02")),
    contentOf(paragraph, picture("picture-01", "A knot, again"), picture("picture-02")),
  ]);
  await changeStoredModule(module, describe);
  expect(module.content().blocks).toMatchObject([
    paragraph,
    { alternativeText: "A knot, again" },
    { isDecorative: true },
  ]);
});

test("nothing is saved when the pictures are gone", async () => {
  const module = stored(contentOf(paragraph), []);
  const saved: number[] = [];
  await changeStoredModule(
    {
      ...module,
      save: (revision, content) => (saved.push(revision), module.save(revision, content)),
    },
    describe,
  );
  expect(saved).toEqual([]);
});
