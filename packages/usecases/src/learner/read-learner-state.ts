import { createLearnerState, type LearnerState } from "@byteos/adaptive/mastery/learner-state";
import { parseLearnerState } from "@byteos/adaptive/mastery/stored-state";
import { createRecallModel, type RecallModel } from "@byteos/adaptive/scheduling/recall-model";
import { parseRecallModel } from "@byteos/adaptive/scheduling/stored-recall";
import { isAppError } from "@byteos/contracts/errors";
import type { Tx } from "@byteos/db/transaction";
import { replayLearner } from "./replay-learner.ts";

/** The state as it was written; worked out again from the events when an older engine wrote it. */
export async function readLearnerState(
  tx: Tx,
  { userId, state }: { userId: string; state: string },
): Promise<LearnerState> {
  if (state === "") return createLearnerState();
  try {
    return parseLearnerState(state);
  } catch (error) {
    if (isUnreadable(error)) return replayLearner(tx, { userId });
    throw error;
  }
}

/** A learner's recall model; one that an older engine wrote is learned anew, which a few dozen reviews do. */
export function readRecallModel(recall: string): RecallModel {
  try {
    return parseRecallModel(recall);
  } catch (error) {
    if (isUnreadable(error)) return createRecallModel();
    throw error;
  }
}

const isUnreadable = (error: unknown) =>
  isAppError(error) && error.code === "adaptive.unreadable-state";
