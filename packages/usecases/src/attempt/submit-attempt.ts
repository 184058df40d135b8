import { AppError } from "@byteos/contracts/errors";
import { BlockId, CourseId } from "@byteos/contracts/ids";
import { Modality } from "@byteos/contracts/learning-event";
import { Answer, PublicQuestion, Rubric } from "@byteos/contracts/question";
import type { MemberContext } from "@byteos/contracts/request-context";
import { gradeAnswer } from "@byteos/courseware/grading/grade-answer";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { attemptRepository } from "@byteos/db/repositories/attempt.repository";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { itemRepository } from "@byteos/db/repositories/item.repository";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { countProgress, CourseProgress } from "../enrollment/count-progress.ts";
import { utcOffsetMins } from "../event/learner-clock.ts";
import { observeAnswer } from "../learner/observe-answer.ts";
import type { UseCase } from "../use-case.ts";
import { AttemptResult, describeAttempt } from "./describe-attempt.ts";
import { type AskedQuestion, findQuestion } from "./find-question.ts";

export const SubmitAttemptInput = z.strictObject({
  /** Made in the browser, unique per learner: sending an attempt again grades nothing twice. */
  clientId: z.uuid(),
  courseId: CourseId,
  blockId: BlockId,
  answer: Answer,
  durationSecs: z.number().min(0).max(86_400).nullish(),
  timeZone: z.string().max(64).optional(),
  /** The form in which the lesson is studied; text without it. */
  modality: Modality.optional(),
  /** Answered outside the lesson: the place to resume stays where it is. */
  isPractice: z.boolean().optional(),
});
export type SubmitAttemptInput = z.infer<typeof SubmitAttemptInput>;

export const SubmittedAttempt = z.strictObject({ result: AttemptResult, progress: CourseProgress });
export type SubmittedAttempt = z.infer<typeof SubmittedAttempt>;

/**
 * Grades an answer on the server and stores it with what follows: the block is done, progress moves, and the
 * certificate is issued when the course is complete, and the engine learns from it. The rubric is read after the answer is in.
 */
export async function submitAttempt({ ctx, input }: UseCase): Promise<SubmittedAttempt> {
  requireCapability(ctx, "course.take");
  const attempt = SubmitAttemptInput.parse(input);
  const { userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const asked = await findQuestion(tx, ctx, attempt);
    const { courseId, blockId } = attempt;
    const help = await learningEventRepository.findHelp(tx, { userId, courseId, blockId });
    return elevated(tx, "grade an attempt and move progress", async () => {
      const { version, enrollment, item } = asked;
      await enrollmentRepository.lock(tx, { orgId: ctx.actor.orgId, enrollmentId: enrollment.id });
      const rubrics = await itemRepository.listRubrics(tx, { itemIds: [item.id] });
      const rubric = Rubric.parse(rubrics.get(item.id));
      const answer = await storeOnce(tx, ctx, { asked, attempt, rubric, help });
      const progress = await countProgress(tx, ctx, { enrollmentId: enrollment.id });
      const { isRevealed } = help;
      return { result: describeAttempt({ version, rubric, answer, isRevealed }), progress };
    });
  });
}

/** Stores the attempt, or finds it stored before. Returns the answer that stands. */
async function storeOnce(
  tx: Tx,
  ctx: MemberContext,
  {
    asked,
    attempt,
    rubric,
    help,
  }: {
    asked: AskedQuestion;
    attempt: SubmitAttemptInput;
    rubric: Rubric;
    help: { hints: number; isRevealed: boolean };
  },
): Promise<unknown> {
  const { orgId, userId } = ctx.actor;
  const { enrollment, version, item } = asked;
  const { clientId, courseId, blockId, answer } = attempt;
  const earlier = await attemptRepository.findByClientId(tx, { orgId, userId, clientId });
  if (earlier !== null) {
    if (earlier.itemId === item.id) return earlier.answer;
    throw new AppError(
      "conflict",
      "attempt.id-reused",
      "This attempt belongs to another question.",
    );
  }
  const grade = gradeAnswer(rubric, answer, PublicQuestion.parse(item.publicQuestion));
  const enrollmentId = enrollment.id;
  const durationSecs = attempt.durationSecs ?? null;
  const isStored = await attemptRepository.addOnce(tx, {
    clientId,
    orgId,
    userId,
    enrollmentId,
    itemId: item.id,
    courseId,
    blockId,
    answer,
    score: grade.score,
    isCorrect: grade.isCorrect,
    hintsUsed: help.hints,
    durationSecs,
  });
  if (!isStored) {
    throw new AppError(
      "conflict",
      "attempt.id-reused",
      "This attempt belongs to another question.",
    );
  }
  await enrollmentRepository.addCompletedBlock(tx, {
    enrollmentId,
    blockId,
    moduleId: item.moduleId,
  });
  const now = new Date();
  const offset = utcOffsetMins(attempt.timeZone ?? "UTC", now);
  const observed = await observeAnswer(tx, ctx, asked, {
    clientId,
    blockId,
    score: grade.score,
    isCorrect: grade.isCorrect,
    help,
    durationSecs,
    now,
    utcOffsetMins: offset,
  });
  const { stored } = await learningEventRepository.addOnce(
    tx,
    { orgId, userId, utcOffsetMins: offset },
    [
      {
        clientId,
        enrollmentId,
        courseId,
        courseVersionId: version.id,
        moduleId: item.moduleId,
        blockId,
        type: "quiz_attempt",
        payload: { score: grade.score, correct: grade.isCorrect, ...observed.payload },
        modality: attempt.modality ?? "text",
        durationSecs,
        occurredAt: now,
        completesBlock: false,
        isPosition: attempt.isPractice !== true,
      },
    ],
  );
  // An id that another event has leaves no event of the answer: the engine learns from events alone.
  if (stored === 1) await observed.save();
  return answer;
}
