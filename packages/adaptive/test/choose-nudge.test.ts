import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chooseNudge,
  nudgesPerDay,
  type NudgeSignals,
  type PastNudge,
} from "../src/nudge/choose-nudge.ts";

const nowMs = Date.UTC(2026, 4, 4, 18);
const minute = 60_000;
const hour = 60 * minute;
const quiet: NudgeSignals = {
  stuck: null,
  wrongInARow: null,
  streak: null,
  reviewsDue: 0,
  deadline: null,
};
const stuck = { blockId: "block-01", tries: 2, seconds: 20 };
const choose = (signals: Partial<NudgeSignals>, past: readonly PastNudge[] = []) =>
  chooseNudge({ ...quiet, ...signals }, { past, nowMs });

describe("chooseNudge", () => {
  it("says nothing when nothing happened, or too little of it", () => {
    expect(choose({})).toBeNull();
    expect(choose({ stuck: { ...stuck, tries: 1 } })).toBeNull();
    expect(choose({ wrongInARow: { count: 2, blockId: "block-01" } })).toBeNull();
    expect(choose({ reviewsDue: 4 })).toBeNull();
    expect(choose({ streak: { days: 9, isActiveToday: true, hoursLeft: 1 } })).toBeNull();
    expect(choose({ streak: { days: 9, isActiveToday: false, hoursLeft: 12 } })).toBeNull();
    expect(choose({ streak: { days: 1, isActiveToday: false, hoursLeft: 1 } })).toBeNull();
    expect(choose({ deadline: { courseId: "c", daysLeft: 9, minutesLeft: 20 } })).toBeNull();
    expect(choose({ deadline: { courseId: "c", daysLeft: 1, minutesLeft: 0 } })).toBeNull();
  });

  it("knows each signal, what is on screen first", () => {
    expect(choose({ stuck, reviewsDue: 30 })).toEqual({
      signal: "stuck",
      subject: "stuck:block-01",
    });
    expect(choose({ stuck: { ...stuck, tries: 0, seconds: 180 } })?.signal).toBe("stuck");
    expect(choose({ wrongInARow: { count: 3, blockId: "block-02" } })?.signal).toBe(
      "wrong_in_a_row",
    );
    expect(
      choose({ reviewsDue: 9, deadline: { courseId: "c", daysLeft: 3, minutesLeft: 20 } }),
    ).toEqual({ signal: "deadline", subject: "deadline:c" });
    expect(choose({ streak: { days: 2, isActiveToday: false, hoursLeft: 7 } })?.signal).toBe(
      "streak",
    );
    expect(choose({ reviewsDue: 5 })).toEqual({ signal: "review_due", subject: "review_due" });
  });

  it("rests between two, and longer where nothing on screen calls for it", () => {
    const past = [{ subject: "deadline:c", atMs: nowMs - 6 * minute }];
    expect(choose({ reviewsDue: 9 }, past)).toBeNull();
    expect(choose({ stuck }, past)?.signal).toBe("stuck");
    expect(choose({ stuck }, [{ subject: "x", atMs: nowMs - 4 * minute }])).toBeNull();
    expect(choose({ reviewsDue: 9 }, [{ subject: "x", atMs: nowMs - 31 * minute }])?.signal).toBe(
      "review_due",
    );
  });

  it("turns to the next signal when the first was spoken of today", () => {
    const past = [{ subject: "stuck:block-01", atMs: nowMs - 2 * hour }];
    expect(choose({ stuck, reviewsDue: 9 }, past)?.signal).toBe("review_due");
    expect(choose({ stuck }, [{ ...past[0]!, atMs: nowMs - 25 * hour }])?.signal).toBe("stuck");
  });

  it("whatever happens, a day has a few at most and never the same twice", () => {
    const signals = fc.record({
      stuck: fc.option(
        fc.record({
          blockId: fc.constantFrom("block-01", "block-02"),
          tries: fc.nat(5),
          seconds: fc.nat(400),
        }),
      ),
      wrongInARow: fc.option(
        fc.record({ count: fc.nat(6), blockId: fc.constantFrom("block-01", "block-02") }),
      ),
      streak: fc.option(
        fc.record({ days: fc.nat(9), isActiveToday: fc.boolean(), hoursLeft: fc.nat(24) }),
      ),
      reviewsDue: fc.nat(20),
      deadline: fc.option(
        fc.record({
          courseId: fc.constantFrom("a", "b"),
          daysLeft: fc.nat(6),
          minutesLeft: fc.nat(90),
        }),
      ),
    });
    const visits = fc.array(fc.tuple(signals, fc.integer({ min: 1, max: 90 })), { maxLength: 80 });
    fc.assert(
      fc.property(visits, (all) => {
        const past: PastNudge[] = [];
        let atMs = nowMs;
        for (const [seen, waited] of all) {
          atMs += waited * minute;
          const chosen = chooseNudge(seen, { past, nowMs: atMs });
          if (chosen === null) continue;
          const day = past.filter((one) => atMs - one.atMs < 24 * hour);
          expect(day.length).toBeLessThan(nudgesPerDay);
          expect(day.map(({ subject }) => subject)).not.toContain(chosen.subject);
          past.push({ subject: chosen.subject, atMs });
        }
      }),
    );
  });
});
