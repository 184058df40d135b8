import { AppError } from "@byteos/contracts/errors";
import { BlockId, CourseId } from "@byteos/contracts/ids";
import { Rubric } from "@byteos/contracts/question";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { itemRepository } from "@byteos/db/repositories/item.repository";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { findQuestion } from "./find-question.ts";
import { recordHelp } from "./record-help.ts";

export const RequestHintInput = z.strictObject({
  courseId: CourseId,
  blockId: BlockId,
  /** 1 for the first hint; each comes after the one before. */
  number: z.int().min(1).max(5),
});

export const Hint = z.strictObject({ number: z.int(), total: z.int(), text: z.string() });
export type Hint = z.infer<typeof Hint>;

/** The next hint of a question, or one given before. Each is recorded once. */
export async function requestHint({ ctx, input }: UseCase): Promise<Hint> {
  requireCapability(ctx, "course.take");
  const { courseId, blockId, number } = RequestHintInput.parse(input);
  const { userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const asked = await findQuestion(tx, ctx, { courseId, blockId });
    const given = await learningEventRepository.findHelp(tx, { userId, courseId, blockId });
    return elevated(tx, "give a hint", async () => {
      const rubrics = await itemRepository.listRubrics(tx, { itemIds: [asked.item.id] });
      const hints = Rubric.parse(rubrics.get(asked.item.id)).hints ?? [];
      const text = hints[number - 1];
      if (text === undefined || number > given.hints + 1) {
        throw new AppError("not_found", "attempt.no-such-hint", "There is no such hint.");
      }
      if (number > given.hints)
        await recordHelp(tx, ctx, asked, { blockId, payload: { hint: number } });
      return { number, total: hints.length, text };
    });
  });
}
