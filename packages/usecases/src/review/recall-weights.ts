import {
  algorithmWith,
  defaultRecallWeights,
  type RecallWeights,
} from "@byteos/adaptive/scheduling/fit-recall";
import { z } from "zod";

const Weights = z.array(z.number()).length(defaultRecallWeights.length);

/** The learner's own weights of FSRS as stored, or the published ones. */
export function readRecallWeights(stored: unknown): RecallWeights {
  return stored === null ? defaultRecallWeights : Weights.parse(stored);
}

/** FSRS as it holds for this learner. */
export const recallAlgorithm = (stored: unknown) => algorithmWith(readRecallWeights(stored));
