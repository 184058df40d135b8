import type { PracticeItem } from "./item-response.ts";
import type { LearnerState, SkillState } from "./learner-state.ts";
import {
  denseFeatureCount,
  type Difficulties,
  type MasteryModel,
  sparsePosition,
} from "./mastery-model.ts";
import { clamp, logBucket, smoothedLogit } from "./numeric.ts";

/** Features of one learner facing one item, in buffers that are reused from call to call. */
export interface FeatureVector {
  readonly dense: Float64Array;
  readonly positions: number[];
  readonly values: number[];
  /** Sparse features from here on belong to one item or skill and are regularised. */
  firstOwn: number;
  easiness: number;
  skillAbility: number;
}

export function createFeatureVector(): FeatureVector {
  return {
    dense: new Float64Array(denseFeatureCount),
    positions: [],
    values: [],
    firstOwn: 0,
    easiness: 0,
    skillAbility: 0,
  };
}

/** `base + mean of the skills' easiness + the item's own`; unseen items and skills count as average. */
export function easinessOf(difficulties: Difficulties, item: PracticeItem): number {
  return (
    difficulties.base +
    meanSkillEasiness(difficulties, item) +
    (difficulties.items.get(item.itemId)?.easiness ?? 0)
  );
}

function meanSkillEasiness(difficulties: Difficulties, item: PracticeItem): number {
  let sum = 0;
  for (const id of item.skillIds) sum += difficulties.skills.get(id)?.easiness ?? 0;
  return sum / item.skillIds.length;
}

interface SkillSummary {
  ability: number;
  attempts: number;
  wins: number;
  slow: number;
  medium: number;
  fast: number;
  surpriseSlow: number;
  surpriseFast: number;
  logit: number;
  latest: SkillState | undefined;
}

function summariseSkills(learner: LearnerState, skillIds: readonly string[]): SkillSummary {
  const sum: SkillSummary = {
    ability: 0,
    attempts: 0,
    wins: 0,
    slow: 0,
    medium: 0,
    fast: 0,
    surpriseSlow: 0,
    surpriseFast: 0,
    logit: 0,
    latest: undefined,
  };
  const share = 1 / skillIds.length;
  for (const id of skillIds) {
    const skill = learner.skills.get(id);
    if (skill === undefined) continue;
    sum.ability += share * skill.ability;
    sum.attempts += share * skill.attempts;
    sum.wins += share * skill.wins;
    sum.slow += share * skill.outcomeSlow;
    sum.medium += share * skill.outcomeMedium;
    sum.fast += share * skill.outcomeFast;
    sum.surpriseSlow += share * skill.surpriseSlow;
    sum.surpriseFast += share * skill.surpriseFast;
    sum.logit += share * smoothedLogit(skill.wins, skill.attempts);
    if (sum.latest === undefined || skill.lastStep > sum.latest.lastStep) sum.latest = skill;
  }
  return sum;
}

/** Surprises are small numbers: scaled to the size of the other features. */
const surpriseScale = 3;

function writeDense(
  vector: FeatureVector,
  learner: LearnerState,
  s: SkillSummary,
  parts: DenseParts,
) {
  const { own, skillEasiness, item } = parts;
  const b = vector.easiness;
  const longTerm = learner.surpriseSlow * surpriseScale;
  const shortTerm = learner.surpriseMedium * surpriseScale;
  const inSkill = s.surpriseSlow * surpriseScale;
  const values = [
    clamp(learner.ability + s.ability + b, 6),
    1,
    b,
    own,
    skillEasiness,
    learner.ability,
    s.ability,
    b * learner.ability,
    b * s.ability,
    learner.ability * s.ability,
    (b * b) / 2,
    Math.log1p(s.wins),
    Math.log1p(s.attempts - s.wins),
    Math.log1p(s.attempts),
    Math.log1p(learner.wins),
    Math.log1p(learner.attempts - learner.wins),
    Math.log1p(learner.attempts),
    item === undefined ? 0 : Math.log1p(item.wins),
    item === undefined ? 0 : Math.log1p(item.attempts - item.wins),
    item === undefined ? 0 : Math.log1p(item.attempts),
    learner.outcomeSlow,
    learner.outcomeMedium,
    learner.outcomeFast,
    s.slow,
    s.medium,
    s.fast,
    longTerm,
    shortTerm,
    learner.surpriseFast * surpriseScale,
    inSkill,
    s.surpriseFast * surpriseScale,
    smoothedLogit(learner.wins, learner.attempts),
    s.logit,
    item === undefined ? 0 : smoothedLogit(item.wins, item.attempts),
    longTerm * b,
    shortTerm * b,
    learner.outcomeSlow * b,
    s.medium * b,
    inSkill * b,
    Math.log(parts.skillCount),
  ];
  vector.dense.set(values);
}

