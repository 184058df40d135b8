import type { CourseAnalytics } from "@byteos/usecases/analytics/load-course-analytics";

/** Something in the figures that deserves a look, with where to look. */
export interface Finding {
  readonly kind: "loss" | "unclear" | "hard";
  readonly title: string;
  readonly detail: string;
  readonly moduleId: string;
  readonly blockId: string;
}

const fewestLearners = 5;
const lowDiscrimination = 0.2;
const hardRate = 0.4;

/** The largest loss, questions that tell nothing, and questions most get wrong: those with most learners first. */
export function findFindings({
  blocks,
  questions,
}: Pick<CourseAnalytics, "blocks" | "questions">): Finding[] {
  const findings: Finding[] = [];
  const worst = blocks.reduce<(typeof blocks)[number] | null>(
    (most, block) => (block.lost > (most?.lost ?? 0) ? block : most),
    null,
  );
  if (worst !== null && worst.lost >= 2) {
    findings.push({
      kind: "loss",
      title: `Block ${worst.place} loses ${worst.lost} learners`,
      detail: `“${worst.label}”. ${worst.reached} of ${worst.reached + worst.lost} go on after it.`,
      moduleId: worst.moduleId,
      blockId: worst.blockId,
    });
  }
  for (const question of questions) {
    if (question.learners < fewestLearners) continue;
    const place = { moduleId: question.moduleId, blockId: question.blockId };
    if (question.discrimination !== null && question.discrimination < lowDiscrimination) {
      findings.push({
        kind: "unclear",
        title: `“${question.prompt}” does not discriminate`,
        detail: `People who know the rest and people who do not get it right about equally often (${question.discrimination.toFixed(2)}). The answer key or the wording may be wrong.`,
        ...place,
      });
    } else if (question.firstTryRate < hardRate) {
      findings.push({
        kind: "hard",
        title: `“${question.prompt}” is hard`,
        detail: `${Math.round(question.firstTryRate * 100)}% are right at first.${question.commonWrong === null ? "" : ` Most often they say: ${question.commonWrong}.`}`,
        ...place,
      });
    }
  }
  return findings.slice(0, 4);
}
