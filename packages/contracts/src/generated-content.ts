import { z } from "zod";
import { BlockId, ModuleId } from "./ids.ts";

/**
 * A stretch of a block's text, and the words there: UTF-16 offsets in what the block states. `contentHash` is
 * of the version or draft that was read; another hash means that the place may be stale.
 */
export const Evidence = z.strictObject({
  moduleId: ModuleId,
  blockId: BlockId,
  start: z.int().nonnegative(),
  end: z.int().positive(),
  contentHash: z.string(),
  quote: z.string(),
});
export type Evidence = z.infer<typeof Evidence>;

export const generatedKinds = ["summary", "flashcards", "key_terms"] as const;
export const GeneratedKind = z.enum(generatedKinds);
export type GeneratedKind = z.infer<typeof GeneratedKind>;

/** One sentence of a summary, one card or one term, with the words of the course that it rests on. */
export const GeneratedItem = z.strictObject({
  /** A card's question or a term; null in a summary. */
  front: z.string().nullable(),
  text: z.string(),
  evidence: z.array(Evidence).min(1),
});
export type GeneratedItem = z.infer<typeof GeneratedItem>;

export const GeneratedContent = z.strictObject({
  kind: GeneratedKind,
  /** Who worded it: the course itself, or a model that was held to it. */
  mode: z.enum(["extractive", "model"]),
  items: z.array(GeneratedItem),
});
export type GeneratedContent = z.infer<typeof GeneratedContent>;

/** A node stands under its parent and opens the place it speaks of. Parents come before their children. */
export const MindMapNode = z.strictObject({
  id: z.string(),
  parentId: z.string().nullable(),
  kind: z.enum(["course", "module", "heading", "term", "passage"]),
  label: z.string().min(1),
  place: Evidence,
});
export type MindMapNode = z.infer<typeof MindMapNode>;

export const MindMap = z.strictObject({ title: z.string(), nodes: z.array(MindMapNode) });
export type MindMap = z.infer<typeof MindMap>;
