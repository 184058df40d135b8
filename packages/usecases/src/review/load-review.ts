import type { LearnerTime } from "@byteos/adaptive/scheduling/card-memory";
import type { RecallAlgorithm } from "@byteos/adaptive/scheduling/fit-recall";
import { previewIntervals } from "@byteos/adaptive/scheduling/schedule-review";
import type { BlockId, CourseId } from "@byteos/contracts/ids";
import type { PublicQuestion } from "@byteos/contracts/question";
import type { RichText } from "@byteos/contracts/rich-text";
import { asUser } from "@byteos/db/as-user";
import { enrollmentRepository } from "@byteos/db/repositories/enrollment.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { utcOffsetMins } from "../event/learner-clock.ts";
import type { UseCase } from "../use-case.ts";
import { collectReviews, type ReviewUnit } from "./collect-reviews.ts";

export const LoadReviewInput = z.strictObject({ timeZone: z.string().max(64).optional() });

interface ReviewPlace {
  readonly id: string;
  readonly courseId: CourseId;
  readonly courseTitle: string;
  readonly moduleId: string;
  readonly moduleTitle: string;
  readonly isNew: boolean;
  /** Chance that it is still known, 0 to 1; null for a new one. */
  readonly recall: number | null;
}

export type ReviewEntry =
  | (ReviewPlace & {
      readonly kind: "card";
      readonly cardId: string;
      readonly front: RichText;
      readonly back: RichText;
      /** Days until the next review after hard, good and easy. */
      readonly intervals: readonly [number, number, number];
    })
  | (ReviewPlace & {
      readonly kind: "question";
      readonly blockId: BlockId;
      readonly question: PublicQuestion;
    });

export interface ReviewView {
  readonly entries: readonly ReviewEntry[];
  /** All that is asked now; the entries are the first of them. */
  readonly dueCount: number;
  readonly minutes: number;
  readonly laterCount: number;
  readonly leeches: readonly {
    readonly id: string;
    readonly words: string;
    readonly courseId: string;
    readonly moduleId: string;
    readonly moduleTitle: string;
    readonly lapses: number;
  }[];
  readonly forecast: readonly { readonly day: string; readonly count: number }[];
}

const mostEntries = 25;

/** What to review now, in order, with what the page needs to ask it. Answers to questions stay behind. */
export async function loadReview({ ctx, input }: UseCase): Promise<ReviewView> {
  requireCapability(ctx, "course.take");
  const { timeZone = "UTC" } = LoadReviewInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const now = new Date();
  const offset = utcOffsetMins(timeZone, now);
  return asUser(ctx, async (tx) => {
    const enrollments = await enrollmentRepository.listForLearner(tx, { orgId, userId });
    const { queue, algorithm, minutes, forecast } = await collectReviews(tx, {
      orgId,
      userId,
      enrollments,
      now,
      utcOffsetMins: offset,
    });
    const time = { atMs: now.getTime(), utcOffsetMins: offset };
    return {
      entries: queue.now
        .slice(0, mostEntries)
        .map((unit) => describeUnit(unit, { time, algorithm })),
      dueCount: queue.now.length,
      minutes,
      laterCount: queue.later.length,
      leeches: queue.leeches.map(({ id, courseId, module, content, memory }) => ({
        id,
        words: wordsOf(content.kind === "card" ? content.card.front : content.question.prompt),
        courseId,
        moduleId: module.id,
        moduleTitle: module.title,
        lapses: memory?.lapses ?? 0,
      })),
      forecast,
    };
  });
}

const wordsOf = (content: RichText) => content.map((span) => span.text).join("");

function describeUnit(
  unit: ReviewUnit,
  { time, algorithm }: { time: LearnerTime; algorithm: RecallAlgorithm },
): ReviewEntry {
  const { version, module, memory, content } = unit;
  const place: ReviewPlace = {
    id: unit.id,
    courseId: version.course.courseId,
    courseTitle: version.course.title,
    moduleId: module.id,
    moduleTitle: module.title,
    isNew: memory === null,
    recall: memory === null ? null : unit.recall,
  };
  if (content.kind === "question") {
    const { blockId, question } = content;
    return { ...place, kind: "question", blockId, question };
  }
  const { id, front, back } = content.card;
  const intervals = previewIntervals(memory, time, algorithm);
  return { ...place, kind: "card", cardId: id, front, back, intervals };
}
