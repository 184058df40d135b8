import { describe, expect, it } from "vitest";
import { chooseItem } from "../src/action/choose-item.ts";
import { goalWeight } from "../src/action/goal-weight.ts";
import {
  type ActionCourse,
  type ActionWorld,
  chooseNextAction,
} from "../src/action/next-action.ts";
import { createLearnerState, type LearnerState } from "../src/mastery/learner-state.ts";
import { learnAboutLearner } from "../src/mastery/observe.ts";
import { startupWeights } from "../src/mastery/startup-weights.ts";
import { restoreModel } from "../src/mastery/stored-model.ts";
import { createRandom } from "./simulated-learners.ts";

const model = restoreModel(startupWeights);
const nowMs = Date.UTC(2026, 4, 4);
const dayMs = 86_400_000;

function practised(scores: Readonly<Record<string, readonly number[]>>): LearnerState {
  const learner = createLearnerState();
  let at = nowMs / 1_000 - 7_200;
  for (const [skillId, answers] of Object.entries(scores)) {
    answers.forEach((score, index) => {
      at += 60;
      const answer = { itemId: `${skillId}-${index}`, skillIds: [skillId], score, atSeconds: at };
      learnAboutLearner(learner, answer, model.difficulties.base);
    });
  }
  return learner;
}

const course = (over: Partial<ActionCourse> = {}): ActionCourse => ({
  courseId: "leaks",
  lesson: { moduleId: "closures", skillId: "closures", minutes: 8 },
  dueAtMs: null,
  isRequired: false,
  lastActiveAtMs: nowMs - dayMs,
  ...over,
});
const world = (over: Partial<ActionWorld> = {}): ActionWorld => ({
  nowMs,
  skills: [
    { skillId: "functions", courseId: "leaks", requires: [] },
    { skillId: "closures", courseId: "leaks", requires: ["functions"] },
  ],
  items: Array.from({ length: 6 }, () => ({ skillIds: ["functions"], easiness: 1.5 })),
  courses: [course()],
  review: { count: 0, minutes: 0, expectedLapses: 0 },
  ...over,
});

describe("the next action", () => {
  it("goes on with the lesson when what it builds on is known", () => {
    const action = chooseNextAction(model, practised({ functions: [1, 1, 1, 1, 1, 1] }), world());
    expect(action?.target).toEqual({ type: "lesson", courseId: "leaks", targetId: "closures" });
    expect(action?.inputs).toMatchObject({ skillId: "functions", evidenceCount: 6 });
  });

  it("serves the learner's own goal until it is reached, the sooner the nearer its day", () => {
    const learner = practised({ functions: [1, 0, 1, 1, 1, 0, 1, 1] });
    const withGoal = (target: number, dueAtMs: number | null) =>
      world({
        skills: [
          { skillId: "functions", courseId: "leaks", requires: [], target, goal: { dueAtMs } },
          { skillId: "closures", courseId: "leaks", requires: ["functions"] },
        ],
      });
    const scoreOf = (at: ActionWorld) => {
      const action = chooseNextAction(model, learner, at);
      const all = action === null ? [] : [action, ...action.others];
      return all.find(({ target }) => target.type === "practice");
    };
    const some = scoreOf(withGoal(0.95, null));
    const soon = scoreOf(withGoal(0.95, nowMs + dayMs));
    const past = scoreOf(withGoal(0.95, nowMs - dayMs));
    expect(some?.inputs).toMatchObject({ goalTarget: 0.95, goalDueAtMs: null });
    expect(soon?.score).toBeGreaterThan(some?.score ?? Infinity);
    expect(past?.score).toBe(some?.score);
    expect(chooseNextAction(model, learner, withGoal(0.95, nowMs + dayMs))?.target).toEqual({
      type: "practice",
      courseId: "leaks",
      targetId: "functions",
    });
    expect(scoreOf(withGoal(0.5, null))).toBeUndefined();
  });

  it("practises what the lesson builds on when it is weak, and says at what level it would not", () => {
    const learner = practised({ functions: [0, 0, 1, 0, 0, 0] });
    const action = chooseNextAction(model, learner, world());
    expect(action?.target).toEqual({ type: "practice", courseId: "leaks", targetId: "functions" });
    expect(action?.inputs.proficiency).toBeLessThan(0.6);
    expect(action?.counterfactual).toMatchObject({
      lever: "proficiency",
      skillId: "functions",
      direction: "above",
      instead: { type: "lesson", targetId: "closures" },
    });
    const at = action?.counterfactual?.at ?? 0;
    expect(at).toBeGreaterThan(action?.inputs.proficiency ?? 1);
  });

  it("has nothing to practise where no question is in reach", () => {
    const learner = practised({ functions: [0, 0, 0, 0] });
    const action = chooseNextAction(model, learner, world({ items: [] }));
    expect(action?.target.type).toBe("lesson");
  });

  it("reviews when much is about to be forgotten, and names the number that decides", () => {
    const learner = practised({ functions: [1, 1, 1, 1] });
    const review = { count: 30, minutes: 10, expectedLapses: 12 };
    const action = chooseNextAction(model, learner, world({ review }));
    expect(action?.target.type).toBe("review");
    expect(action?.counterfactual).toMatchObject({ lever: "reviews", direction: "below" });
    const fewer = { count: 1, minutes: 0.3, expectedLapses: 0.1 };
    expect(chooseNextAction(model, learner, world({ review: fewer }))?.target.type).toBe("lesson");
  });

  it("puts the course with the nearer deadline first", () => {
    const courses = [
      course(),
      course({
        courseId: "safety",
        lesson: { moduleId: "permits", skillId: null, minutes: 8 },
        dueAtMs: nowMs + 2 * dayMs,
      }),
    ];
    const action = chooseNextAction(model, createLearnerState(), world({ courses }));
    expect(action?.target).toMatchObject({ courseId: "safety", targetId: "permits" });
    const weights = [1, 7, 30, 90].map((days) =>
      goalWeight(course({ dueAtMs: nowMs + days * dayMs }), nowMs),
    );
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(goalWeight(course({ dueAtMs: nowMs - dayMs }), nowMs)).toBeGreaterThan(weights[0] ?? 9);
  });

  it("is nothing when there is nothing to do", () => {
    expect(chooseNextAction(model, createLearnerState(), world({ courses: [] }))).toBeNull();
  });
});

