import type { Block } from "@byteos/contracts/block";
import { BlockId, CourseId, ModuleId } from "@byteos/contracts/ids";
import type { ModuleContent } from "@byteos/contracts/module-content";
import { ModuleContent as ModuleContentSchema } from "@byteos/contracts/module-content";
import type { Question, QuestionKind } from "@byteos/contracts/question";
import { richText } from "@byteos/contracts/words";
import fc from "fast-check";
import type { DraftCourse } from "../src/publish/public-course.ts";

const idAlphabet = "abcdefghijkmnpqrstuvwxyz0123456789".split("");
export const localId = fc
  .array(fc.constantFrom(...idAlphabet), { minLength: 12, maxLength: 12 })
  .map((letters) => letters.join(""));

const word = fc.stringMatching(/^[a-z]{3,9}$/);
export const phrase = fc
  .array(word, { minLength: 1, maxLength: 6 })
  .map((words) => words.join(" "));

const ids = (count: number) => fc.uniqueArray(localId, { minLength: count, maxLength: count });
const texts = (count: number) => fc.uniqueArray(phrase, { minLength: count, maxLength: count });

const asked = fc.record({
  prompt: phrase.map(richText),
  explanation: phrase.map((text) => richText(`because ${text}`)),
  hints: fc.array(phrase, { maxLength: 3 }),
});

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index}`);
  return item;
}

/** A complete question of the kind, of any size the contract allows. */
export function questionOf(kind: QuestionKind): fc.Arbitrary<Question> {
  const sized = fc.integer({ min: 2, max: 6 }).chain((count) =>
    fc.record({
      asked,
      ids: ids(count * 2),
      texts: texts(count * 2),
      count: fc.constant(count),
      pick: fc.nat(),
      answer: fc.boolean(),
    }),
  );
  return sized.map(({ asked, ids, texts, count, pick, answer }): Question => {
    const options = ids
      .slice(0, count)
      .map((id, index) => ({ id, content: richText(at(texts, index)) }));
    switch (kind) {
      case "single":
        return { kind, ...asked, options, correctId: at(ids, pick % count) };
      case "multiple":
        return { kind, ...asked, options, correctIds: ids.slice(0, 1 + (pick % count)) };
      case "true-false":
        return { kind, ...asked, answer };
      case "fill-in":
        return {
          kind,
          ...asked,
          segments: options.flatMap(({ id }, index) => [
            { text: `${at(texts, count + index)} ` },
            { blankId: id },
          ]),
          blanks: options.map(({ id }, index) => ({
            id,
            accepted: [at(texts, index)],
            isCaseSensitive: answer,
          })),
        };
      case "order":
        return { kind, ...asked, items: options };
      case "match":
        return {
          kind,
          ...asked,
          pairs: options.map(({ id, content }, index) => ({
            leftId: id,
            left: content,
            rightId: at(ids, count + index),
            right: richText(at(texts, count + index)),
          })),
        };
    }
  });
}

export const anyQuestion = fc
  .constantFrom<QuestionKind>("single", "multiple", "true-false", "fill-in", "order", "match")
  .chain(questionOf);

const uuid = (kind: number, index: number) =>
  `00000000-0000-4000-8${kind}00-${String(index).padStart(12, "0")}`;
export const courseId = CourseId.parse(uuid(1, 1));
export const moduleId = (index: number) => ModuleId.parse(uuid(2, index));

type BlockBody =
  | { type: "paragraph"; text: string }
  | { type: "question"; question: Question }
  | { type: "divider" };
const blockBody: fc.Arbitrary<BlockBody> = fc.oneof(
  phrase.map((text): BlockBody => ({ type: "paragraph", text })),
  anyQuestion.map((question): BlockBody => ({ type: "question", question })),
  fc.constant<BlockBody>({ type: "divider" }),
);

export function paragraph(id: string, text: string): Block {
  return { type: "paragraph", id: BlockId.parse(id), content: richText(text) };
}

/** A complete course of one to four modules, each with a paragraph and up to six more blocks, ids unique. */
export const draftCourse: fc.Arbitrary<DraftCourse> = fc
  .record({
    title: phrase,
    bodies: fc.array(fc.array(blockBody, { maxLength: 6 }), { minLength: 1, maxLength: 4 }),
    blockIds: fc.uniqueArray(localId, { minLength: 28, maxLength: 28 }),
  })
  .map(({ title, bodies, blockIds }) => {
    const unused = [...blockIds];
    const nextId = () => BlockId.parse(unused.pop());
    return {
      id: courseId,
      title,
      description: "",
      template: "classic",
      difficulty: "beginner" as const,
      modules: bodies.map((module, index) => ({
        id: moduleId(index + 1),
        title: `Module ${index + 1}`,
        content: contentOf([
          paragraph(nextId(), "a paragraph to read"),
          ...module.map((body): Block => {
            if (body.type === "paragraph") return paragraph(nextId(), body.text);
            if (body.type === "divider") return { type: "divider", id: nextId() };
            return { type: "question", id: nextId(), question: body.question };
          }),
        ]),
      })),
    };
  });

export function contentOf(blocks: readonly Block[]): ModuleContent {
  return ModuleContentSchema.parse({ version: 1, blocks, objectives: [], terms: [], cards: [] });
}
