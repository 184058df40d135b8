import { randomUUID } from "node:crypto";
import { AppError } from "@byteos/contracts/errors";
import { cardSkillSlugs } from "@byteos/courseware/skills/card-skills";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { learnerStateRepository } from "@byteos/db/repositories/learner-state.repository";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import { reviewRepository } from "@byteos/db/repositories/review.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { describeSkills } from "../learner/describe-skills.ts";
import { modelWith } from "../learner/mastery-parameters.ts";
import { readLearnerState } from "../learner/read-learner-state.ts";
import { getSharedModel } from "../learner/shared-model.ts";
import type { UseCase } from "../use-case.ts";
import { CardBefore } from "./card-memory.ts";
import { findCard } from "./find-card.ts";

export const UndoReviewInput = z.strictObject({ clientId: z.uuid() });
export const UndoneReview = z.strictObject({ courseId: z.string(), cardId: z.string() });
export type UndoneReview = z.infer<typeof UndoneReview>;

const LastStep = z.object({ clientId: z.string(), state: z.string(), recall: z.string() });

/**
 * Takes back the latest review of a card: its memory, its place in the queue and what was learned of the
 * learner are as before. Throws `review.undo-too-late` once anything else was learned since.
 */
export async function undoReview({ ctx, input }: UseCase): Promise<UndoneReview> {
  requireCapability(ctx, "course.take");
  const { clientId } = UndoReviewInput.parse(input);
  const { orgId, userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const log = await reviewRepository.findLog(tx, { userId, clientId });
    if (log === null || log.reviewCard.orgId !== orgId || log.reviewCard.kind !== "card") {
      throw new AppError("not_found", "review.not-found", "There is no such review.");
    }
    const { courseId, sourceId: cardId } = log.reviewCard;
    const found = await findCard(tx, ctx, { courseId, cardId });
    return elevated(tx, "take back the learner's latest review", async () => {
      const { enrollment, version, module, card } = found;
      const slugs = cardSkillSlugs(version.course.courseId, module, card);
      const standing = await learnerStateRepository.lockForSkills(tx, { userId, orgId, slugs });
      const last = LastStep.safeParse(standing.undo);
      if (!last.success || last.data.clientId !== clientId) {
        throw new AppError(
          "precondition",
          "review.undo-too-late",
          "Only the latest review can be taken back.",
        );
      }
      const { state, recall } = last.data;
      await reviewRepository.restore(tx, {
        logId: log.id,
        cardId: log.reviewCard.id,
        before: log.before === null ? null : CardBefore.parse(log.before),
      });
      const now = new Date();
      await learningEventRepository.addOnce(tx, { orgId, userId, utcOffsetMins: 0 }, [
        {
          clientId: randomUUID(),
          enrollmentId: enrollment.id,
          courseId,
          courseVersionId: version.id,
          moduleId: module.id,
          blockId: null,
          type: "review_undo",
          payload: { itemId: `card:${cardId}` },
          modality: "flashcards",
          durationSecs: null,
          occurredAt: now,
          completesBlock: false,
          isPosition: false,
        },
      ]);
      const learner = await readLearnerState(tx, { userId, state });
      const skills = standing.skills.filter(({ skillId }) => learner.skills.has(skillId));
      const shared = await getSharedModel(tx, { orgId, courseIds: [courseId] });
      const model = modelWith(shared, { items: [], skills: standing.skills });
      await learnerStateRepository.save(tx, {
        userId,
        state,
        recall,
        undo: null,
        skills: describeSkills(model, learner, {
          skills,
          atSeconds: now.getTime() / 1_000,
        }),
      });
      return { courseId, cardId };
    });
  });
}
