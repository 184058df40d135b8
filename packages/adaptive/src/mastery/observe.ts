import { easinessOf, type FeatureVector, writeFeatures } from "./features.ts";
import type { ItemResponse } from "./item-response.ts";
import {
  createSkillState,
  type LearnerState,
  maxItemStates,
  type SkillState,
} from "./learner-state.ts";
import type { Difficulties, MasteryModel } from "./mastery-model.ts";
import { clamp, sigmoid } from "./numeric.ts";
import { scoreFeatures } from "./predict.ts";

export interface Learning {
  /** Move the easiness of items and skills. */
  readonly movesDifficulties: boolean;
  /** Move the regression's weights. */
  readonly movesWeights: boolean;
}

export const frozen: Learning = { movesDifficulties: false, movesWeights: false };
export const online: Learning = { movesDifficulties: true, movesWeights: true };

/**
 * Predicts one answer, then learns from it: the learner's own state always, what all learners
 * share as far as `learning` allows. Returns the prediction made before the answer was seen.
 */
export function observeResponse(
  model: MasteryModel,
  learner: LearnerState,
  response: ItemResponse,
  learning: Learning,
  vector: FeatureVector,
): number {
  writeFeatures(vector, model, learner, response, response.atSeconds, learning.movesWeights);
  const predicted = sigmoid(scoreFeatures(model, vector));
  if (learning.movesWeights) moveWeights(model, vector, predicted - response.score);
  if (learning.movesDifficulties) learnAboutItem(model.difficulties, learner, response);
  learnAboutLearner(learner, response, vector.easiness);
  return predicted;
}

/**
 * Moves the learner's own state by one answer to an item of this easiness. It follows from the state, the
 * answer and the easiness alone: kept with the event, the easiness makes a replay exact whatever the shared
 * difficulties have become since.
 */
export function learnAboutLearner(
  learner: LearnerState,
  response: ItemResponse,
  easiness: number,
): void {
  const expected = sigmoid(
    clamp(learner.ability + meanSkillAbility(learner, response) + easiness, 6),
  );
  updateLearner(learner, response, {
    residual: response.score - expected,
    surprise: response.score - sigmoid(easiness),
    information: expected * (1 - expected),
    weight: response.weight ?? 1,
  });
}

function meanSkillAbility(learner: LearnerState, response: ItemResponse): number {
  let sum = 0;
  for (const id of response.skillIds) sum += learner.skills.get(id)?.ability ?? 0;
  return sum / response.skillIds.length;
}

/** One AdaGrad step (Duchi et al. 2011) on the log loss; own weights carry a ridge penalty. */
export function moveWeights(model: MasteryModel, vector: FeatureVector, error: number): void {
  const { weights, settings } = model;
  for (let j = 0; j < vector.dense.length; j++) {
    const gradient = error * (vector.dense[j] ?? 0);
    const squares = (weights.denseSquares[j] ?? 0) + gradient * gradient;
    weights.denseSquares[j] = squares;
    weights.dense[j] =
      (weights.dense[j] ?? 0) - (settings.denseRate * gradient) / Math.sqrt(1 + squares);
  }
  for (let j = 0; j < vector.positions.length; j++) {
    const position = vector.positions[j] ?? 0;
    const isOwn = j >= vector.firstOwn;
    const weight = weights.sparse[position] ?? 0;
    const gradient = error * (vector.values[j] ?? 0) + (isOwn ? settings.ownPenalty * weight : 0);
    const squares = (weights.sparseSquares[position] ?? 0) + gradient * gradient;
    const rate = isOwn ? settings.ownRate : settings.indicatorRate;
    weights.sparseSquares[position] = squares;
    weights.sparse[position] = weight - (rate * gradient) / Math.sqrt(1 + squares);
  }
}

/** Moves the shared difficulties by one answer, before the learner's own state takes it in. */
export function learnAboutItem(
  difficulties: Difficulties,
  learner: LearnerState,
  response: ItemResponse,
): void {
  const easiness = easinessOf(difficulties, response);
  const skillAbility = meanSkillAbility(learner, response);
  const expected = sigmoid(clamp(learner.ability + skillAbility + easiness, 6));
  moveDifficulties(difficulties, response, (response.weight ?? 1) * (response.score - expected));
}

