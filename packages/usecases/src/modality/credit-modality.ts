import { effectScore } from "@byteos/adaptive/modality/modality-policy";
import { learnerProfileRepository } from "@byteos/db/repositories/learner-profile.repository";
import { modalityOutcomeRepository } from "@byteos/db/repositories/modality-outcome.repository";
import type { Tx } from "@byteos/db/transaction";
import { talliesOf } from "./decide-modality.ts";

interface MeasuredAnswer {
  readonly orgId: string;
  readonly userId: string;
  readonly courseId: string;
  readonly moduleId: string;
  /** Of the answer. */
  readonly clientId: string;
  /** 0 to 1, as graded and as expected of this learner before the answer was seen. */
  readonly score: number;
  readonly predicted: number;
  readonly now: Date;
}

/**
 * Credits the form in which a module was studied with what came of it: the answer's score minus the engine's
 * prediction. Runs in the answer's transaction with the service's rights; nothing happens where no decision waits.
 */
export async function creditModality(tx: Tx, answer: MeasuredAnswer): Promise<void> {
  const { orgId, userId, score, predicted, now, ...place } = answer;
  const chosen = await modalityOutcomeRepository.credit(tx, {
    ...place,
    userId,
    reward: score - predicted,
    at: now,
  });
  if (chosen === null) return;
  const own = talliesOf(await modalityOutcomeRepository.listOwn(tx, { orgId, userId }));
  const scores = Object.fromEntries([...own].map(([form, tally]) => [form, effectScore(tally)]));
  await learnerProfileRepository.saveModalityScores(tx, { userId, scores });
}
