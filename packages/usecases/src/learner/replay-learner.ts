import { createLearnerState, type LearnerState } from "@byteos/adaptive/mastery/learner-state";
import { learnAboutLearner } from "@byteos/adaptive/mastery/observe";
import { learnerStateRepository } from "@byteos/db/repositories/learner-state.repository";
import type { Tx } from "@byteos/db/transaction";
import { StoredEvidence } from "./evidence.ts";

/** A learner's state from their events alone: what answering them one by one had made of it, to the last digit. */
export async function replayLearner(tx: Tx, { userId }: { userId: string }): Promise<LearnerState> {
  const learner = createLearnerState();
  for (const { blockId, evidence } of await learnerStateRepository.listEvidence(tx, { userId })) {
    const { easiness, ...answer } = StoredEvidence.parse(evidence);
    learnAboutLearner(learner, { itemId: blockId, ...answer }, easiness);
  }
  return learner;
}
