import type { ModelStep } from "@byteos/adaptive/mastery/model-step";
import type { MovedWeights } from "@byteos/adaptive/mastery/moved-weights";
import type { StoredWeights } from "@byteos/adaptive/mastery/stored-model";
import { z } from "zod";

/** `model_parameters.parameters` of a shipped version. */
export const ShippedWeights: z.ZodType<StoredWeights> = z.object({
  base: z.number(),
  dense: z.array(z.number()),
  sparse: z.record(z.string(), z.number()),
});

/** The same of an organisation or a course. */
export const LearnedWeights: z.ZodType<MovedWeights> = z.object({
  dense: z.array(z.number()),
  denseSquares: z.array(z.number()),
  sparse: z.record(z.string(), z.tuple([z.number(), z.number()])),
});

/** `model_steps.step`. */
export const StoredStep: z.ZodType<ModelStep> = z.object({
  dense: z.array(z.number()),
  sparse: z.array(z.tuple([z.string(), z.number()])),
  score: z.number().min(0).max(1),
  weight: z.number().min(0).max(1),
});
