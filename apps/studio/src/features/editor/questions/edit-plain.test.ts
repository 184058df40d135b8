import type { RichText } from "@byteos/contracts/rich-text";
import { plainText } from "@byteos/contracts/words";
import fc from "fast-check";
import { expect, test } from "vitest";
import { joinSpans } from "../document/inline.ts";
import { editPlain, toggleMark } from "./edit-plain.ts";

const richText: fc.Arbitrary<RichText> = fc
  .array(fc.record({ text: fc.string({ minLength: 1, maxLength: 6 }), isBold: fc.boolean() }), {
    maxLength: 4,
  })
  .map((spans) =>
    joinSpans(
      spans.map(({ text, isBold }) => (isBold ? { text, marks: ["bold" as const] } : { text })),
    ),
  );

test("the words are what was typed, whatever the marks were", () => {
  fc.assert(
    fc.property(richText, fc.string({ maxLength: 12 }), (content, text) => {
      expect(plainText(editPlain(content, text))).toBe(text);
    }),
  );
});

test("typing the same words changes nothing", () => {
  fc.assert(
    fc.property(richText, (content) => {
      expect(editPlain(content, plainText(content))).toEqual(content);
    }),
  );
});

test("marks and links beside the edit stay", () => {
  const content: RichText = [
    { text: "the " },
    { text: "lag", marks: ["bold"], href: "https://example.org" },
    { text: " is zero" },
  ];
  expect(editPlain(content, "the lag is one")).toEqual([
    content[0],
    content[1],
    { text: " is one" },
  ]);
});

test("a mark goes on, and off again where all of it has it", () => {
  const on = toggleMark([{ text: "one two" }], 4, 7, "bold");
  expect(on).toEqual([{ text: "one " }, { text: "two", marks: ["bold"] }]);
  expect(toggleMark(on, 4, 7, "bold")).toEqual([{ text: "one two" }]);
  expect(toggleMark(on, 0, 7, "bold")).toEqual([{ text: "one two", marks: ["bold"] }]);
});
