import { z } from "zod";
import { BlockId, CourseId, LocalId, ModuleId } from "./ids.ts";

export const modalities = [
  "text",
  "video",
  "audio",
  "mindmap",
  "flashcards",
  "feed",
  "game",
] as const;
export const Modality = z.enum(modalities);
export type Modality = z.infer<typeof Modality>;

export const learningEventTypes = [
  "course_open",
  "module_start",
  "module_complete",
  "block_view",
  "position_save",
  "quiz_attempt",
  "hint_request",
  "card_review",
  "review_undo",
  "video_play",
  "video_pause",
  "video_replay",
  "ai_tutor_open",
  "ai_tutor_query",
  "modality_switch",
  "drop_off",
  "streak_broken",
  "streak_maintained",
] as const;
export const LearningEventType = z.enum(learningEventTypes);

/** One event from a learner's device. `clientId` is unique per learner: replays change nothing. */
export const LearningEventInput = z.strictObject({
  clientId: z.uuid(),
  type: LearningEventType,
  courseId: CourseId,
  moduleId: ModuleId.nullable(),
  blockId: BlockId.nullable(),
  modality: Modality.nullable(),
  /** Seconds spent, 0 to one day. */
  durationSecs: z.number().min(0).max(86_400).nullable(),
  /** When it happened on the device; the server keeps its own time too. */
  occurredAt: z.iso.datetime(),
  payload: z
    .record(LocalId.or(z.string().max(64)), z.union([z.string().max(512), z.number(), z.boolean()]))
    .optional(),
});
export type LearningEventInput = z.infer<typeof LearningEventInput>;

export const maxEventsPerBatch = 200;
export const LearningEventBatch = z.strictObject({
  events: z.array(LearningEventInput).min(1).max(maxEventsPerBatch),
});
export type LearningEventBatch = z.infer<typeof LearningEventBatch>;
