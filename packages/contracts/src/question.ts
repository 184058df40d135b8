import { z } from "zod";
import { LocalId } from "./ids.ts";
import { RichText } from "./rich-text.ts";
import { SourceRange } from "./source.ts";

const option = z.strictObject({ id: LocalId, content: RichText });
export type QuestionOption = z.infer<typeof option>;

/** A fill-in text is a run of words and blanks, in reading order. */
const segment = z.union([
  z.strictObject({ text: z.string().min(1).max(10_000) }),
  z.strictObject({ blankId: LocalId }),
]);
export type FillInSegment = z.infer<typeof segment>;

const asked = {
  prompt: RichText,
  /** Shown after grading; drawn from the source where there is one. */
  explanation: RichText.optional(),
  hints: z.array(z.string().min(1).max(1_000)).max(5).optional(),
};

const options = z.array(option).max(12);

/**
 * A question as its author sees it, answers included. It never leaves Studio in this form:
 * publishing splits it into a `PublicQuestion` and a `Rubric`.
 * An unfinished draft is valid here; publishing checks completeness.
 */
export const Question = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("single"), ...asked, options, correctId: LocalId.nullable() }),
  z.strictObject({
    kind: z.literal("multiple"),
    ...asked,
    options,
    correctIds: z.array(LocalId).max(12),
  }),
  z.strictObject({ kind: z.literal("true-false"), ...asked, answer: z.boolean().nullable() }),
  z.strictObject({
    kind: z.literal("fill-in"),
    ...asked,
    segments: z.array(segment).max(200),
    blanks: z
      .array(
        z.strictObject({
          id: LocalId,
          accepted: z.array(z.string().min(1).max(500)).max(20),
          isCaseSensitive: z.boolean().default(false),
        }),
      )
      .max(20),
  }),
  /** Items are stored in the right order; learners get them shuffled. */
  z.strictObject({ kind: z.literal("order"), ...asked, items: options }),
  z.strictObject({
    kind: z.literal("match"),
    ...asked,
    pairs: z
      .array(z.strictObject({ leftId: LocalId, left: RichText, rightId: LocalId, right: RichText }))
      .max(12),
  }),
]);
export type Question = z.infer<typeof Question>;
export type QuestionKind = Question["kind"];

/** What a browser may see before an answer is graded: no key, no explanation, shuffled where order would tell. */
export const PublicQuestion = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("single"), prompt: RichText, options, hintCount: z.int() }),
  z.strictObject({ kind: z.literal("multiple"), prompt: RichText, options, hintCount: z.int() }),
  z.strictObject({ kind: z.literal("true-false"), prompt: RichText, hintCount: z.int() }),
  z.strictObject({
    kind: z.literal("fill-in"),
    prompt: RichText,
    segments: z.array(segment),
    hintCount: z.int(),
  }),
  z.strictObject({
    kind: z.literal("order"),
    prompt: RichText,
    items: options,
    hintCount: z.int(),
  }),
  z.strictObject({
    kind: z.literal("match"),
    prompt: RichText,
    lefts: options,
    rights: options,
    hintCount: z.int(),
  }),
]);
export type PublicQuestion = z.infer<typeof PublicQuestion>;

const explained = {
  explanation: RichText.optional(),
  hints: z.array(z.string()).optional(),
  /** Where the question came from: shown once it is answered, for it leads to the answer. */
  sources: z.array(SourceRange).max(50).optional(),
};

/** The half of a published question that stays on the server. */
export const Rubric = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("single"), ...explained, correctId: LocalId }),
  z.strictObject({
    kind: z.literal("multiple"),
    ...explained,
    correctIds: z.array(LocalId).min(1),
  }),
  z.strictObject({ kind: z.literal("true-false"), ...explained, answer: z.boolean() }),
  z.strictObject({
    kind: z.literal("fill-in"),
    ...explained,
    blanks: z
      .array(
        z.strictObject({
          id: LocalId,
          accepted: z.array(z.string().min(1)).min(1),
          isCaseSensitive: z.boolean(),
        }),
      )
      .min(1),
  }),
  z.strictObject({ kind: z.literal("order"), ...explained, orderedIds: z.array(LocalId).min(2) }),
  z.strictObject({
    kind: z.literal("match"),
    ...explained,
    pairs: z.array(z.strictObject({ leftId: LocalId, rightId: LocalId })).min(2),
  }),
]);
export type Rubric = z.infer<typeof Rubric>;

/** A learner's answer, as it comes from the browser. */
export const Answer = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("single"), optionId: LocalId }),
  z.strictObject({ kind: z.literal("multiple"), optionIds: z.array(LocalId).max(12) }),
  z.strictObject({ kind: z.literal("true-false"), value: z.boolean() }),
  z.strictObject({
    kind: z.literal("fill-in"),
    blanks: z.array(z.strictObject({ id: LocalId, text: z.string().max(1_000) })).max(20),
  }),
  z.strictObject({ kind: z.literal("order"), orderedIds: z.array(LocalId).max(12) }),
  z.strictObject({
    kind: z.literal("match"),
    pairs: z.array(z.strictObject({ leftId: LocalId, rightId: LocalId })).max(12),
  }),
]);
export type Answer = z.infer<typeof Answer>;

/** What grading tells the learner, after the attempt is stored. `score` is 0 to 1. */
export const Grade = z.strictObject({
  score: z.number().min(0).max(1),
  isCorrect: z.boolean(),
  /** Ids of options, blanks, items or lefts that were right in this answer. */
  correctParts: z.array(LocalId),
  /** The right answer, in the shape of an answer. */
  solution: Answer,
  explanation: RichText.optional(),
});
export type Grade = z.infer<typeof Grade>;
