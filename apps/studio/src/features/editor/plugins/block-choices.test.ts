import { getSchema } from "@tiptap/core";
import { expect, test } from "vitest";
import { schemaExtensions } from "../schema/editor-schema.ts";
import { blockChoices, findChoices } from "./block-choices.ts";

const schema = getSchema([...schemaExtensions]);

test.each(blockChoices.map((choice) => [choice.id, choice] as const))(
  "%s inserts what the document may hold",
  (_id, choice) => {
    const document = schema.nodeFromJSON({ type: "doc", content: [choice.make()] });
    expect(() => document.check()).not.toThrow();
  },
);

test("a letter alone chooses its block, and letters are not shared", () => {
  const letters = blockChoices.flatMap((choice) => choice.letter ?? []);
  expect(new Set(letters).size).toBe(letters.length);
  for (const choice of blockChoices.filter((each) => each.letter !== undefined)) {
    expect(findChoices(choice.letter ?? "")[0]?.id).toBe(choice.id);
  }
});

test("kinds of question are found by name and by what people call them", () => {
  expect(findChoices("cloze")[0]?.id).toBe("question-fill-in");
  expect(findChoices("true")[0]?.id).toBe("question-true-false");
  expect(findChoices("zzz")).toEqual([]);
});
