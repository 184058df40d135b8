import { expect, test } from "vitest";
import { findFindings } from "./findings.ts";

const block = (place: string, reached: number, lost: number) => ({
  blockId: `block-${place}`,
  moduleId: "module",
  place,
  label: "Fitting magnets",
  reached,
  lost,
});
const question = (firstTryRate: number, discrimination: number | null, learners = 30) => ({
  blockId: "question",
  moduleId: "module",
  prompt: "Which peak?",
  moduleTitle: "Peaks",
  learners,
  attempts: learners,
  firstTryRate,
  discrimination,
  medianSecs: 20,
  commonWrong: "The wider peak",
});

test("the largest loss is named with how many go on", () => {
  const [finding] = findFindings({
    blocks: [block("1.1", 57, 1), block("3.3", 50, 7)],
    questions: [],
  });
  expect(finding).toMatchObject({
    kind: "loss",
    blockId: "block-3.3",
    title: "Block 3.3 loses 7 learners",
  });
  expect(finding?.detail).toContain("50 of 57");
});

test("one learner leaving is no finding", () => {
  expect(findFindings({ blocks: [block("1.1", 9, 1)], questions: [] })).toEqual([]);
});

test("a question that tells nothing, and one that most get wrong", () => {
  expect(findFindings({ blocks: [], questions: [question(0.7, 0.09)] })[0]?.kind).toBe("unclear");
  expect(findFindings({ blocks: [], questions: [question(0.2, 0.5)] })[0]?.kind).toBe("hard");
  expect(findFindings({ blocks: [], questions: [question(0.9, 0.5)] })).toEqual([]);
});

test("too few people say nothing about a question", () => {
  expect(findFindings({ blocks: [], questions: [question(0, -1, 4)] })).toEqual([]);
});
