import { AppError } from "@byteos/contracts/errors";
import type { Flashcard, PublishedModule } from "@byteos/contracts/module-content";
import type { MemberContext } from "@byteos/contracts/request-context";
import type { Tx } from "@byteos/db/transaction";
import { requireOpenModule } from "../enrollment/completion-order.ts";
import { getTakenCourse, type TakenCourse } from "../enrollment/own-enrollment.ts";

export interface FoundCard extends TakenCourse {
  readonly module: PublishedModule;
  readonly card: Flashcard;
}

/** A card of the version that the learner takes. Throws `enrollment.not-found`, `review.card-gone` or `module.locked`. */
export async function findCard(
  tx: Tx,
  ctx: MemberContext,
  { courseId, cardId }: { courseId: string; cardId: string },
): Promise<FoundCard> {
  const { enrollment, version } = await getTakenCourse(tx, ctx, courseId);
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
