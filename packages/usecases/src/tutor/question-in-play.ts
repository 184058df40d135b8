import type { PublicBlock } from "@byteos/contracts/block";
import { Answer, Rubric } from "@byteos/contracts/question";
import { plainText } from "@byteos/contracts/rich-text";
import { type AnswerGuard, makeAnswerGuard } from "@byteos/courseware/tutoring/answer-guard";
import { type HintLadder, hintLadder } from "@byteos/courseware/tutoring/hint-ladder";
import { elevated } from "@byteos/db/as-service";
import { attemptRepository } from "@byteos/db/repositories/attempt.repository";
import { itemRepository } from "@byteos/db/repositories/item.repository";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import type { Tx } from "@byteos/db/transaction";
import { contentWords, countShared, supportOf } from "@byteos/retrieval/evidence/content-words";
import { describeAnswer } from "../analytics/describe-answer.ts";
import type { PublishedVersion } from "../enrollment/published-version.ts";

type QuestionBlock = Extract<PublicBlock, { type: "question" }>;

/** A question that is open to the learner: not answered rightly yet, and not shown. */
export interface OpenQuestion {
  readonly block: QuestionBlock;
  readonly itemId: string;
  readonly moduleId: string;
  readonly moduleTitle: string;
  /** "Question 2": its number within its module. */
  readonly label: string;
  readonly prompt: string;
  readonly isOnScreen: boolean;
  readonly ladder: HintLadder;
  readonly hints: readonly string[];
  readonly guard: AnswerGuard;
  readonly rubric: Rubric;
  /** The latest answer, wrong so far. */
  readonly givenAnswer: { readonly answer: Answer; readonly words: string } | null;
}

const mostGuarded = 6;

function wordsOfQuestion({ question }: QuestionBlock): string {
  const parts = [plainText(question.prompt)];
  if ("options" in question)
    parts.push(...question.options.map(({ content }) => plainText(content)));
  if ("items" in question) parts.push(...question.items.map(({ content }) => plainText(content)));
  if ("segments" in question) {
    parts.push(...question.segments.map((segment) => ("text" in segment ? segment.text : "")));
  }
  return parts.join(" ");
}

/** Whether a message asks a question of the course over again, in its own words or nearly. */
function isAbout(message: string, block: QuestionBlock): boolean {
  const words = contentWords(message);
  const prompt = contentWords(plainText(block.question.prompt));
  const repeated = countShared(prompt, words);
  if (repeated >= 2 && repeated >= prompt.size / 2) return true;
  return words.size > 2 && supportOf(message, contentWords(wordsOfQuestion(block))) >= 0.6;
}

/**
 * The open questions that a message may be after, the one on screen first. Its rubrics are read here for
 * the guard and the hints; no model is ever sent one.
 */
export async function findOpenQuestions(
  tx: Tx,
  {
    userId,
    courseId,
    enrollmentId,
    version,
    blockId,
    message,
  }: {
    userId: string;
    courseId: string;
    enrollmentId: string;
    version: PublishedVersion;
    blockId: string | null;
    message: string;
  },
): Promise<OpenQuestion[]> {
  const all = version.course.modules.flatMap((module) =>
    module.blocks
      .filter((block): block is QuestionBlock => block.type === "question")
      .map((block, index) => ({ block, module, label: `Question ${index + 1}` })),
  );
  const meant = all
    .filter(({ block }) => block.id === blockId || isAbout(message, block))
    .toSorted((a, b) => Number(b.block.id === blockId) - Number(a.block.id === blockId))
    .slice(0, mostGuarded);
  if (meant.length === 0) return [];
  const tries = await attemptRepository.listTries(tx, {
    enrollmentId,
    courseVersionId: version.id,
    blockIds: meant.map(({ block }) => block.id),
  });
  const help = await learningEventRepository.listHelp(tx, { userId, courseId });
  const rubrics = await elevated(tx, "guard the answers of open questions", () =>
    itemRepository.listRubrics(tx, { itemIds: tries.map(({ itemId }) => itemId) }),
  );
  return meant.flatMap(({ block, module, label }): OpenQuestion[] => {
    const tried = tries.find((each) => each.blockId === block.id);
    const given = help.find((each) => each.blockId === block.id);
    if (tried === undefined || tried.isRight || given?.isRevealed === true) return [];
    const rubric = Rubric.parse(rubrics.get(tried.itemId));
    const hints = rubric.hints ?? [];
    const answer = tried.answer === null ? null : Answer.parse(tried.answer);
    return [
      {
        block,
        itemId: tried.itemId,
        moduleId: module.id,
        moduleTitle: module.title,
        label,
        prompt: plainText(block.question.prompt),
        isOnScreen: block.id === blockId,
        ladder: hintLadder({
          given: given?.hints ?? 0,
          written: hints.length,
          attempts: tried.tries,
        }),
        hints,
        guard: makeAnswerGuard(block.question, rubric),
        rubric,
        givenAnswer:
          answer === null ? null : { answer, words: describeAnswer(block.question, answer) },
      },
    ];
  });
}
