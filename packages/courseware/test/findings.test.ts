import { describe, expect, it } from "vitest";
import type { BlockReach, QuestionResult } from "../src/analytics/find-findings.ts";
import { findFindings } from "../src/analytics/find-findings.ts";

const block = (place: string, reached: number, lost: number): BlockReach => ({
  blockId: `block-${place}`,
  moduleId: "module",
  place,
  label: "A heading",
  reached,
  lost,
});
const question = (result: Partial<QuestionResult>): QuestionResult => ({
  blockId: "question",
  moduleId: "module",
  prompt: "Which?",
  learners: 100,
  firstTryRate: 0.7,
  discrimination: 0.4,
  commonWrong: null,
  ...result,
});

describe("findings", () => {
  it("say where learners stop, in numbers", () => {
    const [finding] = findFindings({
      blocks: [block("1.1", 118, 2), block("3.2", 89, 31)],
      questions: [],
    });
    expect(finding).toMatchObject({
      kind: "loss",
      title: "31 of 120 learners stop at block 3.2",
      affected: 31,
    });
  });

  it("say which questions are unclear, hard or too easy", () => {
    const kinds = (result: Partial<QuestionResult>) =>
      findFindings({ blocks: [], questions: [question(result)] }).map((finding) => finding.kind);
    expect(kinds({})).toEqual([]);
    expect(kinds({ discrimination: 0.05 })).toEqual(["unclear"]);
    expect(kinds({ firstTryRate: 0.2 })).toEqual(["hard"]);
    expect(kinds({ firstTryRate: 1, discrimination: null })).toEqual(["easy"]);
    expect(kinds({ firstTryRate: 1, learners: 12 })).toEqual([]);
  });

  it("quote the commonest wrong answer where one may be shown", () => {
    const [finding] = findFindings({
      blocks: [],
      questions: [question({ firstTryRate: 0.1, commonWrong: "Twelve" })],
    });
    expect(finding?.detail).toContain("Most often they say: Twelve.");
  });

  it("say nothing of fewer than five people", () => {
    expect(
      findFindings({
        blocks: [block("1.1", 1, 3)],
        questions: [question({ learners: 4, firstTryRate: 0 })],
      }),
    ).toEqual([]);
  });

  it("come with the most learners first, four at most", () => {
    const blocks = [block("1.1", 50, 10), block("1.2", 30, 20), block("1.3", 15, 15)];
    const questions = Array.from({ length: 6 }, (_, index) =>
      question({ blockId: `q${index}`, firstTryRate: 0.1 + index / 100 }),
    );
    const findings = findFindings({ blocks, questions });
    expect(findings).toHaveLength(4);
    expect(findings.map((finding) => finding.affected)).toEqual([90, 89, 88, 87]);
    expect(findFindings({ blocks, questions: [] }).map((finding) => finding.blockId)).toEqual([
      "block-1.2",
      "block-1.3",
    ]);
  });
});
