/** Under this many people a part of a group is not shown by itself. */
export const fewestToShow = 5;

export interface BlockReach {
  readonly blockId: string;
  readonly moduleId: string;
  /** Place in the course: "3.2". */
  readonly place: string;
  readonly label: string;
  /** Learners who got through this block. */
  readonly reached: number;
  /** Learners who got through the block before and not through this one. */
  readonly lost: number;
}
export interface QuestionResult {
  readonly blockId: string;
  readonly moduleId: string;
  readonly prompt: string;
  readonly learners: number;
  /** 0 to 1: learners whose first answer was right. */
  readonly firstTryRate: number;
  /** -1 to 1; null with too few learners. */
  readonly discrimination: number | null;
  readonly commonWrong: string | null;
}

/** Something in the figures that deserves a look, with where to look. */
export interface Finding {
  readonly kind: "loss" | "unclear" | "hard" | "easy";
  readonly title: string;
  readonly detail: string;
  readonly moduleId: string;
  readonly blockId: string;
  /** Learners it concerns. */
  readonly affected: number;
}

const mostFindings = 4;
/** Below this a question hardly tells who knows the rest from who does not. */
const lowDiscrimination = 0.2;
const hardRate = 0.4;
const easyRate = 0.97;
const fewestToCallEasy = 20;
/** A loss is worth a word when it takes this share of those who came so far. */
const tellingLoss = 0.1;

const percent = (share: number) => `${Math.round(share * 100)}%`;

function findLosses(blocks: readonly BlockReach[]): Finding[] {
  return blocks
    .filter((block) => {
      const came = block.reached + block.lost;
      return came >= fewestToShow && block.lost >= 2 && block.lost / came >= tellingLoss;
    })
    .sort((a, b) => b.lost - a.lost)
    .slice(0, 2)
    .map((block) => ({
      kind: "loss",
      title: `${block.lost} of ${block.reached + block.lost} learners stop at block ${block.place}`,
      detail: `“${block.label}”. ${block.reached === 1 ? "1 goes" : `${block.reached} go`} on after it.`,
      moduleId: block.moduleId,
      blockId: block.blockId,
      affected: block.lost,
    }));
}

function findInQuestion(question: QuestionResult): Finding[] {
  const { learners, firstTryRate, discrimination, prompt, moduleId, blockId, commonWrong } =
    question;
  if (learners < fewestToShow) return [];
  const wrong = Math.round(learners * (1 - firstTryRate));
  const place = { moduleId, blockId, affected: wrong };
  if (discrimination !== null && discrimination < lowDiscrimination && firstTryRate < easyRate) {
    return [
      {
        kind: "unclear",
        title: `“${prompt}” does not discriminate`,
        detail: `People who know the rest and people who do not get it right about equally often (${discrimination.toFixed(2)}). The answer key or the wording may be wrong.`,
        ...place,
      },
    ];
  }
  if (firstTryRate < hardRate) {
    const often = commonWrong === null ? "" : ` Most often they say: ${commonWrong}.`;
    return [
      {
        kind: "hard",
        title: `“${prompt}” is hard`,
        detail: `${percent(firstTryRate)} of ${learners} are right at first.${often}`,
        ...place,
      },
    ];
  }
  if (firstTryRate >= easyRate && learners >= fewestToCallEasy) {
    return [
      {
        kind: "easy",
        title: `“${prompt}” asks too little`,
        detail: `${percent(firstTryRate)} of ${learners} are right at first.`,
        ...place,
      },
    ];
  }
  return [];
}

/** The largest losses, and questions that are unclear, hard or too easy: those that concern most learners first. */
export function findFindings(figures: {
  readonly blocks: readonly BlockReach[];
  readonly questions: readonly QuestionResult[];
}): Finding[] {
  return [...findLosses(figures.blocks), ...figures.questions.flatMap(findInQuestion)]
    .sort((a, b) => b.affected - a.affected)
    .slice(0, mostFindings);
}
