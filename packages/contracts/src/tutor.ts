import { z } from "zod";
import { BlockId, CourseId, ModuleId } from "./ids.ts";

/** A learner's turn with Byte, as it comes from the browser. */
export const TutorQuery = z.strictObject({
  courseId: CourseId,
  message: z.string().trim().min(1).max(2_000),
  /** The block on screen. */
  blockId: BlockId.nullish(),
  /** `hint`: the next step on the ladder of the question on screen, whatever the message says. */
  intent: z.enum(["ask", "hint"]).default("ask"),
});
export type TutorQuery = z.infer<typeof TutorQuery>;

/** Words of the course behind an answer, and where they open. */
export const TutorCitation = z.strictObject({
  number: z.int().positive(),
  passageId: z.uuid(),
  moduleId: ModuleId,
  moduleTitle: z.string(),
  blockId: BlockId,
  /** The version's content hash when it was cited. */
  contentHash: z.string(),
  quote: z.string(),
});
export type TutorCitation = z.infer<typeof TutorCitation>;

/** Where the learner stands with an open question. */
export const TutorLadder = z.strictObject({
  step: z.int().nonnegative(),
  total: z.int().positive(),
  hasTried: z.boolean(),
  /** Whether the next step is the answer. */
  mayAnswer: z.boolean(),
});
export type TutorLadder = z.infer<typeof TutorLadder>;

export const tutorOutcomes = [
  "answered",
  "hinted",
  "told",
  "try-first",
  "not-covered",
  "noted",
] as const;
export const TutorOutcome = z.enum(tutorOutcomes);
export type TutorOutcome = z.infer<typeof TutorOutcome>;

/** What Byte says, piece by piece. Text is for show as it is; citations are marked `[1]` in it. */
export type TutorEvent =
  | { readonly type: "start"; readonly interactionId: string; readonly mode: TutorMode }
  | { readonly type: "about"; readonly label: string; readonly givenAnswer: string | null }
  | { readonly type: "ladder"; readonly ladder: TutorLadder }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "citation"; readonly citation: TutorCitation }
  /** A fact kept for later, in the learner's own words. */
  | { readonly type: "noted"; readonly fact: string }
  | { readonly type: "end"; readonly outcome: TutorOutcome; readonly mode: TutorMode };

/** The same on the wire: text in pieces between a start and an end, everything else as data named for the event. */
export const TutorStreamPart = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text-start"), id: z.string() }),
  z.object({ type: z.literal("text-delta"), id: z.string(), delta: z.string() }),
  z.object({ type: z.literal("text-end"), id: z.string() }),
  z.object({
    type: z.literal("data-start"),
    data: z.object({ interactionId: z.uuid(), mode: z.enum(["extractive", "model"]) }),
  }),
  z.object({
    type: z.literal("data-about"),
    data: z.object({ label: z.string(), givenAnswer: z.string().nullable() }),
  }),
  z.object({ type: z.literal("data-ladder"), data: z.object({ ladder: TutorLadder }) }),
  z.object({ type: z.literal("data-citation"), data: z.object({ citation: TutorCitation }) }),
  z.object({ type: z.literal("data-noted"), data: z.object({ fact: z.string() }) }),
  z.object({
    type: z.literal("data-end"),
    data: z.object({ outcome: TutorOutcome, mode: z.enum(["extractive", "model"]) }),
  }),
]);
export type TutorStreamPart = z.infer<typeof TutorStreamPart>;

/** Who worded the answer: the course itself, or a model that was held to it. */
export type TutorMode = "extractive" | "model";

/** `learner_profiles.ai_tutor_context`: what is left of earlier sessions. */
export const TutorContext = z.object({
  topics: z
    .array(z.object({ interactionId: z.uuid(), courseId: CourseId, text: z.string() }))
    .default([]),
  hasNudges: z.boolean().default(true),
});
export type TutorContext = z.infer<typeof TutorContext>;

/** What Byte says unasked, with what it comes from and where it leads. */
export const TutorNudge = z.strictObject({
  id: z.uuid(),
  signal: z.enum(["stuck", "wrong_in_a_row", "streak", "review_due", "deadline"]),
  words: z.string(),
  /** Why it is said, from the learner's own doings. */
  reason: z.string(),
  action: z.discriminatedUnion("type", [
    /** The next hint for the question on screen. */
    z.strictObject({ type: z.literal("hint"), label: z.string() }),
    z.strictObject({ type: z.literal("open"), label: z.string(), href: z.string() }),
  ]),
});
export type TutorNudge = z.infer<typeof TutorNudge>;
