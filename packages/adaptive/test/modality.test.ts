import type { Modality } from "@byteos/contracts/learning-event";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addReward,
  chooseModality,
  compareModalities,
  createRewardTally,
  explorationShare,
  type RewardTally,
} from "../src/modality/modality-policy.ts";
import { createRandom } from "./simulated-learners.ts";

const forms: readonly Modality[] = ["text", "video", "audio", "mindmap", "flashcards"];

function tallied(rewards: Partial<Record<Modality, { count: number; mean: number }>>) {
  return new Map(
    Object.entries(rewards).map(([form, { count, mean }]): [Modality, RewardTally] => {
      const tally = createRewardTally();
      for (let index = 0; index < count; index++) addReward(tally, mean);
      return [form as Modality, tally];
    }),
  );
}

describe("the modality policy", () => {
  it("gives every form its floor and all of them together a whole", () => {
    fc.assert(
      fc.property(
        fc.subarray([...forms], { minLength: 1 }),
        fc.array(
          fc.record({
            form: fc.constantFrom(...forms),
            reward: fc.double({ min: -1, max: 1, noNaN: true }),
          }),
          { maxLength: 200 },
        ),
        fc.nat(),
        (available, rewards, seed) => {
          const pooled = new Map<Modality, RewardTally>();
          for (const { form, reward } of rewards) {
            const tally = pooled.get(form) ?? createRewardTally();
            addReward(tally, reward);
            pooled.set(form, tally);
          }
          const choice = chooseModality(available, { pooled, own: new Map() }, createRandom(seed));
          const shares = [...choice.propensities.values()];
          expect(available).toContain(choice.chosen);
          expect(Math.min(...shares)).toBeGreaterThanOrEqual(
            explorationShare / available.length - 1e-12,
          );
          expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  it("prefers the form that has helped, and says so only when the evidence is clear", () => {
    const clear = tallied({
      text: { count: 2_000, mean: 0.1 },
      video: { count: 2_000, mean: -0.05 },
    });
    const choice = chooseModality(
      ["text", "video"],
      { pooled: clear, own: new Map() },
      createRandom(1),
    );
    expect(choice.propensities.get("text")).toBeGreaterThan(0.9);
    expect(compareModalities(clear)).toMatchObject({
      better: "text",
      worse: "video",
      isClear: true,
    });

    const few = tallied({ text: { count: 12, mean: 0.2 }, video: { count: 9, mean: -0.2 } });
    expect(compareModalities(few)?.isClear).toBe(false);
    expect(compareModalities(tallied({ text: { count: 5, mean: 0.2 } }))).toBeNull();
  });

  it("claims nothing where forms do not differ, however often it looks", () => {
    const random = createRandom(7);
    let claims = 0;
    for (let world = 0; world < 40; world++) {
      const pooled = tallied({});
      for (let step = 0; step < 1_500; step++) {
        const form = forms[Math.floor(random() * forms.length)] ?? "text";
        const tally = pooled.get(form) ?? createRewardTally();
        addReward(tally, (random() < 0.7 ? 1 : 0) - 0.7);
        pooled.set(form, tally);
        if (step % 100 === 0 && compareModalities(pooled)?.isClear === true) claims++;
      }
    }
    expect(claims).toBe(0);
  });

  it("lets a learner's own evidence shift the pool only a little", () => {
    const pooled = tallied({
      text: { count: 3_000, mean: 0.05 },
      video: { count: 3_000, mean: 0.04 },
    });
    const own = tallied({ video: { count: 6, mean: 0.6 } });
    const choice = chooseModality(["text", "video"], { pooled, own }, createRandom(3));
    const video = choice.estimates.find((estimate) => estimate.modality === "video");
    expect(video?.mean).toBeGreaterThan(0.04);
    expect(video?.mean).toBeLessThan(0.08);
  });
});
