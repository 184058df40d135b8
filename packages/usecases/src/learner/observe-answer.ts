import { evidenceOf, isSlowAnswer } from "@byteos/adaptive/mastery/evidence";
import { easinessOf } from "@byteos/adaptive/mastery/features";
import type { ItemResponse } from "@byteos/adaptive/mastery/item-response";
import type { LearnerState } from "@byteos/adaptive/mastery/learner-state";
import { describeStep } from "@byteos/adaptive/mastery/model-step";
import { learnAboutItem, learnAboutLearner } from "@byteos/adaptive/mastery/observe";
import { predictSuccess } from "@byteos/adaptive/mastery/predict";
import { serialiseLearnerState } from "@byteos/adaptive/mastery/stored-state";
import { gradeOfAnswer } from "@byteos/adaptive/scheduling/schedule-review";
import { serialiseRecallModel } from "@byteos/adaptive/scheduling/stored-recall";
import type { MemberContext } from "@byteos/contracts/request-context";
import { questionSiblingKey } from "@byteos/courseware/skills/card-skills";
import { learnerStateRepository } from "@byteos/db/repositories/learner-state.repository";
import { modelParameterRepository } from "@byteos/db/repositories/model-parameter.repository";
import type { Tx } from "@byteos/db/transaction";
import type { AskedQuestion } from "../attempt/find-question.ts";
import { creditModality } from "../modality/credit-modality.ts";
import { recallAlgorithm } from "../review/recall-weights.ts";
import { recordReview } from "../review/record-review.ts";
import { describeSkills } from "./describe-skills.ts";
import type { StoredEvidence } from "./evidence.ts";
import { linkVersionSkills } from "./link-skills.ts";
import { modelWith } from "./mastery-parameters.ts";
import { readLearnerState, readRecallModel } from "./read-learner-state.ts";
import { getSharedModel } from "./shared-model.ts";

export interface GivenAnswer {
  readonly clientId: string;
  readonly blockId: string;
  /** 0 to 1. */
  readonly score: number;
  readonly isCorrect: boolean;
  readonly help: { readonly hints: number; readonly isRevealed: boolean };
  readonly durationSecs: number | null;
  readonly now: Date;
  readonly utcOffsetMins: number;
}

export interface ObservedAnswer {
  /** To be stored with the event; a replay of the events gives the same state. */
  readonly payload: { readonly evidence?: StoredEvidence };
  /** Writes what the engine learned, once the event is stored. */
  readonly save: () => Promise<void>;
}

const learnedNothing: ObservedAnswer = { payload: {}, save: async () => {} };

/**
 * Takes a graded answer into the learner's state, the skills it exercises, their gaps, the difficulty of
 * the question and its place among the reviews, and hands it on to what all learners share. Constant in the number
 * of earlier answers. Runs with the service's rights, in the transaction of the attempt, and holds the learner's
 * state, and nothing that another learner needs, until that ends.
 */
export async function observeAnswer(
  tx: Tx,
  ctx: MemberContext,
  { version, item }: AskedQuestion,
  answer: GivenAnswer,
): Promise<ObservedAnswer> {
  const { userId, orgId } = ctx.actor;
  const { blockId, score, help, durationSecs, now, utcOffsetMins } = answer;
  const { courseId } = version.course;
  const place = { userId, itemId: item.id, courseId, blockId };
  let standing = await learnerStateRepository.lockForItem(tx, place);
  if (standing.skills.length === 0) {
    await linkVersionSkills(tx, version);
    standing = await learnerStateRepository.lockForItem(tx, place);
  }
  const skillIds = standing.skills.map(({ skillId }) => skillId);
  if (skillIds.length === 0) return learnedNothing;
  const learner = await readLearnerState(tx, { userId, state: standing.state });
  const isFirst = !learner.items.has(blockId);
  const { weight } = evidenceOf({
    score,
    hintsUsed: help.hints,
    isRevealed: help.isRevealed,
    isRetry: learner.lastItemId === blockId && learner.lastOutcome === 0,
    durationSecs,
    usualSecs: standing.usualSecs,
  });
  if (weight === 0) return learnedNothing;
  const shared = await getSharedModel(tx, { orgId, courseIds: [courseId] });
  const { easiness: ownEasiness, answers, skills: known } = standing;
  const model = modelWith(shared, {
    items: [{ itemId: blockId, easiness: ownEasiness, answers }],
    skills: known,
  });
  const atSeconds = now.getTime() / 1_000;
  const response: ItemResponse = { itemId: blockId, skillIds, score, atSeconds, weight };
  const easiness = easinessOf(model.difficulties, response);
  const predicted = predictSuccess(model, learner, response, atSeconds);
  const step = describeStep(model, learner, response);
  const isMeasure = help.hints === 0 && (isFirst || isRested(learner, response));
  // Only what learners make of it at first sight says how hard a question is.
  if (isFirst) learnAboutItem(model.difficulties, learner, response);
  learnAboutLearner(learner, response, easiness);
  return {
    payload: { evidence: { score, weight, easiness, skillIds, atSeconds, predicted } },
    save: async () => {
      const recall = readRecallModel(standing.recall);
      await recordReview(tx, recall, {
        orgId,
        userId,
        courseId,
        kind: "question",
        sourceId: blockId,
        moduleId: item.moduleId,
        siblingKey: questionSiblingKey(
          blockId,
          standing.skills.map(({ slug }) => slug),
        ),
        clientId: answer.clientId,
        grade: gradeOfAnswer({
          isCorrect: answer.isCorrect,
          hintsUsed: help.hints,
          isSlow: isSlowAnswer({ durationSecs, usualSecs: standing.usualSecs }),
        }),
        durationMs: Math.round((durationSecs ?? 0) * 1_000),
        now,
        utcOffsetMins,
        algorithm: recallAlgorithm(standing.recallWeights),
        isOnceADay: true,
      });
      await learnerStateRepository.save(tx, {
        userId,
        state: serialiseLearnerState(learner),
        recall: serialiseRecallModel(recall),
        undo: null,
        skills: describeSkills(model, learner, { skills: standing.skills, atSeconds }),
      });
      await modelParameterRepository.addStep(tx, { orgId, courseId, userId, step });
      if (isMeasure) {
        const { clientId } = answer;
        const { moduleId } = item;
        const measured = { orgId, userId, courseId, moduleId, clientId, score, predicted, now };
        await creditModality(tx, measured);
      }
      if (!isFirst) return;
      const { items, skills } = model.difficulties;
      await learnerStateRepository.moveDifficulties(tx, {
        courseId,
        blockId,
        easiness: (items.get(blockId)?.easiness ?? 0) - standing.easiness,
        skills: standing.skills.map(({ skillId, easiness: before }) => ({
          skillId,
          easiness: (skills.get(skillId)?.easiness ?? 0) - before,
        })),
      });
    },
  };
}

const restSeconds = 12 * 3_600;

/** Whether the skills were last exercised so long ago that an answer shows what was kept of them. */
function isRested({ skills }: LearnerState, { skillIds, atSeconds }: ItemResponse): boolean {
  return skillIds.every((id) => atSeconds - (skills.get(id)?.lastAtSeconds ?? 0) >= restSeconds);
}
