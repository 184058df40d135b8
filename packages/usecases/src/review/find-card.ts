import { AppError } from "@byteos/contracts/errors";
import type { Flashcard, PublishedModule } from "@byteos/contracts/module-content";
import type { MemberContext } from "@byteos/contracts/request-context";
import {
  type EnrollmentRow,
  enrollmentRepository,
} from "@byteos/db/repositories/enrollment.repository";
import type { Tx } from "@byteos/db/transaction";
import { requireOpenModule } from "../enrollment/completion-order.ts";
import { getPublishedVersion, type PublishedVersion } from "../enrollment/published-version.ts";

export interface FoundCard {
  readonly enrollment: EnrollmentRow;
  readonly version: PublishedVersion;
  readonly module: PublishedModule;
  readonly card: Flashcard;
}

/** A card of the version that the learner takes. Throws `enrollment.not-found`, `review.card-gone` or `module.locked`. */
export async function findCard(
  tx: Tx,
  ctx: MemberContext,
  { courseId, cardId }: { courseId: string; cardId: string },
): Promise<FoundCard> {
  const { orgId, userId } = ctx.actor;
  const enrollment = await enrollmentRepository.findForCourse(tx, { orgId, userId, courseId });
  if (enrollment === null) {
    throw new AppError("not_found", "enrollment.not-found", "You are not enrolled in this course.");
  }
  const { courseVersionId } = enrollment;
  const version = await getPublishedVersion(tx, { orgId, courseVersionId });
  for (const module of version.course.modules) {
    const card = module.cards.find(({ id }) => id === cardId);
    if (card === undefined) continue;
    await requireOpenModule(tx, { enrollment, version }, module.id);
    return { enrollment, version, module, card };
  }
  throw new AppError(
    "not_found",
    "review.card-gone",
    "This version of the course does not have the card.",
    { suggestion: "Reload the page to see what is due now." },
  );
}
