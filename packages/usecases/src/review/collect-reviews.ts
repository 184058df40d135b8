import {
  type CardMemory,
  dayNumber,
  type LearnerTime,
} from "@byteos/adaptive/scheduling/card-memory";
import type { RecallAlgorithm } from "@byteos/adaptive/scheduling/fit-recall";
import { predictRecall, type RecallModel } from "@byteos/adaptive/scheduling/recall-model";
import {
  buildReviewQueue,
  type QueueCandidate,
  type ReviewQueue,
} from "@byteos/adaptive/scheduling/review-queue";
import type { BlockId } from "@byteos/contracts/ids";
import type { Flashcard, PublishedModule } from "@byteos/contracts/module-content";
import type { PublicQuestion } from "@byteos/contracts/question";
import { cardSiblingKey } from "@byteos/courseware/skills/card-skills";
import {
  type ReviewCardRow,
  type ReviewOverview,
  reviewRepository,
} from "@byteos/db/repositories/review.repository";
import type { Tx } from "@byteos/db/transaction";
import { getPublishedVersion, type PublishedVersion } from "../enrollment/published-version.ts";
import { readRecallModel } from "../learner/read-learner-state.ts";
import { StoredCardMemory } from "./card-memory.ts";
import { recallAlgorithm } from "./recall-weights.ts";

/** Reviews, and new cards among them, that a day brings at most. */
const dailyReviews = 60;
const dailyNew = 12;
/** Reading, thinking and going on to the next, beside the learner's usual time for an answer. */
const overheadMs = 8_000;

export interface ReviewUnit extends QueueCandidate {
  readonly courseId: string;
  readonly version: PublishedVersion;
  readonly module: PublishedModule;
  readonly memory: CardMemory | null;
  readonly content:
    | { readonly kind: "card"; readonly card: Flashcard }
    | { readonly kind: "question"; readonly blockId: BlockId; readonly question: PublicQuestion };
}

export interface CollectedReviews {
  readonly queue: ReviewQueue<ReviewUnit>;
  readonly minutes: number;
  /** FSRS as it holds for this learner. */
  readonly algorithm: RecallAlgorithm;
  /** Seven days from today; today counts what is asked now. */
  readonly forecast: readonly { readonly day: string; readonly count: number }[];
}

interface EnrolledCourse {
  readonly id: string;
  readonly courseId: string;
  readonly courseVersionId: string;
}

/** One queue of the cards and questions of everything the learner takes. */
export async function collectReviews(
  tx: Tx,
  {
    orgId,
    userId,
    enrollments,
    now,
    utcOffsetMins,
  }: {
    orgId: string;
    userId: string;
    enrollments: readonly EnrolledCourse[];
    now: Date;
    utcOffsetMins: number;
  },
): Promise<CollectedReviews> {
  const overview = await reviewRepository.loadOverview(tx, { orgId, userId, now, utcOffsetMins });
  const recall = readRecallModel(overview.recall);
  const algorithm = recallAlgorithm(overview.recallWeights);
  const time = { atMs: now.getTime(), utcOffsetMins };
  const units: ReviewUnit[] = [];
  const wanted = new Set([
    ...overview.due.map(({ courseId }) => courseId),
    ...enrollments
      .filter(({ id }) => overview.started.some(({ enrollmentId }) => enrollmentId === id))
      .map(({ courseId }) => courseId),
  ]);
  for (const enrollment of enrollments) {
    const { courseId, courseVersionId } = enrollment;
    if (!wanted.has(courseId)) continue;
    const version = await getPublishedVersion(tx, { orgId, courseVersionId });
    units.push(...dueUnits(version, overview, { recall, algorithm, time }));
    units.push(...newUnits(version, overview, enrollment));
  }
  const queue = buildReviewQueue(units, {
    nowMs: now.getTime(),
    dailyReviews,
    dailyNew,
    reviewedToday: overview.today.length,
    newToday: overview.today.filter(({ isNew }) => isNew).length,
    siblingsToday: new Set(overview.today.map(({ siblingKey }) => siblingKey)),
  });
  return {
    queue,
    algorithm,
    minutes: (queue.now.length * (recall.usualDurationMs + overheadMs)) / 60_000,
    forecast: sevenDays(overview.forecast, {
      now,
      utcOffsetMins,
      dueNow: queue.now.length,
      waiting: queue.later.length,
    }),
  };
}

