import { createLearnerState, type LearnerState } from "@byteos/adaptive/mastery/learner-state";
import { learnAboutLearner } from "@byteos/adaptive/mastery/observe";
import { parseLearnerState, serialiseLearnerState } from "@byteos/adaptive/mastery/stored-state";
import { learnerStateRepository } from "@byteos/db/repositories/learner-state.repository";
import type { Tx } from "@byteos/db/transaction";
import { StoredEvidence } from "./evidence.ts";

/**
 * A learner's state from their events alone: what answering and reviewing one by one had made of it, to the
 * last digit. A review that was taken back leaves the state as it was before it.
 */
export async function replayLearner(tx: Tx, { userId }: { userId: string }): Promise<LearnerState> {
  let learner = createLearnerState();
  let before: string | null = null;
  for (const row of await learnerStateRepository.listEvidence(tx, { userId })) {
    if (row.type === "review_undo") {
      if (before !== null) learner = parseLearnerState(before);
      before = null;
      continue;
    }
    before = row.type === "card_review" ? serialiseLearnerState(learner) : null;
    if (row.evidence === null) continue;
    const { easiness, score, weight, skillIds, atSeconds } = StoredEvidence.parse(row.evidence);
    const response = { itemId: row.itemId, skillIds, score, atSeconds, weight };
    learnAboutLearner(learner, response, easiness);
  }
  return learner;
}