interface DenseParts {
  own: number;
  skillEasiness: number;
  skillCount: number;
  item: { attempts: number; wins: number } | undefined;
}

/**
 * Fills `vector` for a learner about to answer an item at a time. Constant time in the learner's
 * history. Features follow Pavlik 2009 (wins and failures), Galyardt & Goldin 2015 (recency),
 * Gervet et al. 2020 (Best-LR) and Choffin et al. 2019 (time lags), over the Elo state; slopes that
 * belong to one item or skill let discrimination differ as in two-parameter item response theory.
 */
export function writeFeatures(
  vector: FeatureVector,
  model: MasteryModel,
  learner: LearnerState,
  practice: PracticeItem,
  atSeconds: number,
  isLearning: boolean,
): void {
  const { itemId, skillIds } = practice;
  const { weights, difficulties } = model;
  const summary = summariseSkills(learner, skillIds);
  const item = learner.items.get(itemId);
  const own = difficulties.items.get(itemId)?.easiness ?? 0;
  const skillEasiness = meanSkillEasiness(difficulties, practice);
  vector.easiness = difficulties.base + skillEasiness + own;
  vector.skillAbility = summary.ability;
  writeDense(vector, learner, summary, { own, skillEasiness, skillCount: skillIds.length, item });

  vector.positions.length = 0;
  vector.values.length = 0;
  const add = (name: string, value: number) => {
    const position = sparsePosition(weights, name, isLearning);
    if (position < 0) return;
    vector.positions.push(position);
    vector.values.push(value);
  };

  const { latest } = summary;
  const step = learner.attempts;
  const isRun = learner.runSkillId === skillIds[0];
  add(`recent:${learner.recentBits}`, 1);
  add(`skill-recent:${latest?.recentBits ?? 1}`, 1);
  add(`run:${isRun ? Math.min(8, Math.ceil(Math.log2(1 + learner.runLength))) : -1}`, 1);
  add(
    `since:${latest === undefined ? -1 : logBucket(step - latest.lastStep - 1, 1, 9)}:${latest?.lastOutcome ?? -1}`,
    1,
  );
  add(
    item === undefined
      ? "repeat:none"
      : `repeat:${Math.min(4, item.attempts)}:${item.lastOutcome}:${logBucket(step - item.lastStep - 1, 1, 5)}`,
    1,
  );
  add(`experience:${logBucket(step, 1.5, 12)}`, 1);
  add(`skill-experience:${logBucket(summary.attempts, 1.5, 10)}`, 1);
  if (atSeconds > 0) {
    const sinceSkill = latest === undefined ? -1 : lagBucket(atSeconds - latest.lastAtSeconds, 1.5);
    const sinceAny = step === 0 ? -1 : lagBucket(atSeconds - learner.lastAtSeconds, 1.2);
    add(`lag:${sinceSkill}:${latest?.lastOutcome ?? -1}`, 1);
    add(`pause:${sinceAny}:${learner.lastOutcome}`, 1);
  }

  vector.firstOwn = vector.positions.length;
  const share = 1 / skillIds.length;
  add(`item:${itemId}`, 1);
  add(`item-ability:${itemId}`, 0.7 * learner.ability);
  add(`item-after:${itemId}:${learner.lastOutcome}`, 1);
  if (item !== undefined) add(`item-again:${itemId}`, item.lastOutcome > 0 ? 1 : -1);
  if (learner.lastItemId !== null) {
    add(`next:${learner.lastItemId}>${itemId}:${learner.lastOutcome}`, 1);
  }
  add(`skills:${skillIds.join(";")}`, 1);
  for (const id of skillIds) {
    add(`skill:${id}`, share);
    add(`skill-ability:${id}`, 0.7 * share * learner.ability);
    add(`skill-own:${id}`, 0.7 * share * summary.ability);
    add(`skill-practice:${id}`, 0.5 * share * Math.log1p(summary.attempts));
    add(`skill-form:${id}`, share * summary.medium);
  }
}

function lagBucket(lagSeconds: number, perBucket: number): number {
  return logBucket(Math.max(0, lagSeconds), 1 / perBucket, 14);
}