describe("the next item", () => {
  const learner = practised({ functions: [1, 0, 1, 1, 0, 1] });
  const items = Array.from({ length: 30 }, (_, index) => ({
    itemId: `item-${index}`,
    skillIds: [index % 2 === 0 ? "functions" : "loops"],
    answers: 10,
  }));
  const withEasiness = restoreModel(startupWeights);
  for (const [index, { itemId }] of items.entries()) {
    withEasiness.difficulties.items.set(itemId, { easiness: -3 + index * 0.2, answers: 10 });
  }
  const need = {
    atSeconds: nowMs / 1_000,
    needOf: (skillId: string) => (skillId === "functions" ? 1 : 0),
    askedIds: new Set<string>(),
  };

  it("is in the band and of the skill that needs it, and varies", () => {
    const random = createRandom(3);
    const chosen = Array.from({ length: 60 }, () =>
      chooseItem(withEasiness, learner, items, { ...need, random }),
    );
    for (const item of chosen) {
      expect(item?.isInBand).toBe(true);
      expect(Number(item?.itemId.slice(5)) % 2).toBe(0);
    }
    expect(new Set(chosen.map((item) => item?.itemId)).size).toBeGreaterThan(1);
  });

  it("is not one that was just asked while there is another", () => {
    const random = createRandom(4);
    const askedIds = new Set(items.slice(1).map(({ itemId }) => itemId));
    const left = chooseItem(withEasiness, learner, items, { ...need, askedIds, random });
    expect(left?.itemId).toBe("item-0");
    const all = new Set(items.map(({ itemId }) => itemId));
    expect(
      chooseItem(withEasiness, learner, items, { ...need, askedIds: all, random }),
    ).not.toBeNull();
    expect(chooseItem(withEasiness, learner, [], { ...need, random })).toBeNull();
  });

  it("leaves an item that all learners get alone for one that few have seen", () => {
    const same = [
      { itemId: "worn", skillIds: ["functions"], answers: 5_000 },
      { itemId: "fresh", skillIds: ["functions"], answers: 1 },
    ];
    const random = () => 0;
    expect(chooseItem(model, learner, same, { ...need, random })?.itemId).toBe("fresh");
  });
});
