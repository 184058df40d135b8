import type { FSRSAlgorithm } from "ts-fsrs";
import { type CardMemory, defaultAlgorithm, type Review } from "./card-memory.ts";
import { createRecallModel, observeReview, type RecallModel } from "./recall-model.ts";

export interface ReplayedReviews {
  readonly model: RecallModel;
  readonly memories: ReadonlyMap<string, CardMemory>;
  /** Reviews on a later day than the one before. */
  readonly spaced: number;
}

/** What a learner's reviews, in time order, make of their cards and of their recall under some weights of FSRS. */
export function replayReviews(
  reviews: readonly Review[],
  algorithm: FSRSAlgorithm = defaultAlgorithm,
): ReplayedReviews {
  const model = createRecallModel();
  const memories = new Map<string, CardMemory>();
  let spaced = 0;
  for (const review of reviews) {
    const { cardId } = review;
    const { memory, predicted } = observeReview(
      model,
      memories.get(cardId) ?? null,
      review,
      algorithm,
    );
    memories.set(cardId, memory);
    if (predicted !== null) spaced += 1;
  }
  return { model, memories, spaced };
}
