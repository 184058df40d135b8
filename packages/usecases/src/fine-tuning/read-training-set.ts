import { makeTrainingSet, type TrainingSet } from "@byteos/courseware/training/training-set";
import { fineTuningRepository } from "@byteos/db/repositories/fine-tuning.repository";
import type { Tx } from "@byteos/db/transaction";

const mostTurns = 20_000;

/** Fewer say too little, and fewer learners would be told apart by what they asked. */
export const fewestExamples = 10;
export const fewestLearners = 3;

/** What the organisation's model may learn from now. Needs the service's rights: the turns are their learners'. */
export async function readTrainingSet(tx: Tx, orgId: string): Promise<TrainingSet> {
  const turns = await fineTuningRepository.listHelpfulTurns(tx, { orgId, limit: mostTurns });
  if (turns.length === 0) return makeTrainingSet([], { names: [] });
  return makeTrainingSet(turns, { names: await fineTuningRepository.listNames(tx, orgId) });
}

export function isEnough({ training, learnerCount }: TrainingSet): boolean {
  return training.length >= fewestExamples && learnerCount >= fewestLearners;
}
