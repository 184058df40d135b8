import { z } from "zod";
import { DocumentId, LocalId } from "./ids.ts";

/** A run of elements of one document: indexes into `ImportedDocument.elements`, end exclusive. */
export const OutlineSection = z.strictObject({
  id: LocalId,
  documentId: DocumentId,
  title: z.string().max(300),
  firstElement: z.int().nonnegative(),
  endElement: z.int().nonnegative(),
  words: z.int().nonnegative(),
  page: z.int().positive().optional(),
});
export type OutlineSection = z.infer<typeof OutlineSection>;

export const OutlineModule = z.strictObject({
  id: LocalId,
  title: z.string().min(1).max(300),
  isIncluded: z.boolean(),
  /** Why the proposal leaves the module out, for the creator to judge. */
  note: z.string().max(300).optional(),
  sections: z.array(OutlineSection).max(1_000),
});
export type OutlineModule = z.infer<typeof OutlineModule>;

/** What a creator reviews before blocks are made: rename, merge, split, reorder, drop. */
export const CourseOutline = z.strictObject({
  version: z.literal(1),
  title: z.string().min(1).max(300),
  description: z.string().max(2_000),
  modules: z.array(OutlineModule).max(500),
});
export type CourseOutline = z.infer<typeof CourseOutline>;
