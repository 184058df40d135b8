import { AppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { itemRepository, type ItemRow } from "@byteos/db/repositories/item.repository";
import type { Tx } from "@byteos/db/transaction";
import { requireOpenModule } from "../enrollment/completion-order.ts";
import { getTakenCourse, type TakenCourse } from "../enrollment/own-enrollment.ts";

export interface AskedQuestion extends TakenCourse {
  readonly item: ItemRow;
}

/**
 * A question of the version that the learner takes. Throws `enrollment.not-found`, `attempt.question-gone`
 * when that version has no such question, or `module.locked` when its module is not open yet.
 */
export async function findQuestion(
  tx: Tx,
  ctx: MemberContext,
  { courseId, blockId }: { courseId: string; blockId: string },
): Promise<AskedQuestion> {
  const { orgId } = ctx.actor;
  const { enrollment, version } = await getTakenCourse(tx, ctx, courseId);
  const { courseVersionId } = enrollment;
  const item = await itemRepository.findByBlock(tx, { orgId, courseVersionId, blockId });
  if (item === null) {
    throw new AppError(
      "not_found",
      "attempt.question-gone",
      "This version of the course does not have the question.",
      {
        suggestion: "Reload the page to see the course as it is now.",
      },
    );
  }
  await requireOpenModule(tx, { enrollment, version }, item.moduleId);
  return { enrollment, version, item };
}