/** Elo updates with rates that fall with the number of answers (Pelánek 2016). */
function moveDifficulties(
  difficulties: Difficulties,
  response: ItemResponse,
  residual: number,
): void {
  const item = difficulties.items.get(response.itemId) ?? { easiness: 0, answers: 0 };
  item.easiness += (0.9 / (1 + 0.12 * item.answers)) * residual;
  item.answers += 1;
  difficulties.items.set(response.itemId, item);
  for (const id of response.skillIds) {
    const skill = difficulties.skills.get(id) ?? { easiness: 0, answers: 0 };
    skill.easiness += (0.4 / (1 + 0.02 * skill.answers)) * residual;
    skill.answers += 1;
    difficulties.skills.set(id, skill);
  }
  difficulties.base += 0.001 * residual;
}

/** The Elo part alone, for fitting difficulties before any weight is learned. */
export function observeElo(
  difficulties: Difficulties,
  learner: LearnerState,
  response: ItemResponse,
): void {
  const easiness = easinessOf(difficulties, response);
  learnAboutItem(difficulties, learner, response);
  learnAboutLearner(learner, response, easiness);
}

interface Evidence {
  /** Score minus what ability and easiness together expected. */
  readonly residual: number;
  /** Score minus what easiness alone expected. */
  readonly surprise: number;
  readonly information: number;
  readonly weight: number;
}

function updateLearner(learner: LearnerState, response: ItemResponse, evidence: Evidence): void {
  const { score, itemId, skillIds, atSeconds } = response;
  const { weight } = evidence;
  const outcome = 2 * score - 1;
  const bit = score >= 0.5 ? 1 : 0;
  learner.ability += ((0.4 * weight) / (1 + 0.05 * learner.attempts)) * evidence.residual;
  for (const id of skillIds) {
    let skill = learner.skills.get(id);
    if (skill === undefined) {
      skill = createSkillState();
      learner.skills.set(id, skill);
    }
    updateSkill(skill, response, evidence, learner.attempts);
  }
  const item = learner.items.get(itemId) ?? { attempts: 0, wins: 0, lastOutcome: 0, lastStep: 0 };
  item.attempts += 1;
  item.wins += score;
  item.lastOutcome = bit;
  item.lastStep = learner.attempts;
  learner.items.delete(itemId);
  learner.items.set(itemId, item);
  if (learner.items.size > maxItemStates) {
    const oldest = learner.items.keys().next();
    if (oldest.done !== true) learner.items.delete(oldest.value);
  }
  learner.outcomeSlow += 0.1 * weight * (outcome - learner.outcomeSlow);
  learner.outcomeMedium += 0.3 * weight * (outcome - learner.outcomeMedium);
  learner.outcomeFast += 0.6 * weight * (outcome - learner.outcomeFast);
  learner.surpriseSlow += 0.05 * weight * (evidence.surprise - learner.surpriseSlow);
  learner.surpriseMedium += 0.2 * weight * (evidence.surprise - learner.surpriseMedium);
  learner.surpriseFast += 0.5 * weight * (evidence.surprise - learner.surpriseFast);
  learner.recentBits = pushBit(learner.recentBits, bit, 6);
  const runSkillId = skillIds[0] ?? null;
  learner.runLength = learner.runSkillId === runSkillId ? learner.runLength + 1 : 1;
  learner.runSkillId = runSkillId;
  learner.lastItemId = itemId;
  learner.lastOutcome = bit;
  learner.lastAtSeconds = atSeconds;
  learner.attempts += 1;
  learner.wins += score;
}

function updateSkill(
  skill: SkillState,
  response: ItemResponse,
  evidence: Evidence,
  step: number,
): void {
  const { weight } = evidence;
  const outcome = 2 * response.score - 1;
  skill.ability += ((0.6 * weight) / (1 + 0.15 * skill.attempts)) * evidence.residual;
  skill.information += weight * evidence.information;
  skill.attempts += 1;
  skill.wins += response.score;
  skill.outcomeSlow += 0.1 * weight * (outcome - skill.outcomeSlow);
  skill.outcomeMedium += 0.3 * weight * (outcome - skill.outcomeMedium);
  skill.outcomeFast += 0.6 * weight * (outcome - skill.outcomeFast);
  skill.surpriseSlow += 0.15 * weight * (evidence.surprise - skill.surpriseSlow);
  skill.surpriseFast += 0.4 * weight * (evidence.surprise - skill.surpriseFast);
  skill.lastOutcome = response.score >= 0.5 ? 1 : 0;
  skill.lastStep = step;
  skill.lastAtSeconds = response.atSeconds;
  skill.recentBits = pushBit(skill.recentBits, skill.lastOutcome, 5);
}

/** Appends an outcome to a bit history that a leading 1 marks the start of, keeping `length` bits. */
function pushBit(bits: number, bit: number, length: number): number {
  const pushed = (bits << 1) | bit;
  const marker = 1 << length;
  return pushed >= marker * 2 ? (pushed & (marker - 1)) | marker : pushed;
}
