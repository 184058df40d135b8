import { z } from "zod";
import { Block, PublicBlock } from "./block.ts";
import { CourseId, LocalId, ModuleId } from "./ids.ts";
import { RichText } from "./rich-text.ts";
import { SourceRange } from "./source.ts";

const sourced = { sources: z.array(SourceRange).max(50).optional() };

export const Objective = z.strictObject({
  id: LocalId,
  text: z.string().min(1).max(500),
  ...sourced,
});
export type Objective = z.infer<typeof Objective>;

export const KeyTerm = z.strictObject({
  id: LocalId,
  term: z.string().min(1).max(200),
  definition: z.string().max(4_000),
  ...sourced,
});
export type KeyTerm = z.infer<typeof KeyTerm>;

export const Flashcard = z.strictObject({
  id: LocalId,
  front: RichText,
  back: RichText,
  ...sourced,
});
export type Flashcard = z.infer<typeof Flashcard>;

const parts = {
  objectives: z.array(Objective).max(30),
  terms: z.array(KeyTerm).max(500),
  cards: z.array(Flashcard).max(1_000),
};

/** `modules.content`: what Studio edits. Quiz questions are blocks, so one editor and one undo serve both. */
export const ModuleContent = z.strictObject({
  version: z.literal(1),
  blocks: z.array(Block).max(5_000),
  ...parts,
});
export type ModuleContent = z.infer<typeof ModuleContent>;

/** One module inside a published version. */
export const PublishedModule = z.strictObject({
  id: ModuleId,
  title: z.string(),
  estimatedMinutes: z.int().nonnegative(),
  blocks: z.array(PublicBlock),
  ...parts,
});
export type PublishedModule = z.infer<typeof PublishedModule>;

/** `course_versions.content`: immutable, hashed, free of answers. */
export const PublishedCourse = z.strictObject({
  version: z.literal(1),
  courseId: CourseId,
  title: z.string(),
  description: z.string(),
  template: z.string(),
  difficulty: z.enum(["beginner", "intermediate", "advanced"]),
  estimatedMinutes: z.int().nonnegative(),
  modules: z.array(PublishedModule).min(1),
});
export type PublishedCourse = z.infer<typeof PublishedCourse>;

export const emptyModuleContent: ModuleContent = {
  version: 1,
  blocks: [],
  objectives: [],
  terms: [],
  cards: [],
};
