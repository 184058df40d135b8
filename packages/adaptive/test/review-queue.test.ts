import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CardMemory, dayNumber } from "../src/scheduling/card-memory.ts";
import { createRecallModel, observeReview } from "../src/scheduling/recall-model.ts";
import { buildReviewQueue, type QueueCandidate } from "../src/scheduling/review-queue.ts";
import {
  dueWindow,
  gradeOfAnswer,
  idealInterval,
  isLeech,
  scheduleReview,
} from "../src/scheduling/schedule-review.ts";
import { parseRecallModel, serialiseRecallModel } from "../src/scheduling/stored-recall.ts";

const dayMs = 86_400_000;
const now = 20_000 * dayMs + 9 * 3_600_000;
const time = { atMs: now, utcOffsetMins: 0 };

const candidate = (id: string, over: Partial<QueueCandidate> = {}): QueueCandidate => ({
  id,
  siblingKey: id,
  dueAtMs: now - 1,
  recall: 0.9,
  isLeech: false,
  isRelearning: false,
  ...over,
});
const limits = {
  nowMs: now,
  dailyReviews: 50,
  dailyNew: 5,
  reviewedToday: 0,
  newToday: 0,
  siblingsToday: new Set<string>(),
};
const ids = (units: readonly QueueCandidate[]) => units.map(({ id }) => id);

describe("the review queue", () => {
  it("asks relearning first, then what is most at risk, then new ones, and nothing before its time", () => {
    const queue = buildReviewQueue(
      [
        candidate("new", { dueAtMs: null }),
        candidate("safe", { recall: 0.95 }),
        candidate("risky", { recall: 0.5 }),
        candidate("again", { isRelearning: true, dueAtMs: now + 60_000 }),
        candidate("next week", { dueAtMs: now + 7 * dayMs }),
      ],
      limits,
    );
    expect(ids(queue.now)).toEqual(["again", "risky", "safe", "new"]);
    expect(queue.later).toEqual([]);
  });

  it("buries siblings for the day, whether asked today already or now", () => {
    const queue = buildReviewQueue(
      [
        candidate("card", { siblingKey: "valves", recall: 0.4 }),
        candidate("question", { siblingKey: "valves", recall: 0.8 }),
        candidate("other", { siblingKey: "meters" }),
      ],
      { ...limits, siblingsToday: new Set(["meters"]) },
    );
    expect(ids(queue.now)).toEqual(["card"]);
    expect(ids(queue.later)).toEqual(["question", "other"]);
  });

  it("keeps within the day's limits and leaves leeches aside", () => {
    const units = [
      ...Array.from({ length: 4 }, (_, index) => candidate(`due-${index}`)),
      ...Array.from({ length: 4 }, (_, index) => candidate(`new-${index}`, { dueAtMs: null })),
      candidate("leech", { isLeech: true }),
    ];
    const queue = buildReviewQueue(units, {
      ...limits,
      dailyReviews: 7,
      reviewedToday: 1,
      dailyNew: 1,
    });
    expect(ids(queue.now)).toEqual(["due-0", "due-1", "due-2", "due-3", "new-0"]);
    expect(ids(queue.leeches)).toEqual(["leech"]);
    const full = buildReviewQueue(units, { ...limits, reviewedToday: 50 });
    expect(full.now).toEqual([]);
    expect(full.later).toHaveLength(8);
  });
});

describe("the next review", () => {
  it("comes at once after a lapse and later the better it went", () => {
    const after = (grade: 1 | 2 | 3 | 4) => {
      const review = { cardId: "c", grade, ...time, durationMs: 5_000, scheduledDays: 0 };
      const { memory } = observeReview(createRecallModel(), null, review);
      return scheduleReview({ grade, idealDays: idealInterval(memory), ...time }, () => 0);
    };
    expect(after(1)).toEqual({ scheduledDays: 0, dueAtMs: now + 600_000 });
    expect(after(3).scheduledDays).toBeGreaterThanOrEqual(after(2).scheduledDays);
    expect(after(4).scheduledDays).toBeGreaterThan(after(3).scheduledDays);
  });

  it("moves to a lighter day within its window, and to the ideal day when all weigh the same", () => {
    const idealDays = 20;
    const today = dayNumber(time);
    const even = scheduleReview({ grade: 3, idealDays, ...time }, () => 4);
    expect(even.scheduledDays).toBe(20);
    const load = (day: number) => (day === today + 19 ? 0 : 4);
    expect(scheduleReview({ grade: 3, idealDays, ...time }, load).scheduledDays).toBe(19);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 365 }), fc.array(fc.nat(30)), (ideal, loads) => {
        const { first, last } = dueWindow(ideal, time);
        const { scheduledDays } = scheduleReview(
          { grade: 3, idealDays: ideal, ...time },
          (day) => loads[day % Math.max(1, loads.length)] ?? 0,
        );
        expect(today + scheduledDays).toBeGreaterThanOrEqual(first);
        expect(today + scheduledDays).toBeLessThanOrEqual(last);
      }),
    );
  });

  it("is due when its day begins for the learner", () => {
    fc.assert(
      fc.property(fc.integer({ min: -720, max: 840 }), fc.nat(dayMs), (utcOffsetMins, past) => {
        const when = { atMs: now + past, utcOffsetMins };
        const { dueAtMs, scheduledDays } = scheduleReview(
          { grade: 3, idealDays: 4, ...when },
          () => 0,
        );
        const due = { atMs: dueAtMs, utcOffsetMins };
        expect(dayNumber(due)).toBe(dayNumber(when) + scheduledDays);
        expect(dayNumber({ ...due, atMs: dueAtMs - 1 })).toBe(dayNumber(due) - 1);
      }),
    );
  });

  it("calls a card a leech at six lapses and at every third after", () => {
    const leeches = Array.from({ length: 13 }, (_, lapses) => lapses).filter((lapses) =>
      isLeech({ lapses }),
    );
    expect(leeches).toEqual([6, 9, 12]);
  });

  it("reads a graded answer as a review, never as easy", () => {
    const grade = (isCorrect: boolean, hintsUsed: number, isSlow: boolean) =>
      gradeOfAnswer({ isCorrect, hintsUsed, isSlow });
    expect([grade(false, 0, false), grade(true, 1, false), grade(true, 0, true)]).toEqual([
      1, 2, 2,
    ]);
    expect(grade(true, 0, false)).toBe(3);
  });
});

describe("a stored recall model", () => {
  it("comes back as it was, and is refused when it is not one", () => {
    const model = createRecallModel();
    let memory: CardMemory | null = null;
    for (const [index, grade] of ([3, 3, 1, 2, 4] as const).entries()) {
      const review = { cardId: "c", grade, durationMs: 4_000, scheduledDays: 1, utcOffsetMins: 0 };
      ({ memory } = observeReview(model, memory, { ...review, atMs: now + index * 3 * dayMs }));
    }
    expect(parseRecallModel(serialiseRecallModel(model))).toEqual(model);
    expect(parseRecallModel("")).toEqual(createRecallModel());
    for (const text of ["{}", "[2]", "[1,[],[]]", "nonsense"]) {
      expect(() => parseRecallModel(text)).toThrow("not readable");
    }
  });
});
