import { createLearnerState, type LearnerState } from "@byteos/adaptive/mastery/learner-state";
import { parseLearnerState } from "@byteos/adaptive/mastery/stored-state";
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
    if (isAppError(error) && error.code === "adaptive.unreadable-state") {
      return replayLearner(tx, { userId });
    }
    throw error;
  }
}
