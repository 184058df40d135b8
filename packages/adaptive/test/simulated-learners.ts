import type { ItemResponse } from "../src/mastery/item-response.ts";

/** A small deterministic generator, so that a failing test fails again. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Learners who differ in ability and get better with practice, answering items that differ in easiness. */
export function simulateHistories(learnerCount: number, answers: number, seed: number) {
  const random = createRandom(seed);
  const easiness = Array.from({ length: 60 }, () => 3 * random() - 1.5);
  return Array.from({ length: learnerCount }, (_learner, learnerIndex): ItemResponse[] => {
    const ability = 3 * random() - 1.5;
    return Array.from({ length: answers }, (_answer, step): ItemResponse => {
      const index = Math.floor(random() * easiness.length);
      const logit = ability + (easiness[index] ?? 0) + 0.03 * step;
      return {
        itemId: `item-${index}`,
        skillIds: index % 5 === 0 ? [`skill-${index % 4}`, "skill-4"] : [`skill-${index % 4}`],
        score: random() < 1 / (1 + Math.exp(-logit)) ? 1 : 0,
        atSeconds: 1_000_000 + learnerIndex * 10 + step * 60,
      };
    });
  });
}