function dueUnits(
  version: PublishedVersion,
  overview: ReviewOverview,
  {
    recall,
    algorithm,
    time,
  }: { recall: RecallModel; algorithm: RecallAlgorithm; time: LearnerTime },
): ReviewUnit[] {
  return overview.due
    .filter(({ courseId }) => courseId === version.course.courseId)
    .flatMap((row) => {
      const found = findContent(version, row);
      if (found === null) return [];
      const memory = StoredCardMemory.parse(row.memory);
      const isLapsed =
        memory.lastDayOutcome === "lapsed" || memory.lastDayOutcome === "repeated-lapsed";
      return [
        {
          ...found,
          id: row.id,
          courseId: row.courseId,
          version,
          siblingKey: row.siblingKey,
          dueAtMs: row.dueAt.getTime(),
          memory,
          recall: predictRecall(recall, memory, time, algorithm),
          isLeech: row.isLeech,
          isRelearning: row.kind === "card" && isLapsed && memory.lastDay >= dayNumber(time),
        },
      ];
    });
}

function findContent(
  { course }: PublishedVersion,
  { kind, sourceId }: Pick<ReviewCardRow, "kind" | "sourceId">,
): Pick<ReviewUnit, "module" | "content"> | null {
  for (const module of course.modules) {
    if (kind === "card") {
      const card = module.cards.find(({ id }) => id === sourceId);
      if (card !== undefined) return { module, content: { kind, card } };
      continue;
    }
    const block = module.blocks.find(({ id }) => id === sourceId);
    if (block?.type === "question") {
      return { module, content: { kind, blockId: block.id, question: block.question } };
    }
  }
  return null;
}

/** Cards never reviewed, of modules that the learner has begun, in the order of the course. */
function newUnits(
  version: PublishedVersion,
  { known, started }: ReviewOverview,
  { id: enrollmentId, courseId }: EnrolledCourse,
): ReviewUnit[] {
  const begun = new Set(
    started.filter((each) => each.enrollmentId === enrollmentId).map(({ moduleId }) => moduleId),
  );
  const seen = new Set(
    known.filter((each) => each.courseId === courseId).map(({ sourceId }) => sourceId),
  );
  return version.course.modules
    .filter(({ id }) => begun.has(id))
    .flatMap((module) =>
      module.cards
        .filter(({ id }) => !seen.has(id))
        .map((card) => ({
          id: `new-${card.id}`,
          courseId,
          version,
          module,
          content: { kind: "card" as const, card },
          siblingKey: cardSiblingKey(version.course.courseId, module, card),
          dueAtMs: null,
          memory: null,
          recall: 0,
          isLeech: false,
          isRelearning: false,
        })),
    );
}

function sevenDays(
  counted: ReviewOverview["forecast"],
  {
    now,
    utcOffsetMins,
    dueNow,
    waiting,
  }: {
    now: Date;
    utcOffsetMins: number;
    dueNow: number;
    /** What is kept for tomorrow, so that today stays short. */
    waiting: number;
  },
): { day: string; count: number }[] {
  const localMs = now.getTime() + utcOffsetMins * 60_000;
  return Array.from({ length: 7 }, (_, index) => {
    const day = new Date(localMs + index * 86_400_000).toISOString().slice(0, 10);
    const count = counted.find((each) => each.day === day)?.count ?? 0;
    if (index === 0) return { day, count: dueNow };
    return { day, count: index === 1 ? count + waiting : count };
  });
}
