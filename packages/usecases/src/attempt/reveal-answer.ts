import { AppError } from "@byteos/contracts/errors";
import { BlockId, CourseId } from "@byteos/contracts/ids";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { attemptRepository } from "@byteos/db/repositories/attempt.repository";
import { itemRepository } from "@byteos/db/repositories/item.repository";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { type AttemptResult, describeAttempt } from "./describe-attempt.ts";
import { findQuestion } from "./find-question.ts";
import { recordHelp } from "./record-help.ts";

export const RevealAnswerInput = z.strictObject({ courseId: CourseId, blockId: BlockId });

/**
 * Shows the answer of a question that the learner has tried. It is recorded: a right answer after it does
 * not count for the certificate. Throws `attempt.none` before the first attempt.
 */
export async function revealAnswer({ ctx, input }: UseCase): Promise<AttemptResult> {
  requireCapability(ctx, "course.take");
  const { courseId, blockId } = RevealAnswerInput.parse(input);
  const { userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const asked = await findQuestion(tx, ctx, { courseId, blockId });
    const { version, item, enrollment } = asked;
    const attempts = await attemptRepository.listLatest(tx, {
      enrollmentId: enrollment.id,
      courseVersionId: version.id,
      moduleId: item.moduleId,
    });
    const attempt = attempts.find((each) => each.blockId === blockId);
    if (attempt === undefined) {
      throw new AppError(
        "precondition",
        "attempt.none",
        "Try the question before you see its answer.",
      );
    }
    const given = await learningEventRepository.findHelp(tx, { userId, courseId, blockId });
    return elevated(tx, "show the answer of a tried question", async () => {
      const rubrics = await itemRepository.listRubrics(tx, { itemIds: [item.id] });
      const result = describeAttempt({
        version,
        rubric: rubrics.get(item.id),
        answer: attempt.answer,
        isRevealed: true,
      });
      if (!given.isRevealed && !result.isCorrect) {
        await recordHelp(tx, ctx, asked, { blockId, payload: { reveal: true } });
      }
      return result;
    });
  });
}
