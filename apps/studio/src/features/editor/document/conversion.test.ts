import { calloutVariants } from "@byteos/contracts/block";
import type { Block, CalloutChild, ListItem, NestedList } from "@byteos/contracts/block";
import { BlockId, DocumentId } from "@byteos/contracts/ids";
import { ModuleContent } from "@byteos/contracts/module-content";
import { textMarks } from "@byteos/contracts/rich-text";
import type { RichText } from "@byteos/contracts/rich-text";
import { getSchema } from "@tiptap/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ZodError } from "zod";
import { schemaExtensions } from "../schema/editor-schema.ts";
import { blocksOf } from "./from-editor.ts";
import { joinSpans } from "./inline.ts";
import { editorDocument } from "./to-editor.ts";

const schema = getSchema([...schemaExtensions]);

const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const line = fc.oneof(word, fc.constant("two\nlines"), fc.constant("\n"));
const marks = fc
  .subarray([...textMarks], { maxLength: 3 })
  .map((chosen) => (chosen.includes("sub") ? chosen.filter((mark) => mark !== "sup") : chosen));
const richText: fc.Arbitrary<RichText> = fc
  .array(
    fc.record({
      text: line,
      marks,
      href: fc.option(
        fc.constantFrom("https://example.org/a?b=1", "mailto:a@example.org", "#block001"),
      ),
    }),
    { maxLength: 4 },
  )
  .map((spans) =>
    joinSpans(
      spans.map(({ text, marks, href }) => ({
        text,
        ...(marks.length > 0 ? { marks } : {}),
        ...(href === null ? {} : { href }),
      })),
    ),
  );
const someText = richText.filter((content) => content.length > 0);
const localId = fc.uuid().map((id) => id.replaceAll("-", "").slice(0, 16));
const identity = {
  id: localId.map((id) => BlockId.parse(id)),
  sources: fc.option(
    fc.array(
      fc.record({
        documentId: fc.uuid({ version: 4 }).map((id) => DocumentId.parse(id)),
        documentHash: fc.constant("a".repeat(64)),
        start: fc.nat(1000),
        end: fc.integer({ min: 1000, max: 2000 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    { nil: undefined },
  ),
};
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const list: fc.Arbitrary<NestedList> = fc.letrec<{ list: NestedList; item: ListItem }>((tie) => ({
  list: fc.record({
    style: fc.constantFrom("bullet" as const, "ordered" as const),
    items: fc.array(tie("item"), { minLength: 1, maxLength: 3 }),
  }),
  item: fc.record({
    content: richText,
    list: fc.oneof({ maxDepth: 2 }, fc.constant(undefined), tie("list")),
  }),
})).list;

const paragraph = fc.record({
  ...identity,
  type: fc.constant("paragraph" as const),
  content: someText,
});
const simple: fc.Arbitrary<CalloutChild>[] = [
  paragraph,
  fc
    .tuple(fc.record(identity), list)
    .map(([own, list]) => ({ ...own, type: "list" as const, ...list })),
  fc.record({
    ...identity,
    type: fc.constant("quote" as const),
    content: richText,
    attribution: optional(word),
  }),
  fc.record({
    ...identity,
    type: fc.constant("code" as const),
    code: fc.oneof(word, fc.constant("a = 1\n\n\tb"), fc.constant("")),
    language: optional(fc.constant("python")),
    caption: optional(word),
  }),
  fc.record({
    ...identity,
    type: fc.constant("image" as const),
    assetId: fc.constant(null),
    alternativeText: fc.option(word, { nil: null }),
    isDecorative: fc.boolean(),
    caption: optional(someText),
    width: optional(fc.integer({ min: 1, max: 4000 })),
  }),
  fc.record({
    ...identity,
    type: fc.constant("table" as const),
    hasHeaderRow: fc.boolean(),
    rows: fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
      .chain(([rows, columns]) =>
        fc.array(
          fc.array(fc.record({ content: richText }), { minLength: columns, maxLength: columns }),
          { minLength: rows, maxLength: rows },
        ),
      ),
    caption: optional(someText),
  }),
];
const option = fc.record({ id: localId, content: richText });
const asked = {
  prompt: richText,
  explanation: optional(someText),
  hints: optional(fc.array(word, { minLength: 1, maxLength: 2 })),
};
const question = fc.oneof(
  fc.record({
    kind: fc.constant("single" as const),
    ...asked,
    options: fc.array(option, { maxLength: 3 }),
    correctId: fc.option(localId),
  }),
  fc.record({
    kind: fc.constant("true-false" as const),
    ...asked,
    answer: fc.option(fc.boolean()),
  }),
  fc.record({
    kind: fc.constant("order" as const),
    ...asked,
    items: fc.array(option, { maxLength: 3 }),
  }),
);
const block: fc.Arbitrary<Block> = fc.oneof(
  ...simple,
  fc.record({
    ...identity,
    type: fc.constant("heading" as const),
    level: fc.constantFrom(2 as const, 3 as const, 4 as const),
    content: richText,
  }),
  fc.record({ ...identity, type: fc.constant("divider" as const) }),
  fc.record({
    ...identity,
    type: fc.constant("callout" as const),
    variant: fc.constantFrom(...calloutVariants),
    title: optional(word),
    children: fc.array(fc.oneof(...simple), { maxLength: 3 }),
  }),
  fc.record({ ...identity, type: fc.constant("question" as const), question }),
);
const moduleContent: fc.Arbitrary<ModuleContent> = fc
  .array(block, { maxLength: 6 })
  .map((blocks) =>
    ModuleContent.parse({ version: 1, blocks, objectives: [], terms: [], cards: [] }),
  );

describe("module content and editor document", () => {
  test("a round trip through the editor's own document gives the same blocks, ids and sources", () => {
    fc.assert(
      fc.property(moduleContent, (content) => {
        const document = schema.nodeFromJSON(editorDocument(content));
        document.check();
        expect(blocksOf(document.toJSON())).toEqual(content.blocks);
      }),
      { numRuns: 300 },
    );
  });

  test("a place to write is not a block", () => {
    expect(
      blocksOf({ type: "doc", content: [{ type: "paragraph", attrs: { blockId: "abcdefgh" } }] }),
    ).toEqual([]);
  });

  test("a link that a course may not carry is left out, its words stay", () => {
    const blocks = blocksOf({
      type: "doc",
      content: [
        {
          type: "paragraph",
          attrs: { blockId: "abcdefgh", sources: null },
          content: [
            {
              type: "text",
              text: "here",
              marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }],
            },
          ],
        },
      ],
    });
    expect(blocks).toEqual([{ id: "abcdefgh", type: "paragraph", content: [{ text: "here" }] }]);
  });

  test("what no block can hold is refused, not saved half", () => {
    expect(() =>
      blocksOf({
        type: "doc",
        content: [
          { type: "paragraph", attrs: { blockId: "!" }, content: [{ type: "text", text: "a" }] },
        ],
      }),
    ).toThrow(ZodError);
  });
});
