import { describe, expect, it } from "vitest";
import { evidenceOf } from "../src/mastery/evidence.ts";
import { createLearnerState } from "../src/mastery/learner-state.ts";
import { learnAboutLearner } from "../src/mastery/observe.ts";
import { estimateSkill } from "../src/mastery/skill-estimate.ts";
import { masteryTarget, skillGap } from "../src/mastery/skill-gap.ts";
import { startupWeights } from "../src/mastery/startup-weights.ts";
import { restoreModel, storeWeights } from "../src/mastery/stored-model.ts";

const model = restoreModel(startupWeights);
const start = 1_700_000_000;

function learnerWith(scores: readonly number[], weight = 1) {
  const learner = createLearnerState();
  scores.forEach((score, index) => {
    const answer = { itemId: `i-${index}`, skillIds: ["knots"], score, weight };
    learnAboutLearner(learner, { ...answer, atSeconds: start + index * 60 }, 0.5);
  });
  return learner;
}

describe("the estimate of a skill", () => {
  it("rises with right answers, falls with wrong ones and narrows with both", () => {
    const nothing = estimateSkill(model, createLearnerState(), "knots", start);
    const right = estimateSkill(model, learnerWith([1, 1, 1, 1, 1, 1]), "knots", start + 400);
    const wrong = estimateSkill(model, learnerWith([0, 0, 0, 0, 0, 0]), "knots", start + 400);
    expect(right.proficiency).toBeGreaterThan(nothing.proficiency + 0.05);
    expect(wrong.proficiency).toBeLessThan(nothing.proficiency - 0.2);
    const width = (e: { low: number; high: number; proficiency: number }) =>
      Math.log(e.high / (1 - e.high)) - Math.log(e.low / (1 - e.low));
    expect(width(right)).toBeLessThan(width(nothing) * 0.95);
    expect(right.low).toBeLessThan(right.proficiency);
    expect(right.high).toBeGreaterThan(right.proficiency);
    expect(right.evidenceCount).toBe(6);
  });

  it("falls and widens while the skill lies idle", () => {
    const learner = learnerWith([1, 1, 1, 0, 1]);
    const soon = estimateSkill(model, learner, "knots", start + 400);
    const later = estimateSkill(model, learner, "knots", start + 60 * 86_400);
    expect(later.proficiency).toBeLessThan(soon.proficiency);
    expect(later.high - later.low).toBeGreaterThan(soon.high - soon.low);
  });

  it("believes weaker evidence less", () => {
    const full = estimateSkill(model, learnerWith([0, 0, 0]), "knots", start + 200);
    const half = estimateSkill(model, learnerWith([0, 0, 0], 0.5), "knots", start + 200);
    expect(half.proficiency).toBeGreaterThan(full.proficiency);
  });

  it("comes out the same from stored weights", () => {
    const again = restoreModel(storeWeights(model, { keepsOwn: false, smallest: 0 }));
    const learner = learnerWith([1, 0, 1]);
    expect(estimateSkill(again, learner, "knots", start + 900)).toEqual(
      estimateSkill(model, learner, "knots", start + 900),
    );
  });
});

describe("evidence", () => {
  const plain = {
    score: 1,
    hintsUsed: 0,
    isRevealed: false,
    isRetry: false,
    durationSecs: 10,
    usualSecs: 12,
  };

  it("counts in full when an answer was given unaided, and a wrong one with or without help", () => {
    expect(evidenceOf(plain).weight).toBe(1);
    expect(evidenceOf({ ...plain, score: 0, hintsUsed: 3 }).weight).toBe(1);
  });

  it("is weaker after hints, when slow and when tried again, and nothing after the answer was shown", () => {
    const hinted = evidenceOf({ ...plain, hintsUsed: 1 }).weight;
    expect(hinted).toBeLessThan(1);
    expect(evidenceOf({ ...plain, hintsUsed: 2 }).weight).toBeLessThan(hinted);
    expect(evidenceOf({ ...plain, durationSecs: 60 }).weight).toBeLessThan(1);
    expect(evidenceOf({ ...plain, durationSecs: 60, usualSecs: null }).weight).toBe(1);
    expect(evidenceOf({ ...plain, isRetry: true }).weight).toBeLessThan(0.5);
    expect(evidenceOf({ ...plain, isRevealed: true }).weight).toBe(0);
  });
});

describe("a gap", () => {
  const estimate = { proficiency: 0.5, low: 0.4, high: 0.6, evidenceCount: 3 };

  it("opens well below the target with evidence, closes at the target and does not flicker between", () => {
    expect(skillGap(estimate, { wasOpen: false })).toBeCloseTo(
      (masteryTarget - 0.5) / masteryTarget,
    );
    expect(skillGap({ ...estimate, evidenceCount: 1 }, { wasOpen: false })).toBeNull();
    expect(skillGap({ ...estimate, proficiency: 0.75 }, { wasOpen: false })).toBeNull();
    expect(skillGap({ ...estimate, proficiency: 0.75 }, { wasOpen: true })).toBeGreaterThan(0);
    expect(skillGap({ ...estimate, proficiency: 0.8 }, { wasOpen: true })).toBeNull();
  });
});
