import { easinessOf } from "@byteos/adaptive/mastery/features";
import { learnAboutLearner } from "@byteos/adaptive/mastery/observe";
import { serialiseLearnerState } from "@byteos/adaptive/mastery/stored-state";
import type { ReviewGrade } from "@byteos/adaptive/scheduling/card-memory";
import { serialiseRecallModel } from "@byteos/adaptive/scheduling/stored-recall";
import { CourseId, LocalId } from "@byteos/contracts/ids";
import type { MemberContext } from "@byteos/contracts/request-context";
import { cardSiblingKey, cardSkillSlugs } from "@byteos/courseware/skills/card-skills";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { learnerStateRepository } from "@byteos/db/repositories/learner-state.repository";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import { reviewRepository } from "@byteos/db/repositories/review.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { utcOffsetMins } from "../event/learner-clock.ts";
import { describeSkills } from "../learner/describe-skills.ts";
import { modelWith } from "../learner/mastery-parameters.ts";
import { readLearnerState, readRecallModel } from "../learner/read-learner-state.ts";
import { getSharedModel } from "../learner/shared-model.ts";
import type { UseCase } from "../use-case.ts";
import { findCard, type FoundCard } from "./find-card.ts";
import { recallAlgorithm } from "./recall-weights.ts";
import { recordReview } from "./record-review.ts";

export const GradeCardInput = z.strictObject({
  /** Made in the browser, unique per learner: sending a review again changes nothing. */
  clientId: z.uuid(),
  courseId: CourseId,
  cardId: LocalId,
  /** 1 again, 2 hard, 3 good, 4 easy. */
  grade: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  durationMs: z.int().min(0).max(3_600_000),
  timeZone: z.string().max(64).optional(),
});
export type GradeCardInput = z.infer<typeof GradeCardInput>;

export const GradedCard = z.strictObject({
  dueAt: z.iso.datetime(),
  /** 0 when it comes back today. */
  scheduledDays: z.number(),
  isLeech: z.boolean(),
});
export type GradedCard = z.infer<typeof GradedCard>;

/** A card that the learner graded says half of what an answer says, and only on a later day. */
const cardWeight = 0.5;
const scores: Readonly<Record<ReviewGrade, number>> = { 1: 0, 2: 0.75, 3: 1, 4: 1 };

/** Takes one review of a card: when it comes next, what it says of the skill, and the event, all at once. */
export async function gradeCard({ ctx, input }: UseCase): Promise<GradedCard> {
  requireCapability(ctx, "course.take");
  const review = GradeCardInput.parse(input);
  return asUser(ctx, async (tx) => {
    const found = await findCard(tx, ctx, review);
    return elevated(tx, "take a review into the learner's memory", () =>
      storeReview(tx, ctx, found, review),
    );
  });
}

async function storeReview(
  tx: Tx,
  ctx: MemberContext,
  found: FoundCard,
  review: GradeCardInput,
): Promise<GradedCard> {
  const { orgId, userId } = ctx.actor;
  const { clientId, courseId, cardId, grade, durationMs } = review;
  const { version, module, card, enrollment } = found;
  const slugs = cardSkillSlugs(version.course.courseId, module, card);
  const standing = await learnerStateRepository.lockForSkills(tx, { userId, orgId, slugs });
  const earlier = await reviewRepository.findLog(tx, { userId, clientId });
  if (earlier !== null) {
    const { dueAt, isLeech } = earlier.reviewCard;
    return { dueAt: dueAt.toISOString(), scheduledDays: earlier.scheduledDays, isLeech };
  }
  const now = new Date();
  const offset = utcOffsetMins(review.timeZone ?? "UTC", now);
  const recall = readRecallModel(standing.recall);
  const recorded = await recordReview(tx, recall, {
    orgId,
    userId,
    courseId,
    kind: "card",
    sourceId: cardId,
    moduleId: module.id,
    siblingKey: cardSiblingKey(version.course.courseId, module, card),
    clientId,
    grade,
    durationMs,
    now,
    utcOffsetMins: offset,
    algorithm: recallAlgorithm(standing.recallWeights),
  });
  if (recorded === null) throw new Error("A review of a card is always recorded");
  const learner = await readLearnerState(tx, { userId, state: standing.state });
  const before = serialiseLearnerState(learner);
  const shared = await getSharedModel(tx, { orgId, courseIds: [courseId] });
  const model = modelWith(shared, { items: [], skills: standing.skills });
  const skillIds = standing.skills.map(({ skillId }) => skillId);
  const atSeconds = now.getTime() / 1_000;
  const response = {
    itemId: `card:${cardId}`,
    skillIds,
    score: scores[grade],
    atSeconds,
    weight: cardWeight,
  };
  const isEvidence = recorded.isSpaced && skillIds.length > 0;
  const easiness = isEvidence ? easinessOf(model.difficulties, response) : 0;
  if (isEvidence) learnAboutLearner(learner, response, easiness);
  const { itemId, ...evidence } = response;
  await learningEventRepository.addOnce(tx, { orgId, userId, utcOffsetMins: offset }, [
    {
      clientId,
      enrollmentId: enrollment.id,
      courseId,
      courseVersionId: version.id,
      moduleId: module.id,
      blockId: null,
      type: "card_review",
      payload: { itemId, grade, ...(isEvidence ? { evidence: { ...evidence, easiness } } : {}) },
      modality: "flashcards",
      durationSecs: Math.round(durationMs / 1_000),
      occurredAt: now,
      completesBlock: false,
      isPosition: false,
    },
  ]);
  await learnerStateRepository.save(tx, {
    userId,
    state: serialiseLearnerState(learner),
    recall: serialiseRecallModel(recall),
    undo: { clientId, state: before, recall: standing.recall },
    skills: isEvidence
      ? describeSkills(model, learner, { skills: standing.skills, atSeconds })
      : [],
  });
  const { dueAt, scheduledDays, isLeech } = recorded;
  return { dueAt: dueAt.toISOString(), scheduledDays, isLeech };
}
