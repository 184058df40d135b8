import { AppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import {
  type EnrollmentRow,
  enrollmentRepository,
} from "@byteos/db/repositories/enrollment.repository";
import { itemRepository, type ItemRow } from "@byteos/db/repositories/item.repository";
import type { Tx } from "@byteos/db/transaction";
import { requireOpenModule } from "../enrollment/completion-order.ts";
import { getPublishedVersion, type PublishedVersion } from "../enrollment/published-version.ts";

export interface AskedQuestion {
  readonly enrollment: EnrollmentRow;
  readonly version: PublishedVersion;
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
  const { orgId, userId } = ctx.actor;
  const enrollment = await enrollmentRepository.findForCourse(tx, { orgId, userId, courseId });
  if (enrollment === null) {
    throw new AppError("not_found", "enrollment.not-found", "You are not enrolled in this course.");
  }
  const { courseVersionId } = enrollment;
  const version = await getPublishedVersion(tx, { orgId, courseVersionId });
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
