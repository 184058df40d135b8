import type { Review, ReviewGrade } from "@byteos/adaptive/scheduling/card-memory";
import {
  algorithmWith,
  fewestSpaced,
  isFitDue,
  type RecallFit,
  type RecallWeights,
  refitRecall,
} from "@byteos/adaptive/scheduling/fit-recall";
import { replayReviews } from "@byteos/adaptive/scheduling/replay-reviews";
import { serialiseRecallModel } from "@byteos/adaptive/scheduling/stored-recall";
import { asService } from "@byteos/db/as-service";
import {
  type LoggedReview,
  recallFitRepository,
} from "@byteos/db/repositories/recall-fit.repository";
import { z } from "zod";
import { readRecallWeights } from "./recall-weights.ts";

const reason = "fit the forgetting curve to a learner's reviews";
const Grade = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

export interface FittedLearners {
  readonly fitted: number;
  /** Those whose new weights were better on reviews held out, and are in use now. */
  readonly adopted: number;
}

/**
 * Fits weights of FSRS to each learner who has reviewed enough since the last time, and takes them where they are
 * better on reviews that were held out. A fit pauses often, so that the process does its other work beside it.
 */
export async function fitRecallModels({
  since,
  signal,
}: {
  /** Learners who did nothing since are passed over. */
  readonly since: Date;
  readonly signal?: AbortSignal;
}): Promise<FittedLearners> {
  const active = await asService(reason, (tx) =>
    recallFitRepository.listActive(tx, { since, fewest: fewestSpaced }),
  );
  let fitted = 0;
  let adopted = 0;
  for (const { userId, spaced } of active.filter(isFitDue)) {
    if (signal?.aborted === true) break;
    const fit = await fitLearner(userId, signal);
    if (fit === null) break;
    fitted += 1;
    if (await keep(userId, fit, spaced)) adopted += 1;
  }
  return { fitted, adopted };
}

/** Null when it was stopped. */
async function fitLearner(
  userId: string,
  signal: AbortSignal | undefined,
): Promise<RecallFit | null> {
  const { reviews, current } = await asService(reason, async (tx) => ({
    reviews: (await recallFitRepository.listReviews(tx, { userId })).map(reviewOf),
    current: readRecallWeights(await recallFitRepository.findWeights(tx, { userId })),
  }));
  const work = refitRecall(reviews, current);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) return null;
  }
}

/** Stores the version and, where it is better, makes it the learner's. Whether it is. */
async function keep(userId: string, fit: RecallFit, spaced: number): Promise<boolean> {
  const { weights, isBetter, before, after, judgedOn } = fit;
  return asService(reason, async (tx) => {
    await recallFitRepository.lockLearner(tx, { userId });
    const isAdded = await recallFitRepository.addVersion(tx, {
      userId,
      version: await recallFitRepository.nextVersion(tx, { userId }),
      weights,
      evidenceCount: spaced,
      measures: { before, after, judgedOn },
      isAdopted: isBetter,
    });
    if (!isAdded || !isBetter) return false;
    const reviews = (await recallFitRepository.listReviews(tx, { userId })).map(reviewOf);
    await recallFitRepository.rewriteMemories(tx, { userId, ...remember(reviews, weights) });
    return true;
  });
}

/** What a learner's reviews make of their cards and their recall under these weights, ready to be stored. */
export function remember(reviews: readonly Review[], weights: RecallWeights) {
  const { model, memories } = replayReviews(reviews, algorithmWith(weights));
  return { recall: serialiseRecallModel(model), memories };
}

export function reviewOf({ grade, at, ...logged }: LoggedReview): Review {
  const given: ReviewGrade = Grade.parse(grade);
  return { ...logged, grade: given, atMs: at.getTime() };
}
