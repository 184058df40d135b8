import type { PublicBlock } from "@byteos/contracts/block";
import { CourseId } from "@byteos/contracts/ids";
import type { PublishedCourse } from "@byteos/contracts/module-content";
import { Answer } from "@byteos/contracts/question";
import type { PublicQuestion } from "@byteos/contracts/question";
import { fewestToShow } from "@byteos/courseware/analytics/find-findings";
import { plainTextOfBlock } from "@byteos/courseware/blocks/plain-text";
import { readPublishedCourse } from "@byteos/courseware/blocks/read-module-content";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { courseStatRepository } from "@byteos/db/repositories/course-stat.repository";
import { courseVersionRepository } from "@byteos/db/repositories/course-version.repository";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { describeAnswer } from "./describe-answer.ts";

export const LoadCourseAnalyticsInput = z.strictObject({ courseId: CourseId });

export interface BlockLoss {
  readonly blockId: string;
  readonly moduleId: string;
  /** Place in the course: "3.2". */
  readonly place: string;
  readonly label: string;
  /** Learners who got through this block. */
  readonly reached: number;
  /** Learners who got through the block before and not through this one. */
  readonly lost: number;
}

export interface QuestionFigures {
  readonly blockId: string;
  readonly moduleId: string;
  readonly prompt: string;
  readonly moduleTitle: string;
  readonly learners: number;
  readonly attempts: number;
  /** 0 to 1: learners whose first answer was right. */
  readonly firstTryRate: number;
  /** -1 to 1; null with too few learners. */
  readonly discrimination: number | null;
  readonly medianSecs: number | null;
  /** Null when nobody or fewer than five people gave the same wrong answer. */
  readonly commonWrong: string | null;
}

export interface CourseDay {
  /** ISO date, UTC. */
  readonly day: string;
  readonly active: number;
  readonly enrolled: number;
  readonly completed: number;
}

export interface CourseAnalytics {
  readonly courseId: string;
  readonly title: string;
  readonly version: number | null;
  readonly estimatedMinutes: number;
  /** When the figures were counted; null before the first time. */
  readonly countedAt: Date | null;
  readonly learners: number;
  readonly started: number;
  readonly completed: number;
  readonly medianMinutes: number | null;
  /** Learners who are in each tenth of the course, 10 numbers. */
  readonly progress: readonly number[];
  /** Learners who got to the end of each module. */
  readonly modules: readonly {
    readonly id: string;
    readonly title: string;
    readonly reached: number;
  }[];
  readonly blocks: readonly BlockLoss[];
  readonly questions: readonly QuestionFigures[];
  /** The latest 90 days on which something happened, oldest first. */
  readonly days: readonly CourseDay[];
}

const Histogram = z.array(z.number()).catch([]);
const Wrong = z.array(z.object({ answerKey: z.string(), count: z.number() })).catch([]);

/** A question is known again by its beginning; the table shows two lines of it. */
const longestLabel = 120;

function labelOf(block: PublicBlock): string {
  const [first = ""] = plainTextOfBlock(block).split("\n");
  const words = first.trim();
  if (words === "") return block.type;
  return words.length > longestLabel ? `${words.slice(0, longestLabel - 1).trimEnd()}…` : words;
}

function lossesOf(
  course: PublishedCourse,
  reachedBy: ReadonlyMap<string, number>,
  started: number,
): BlockLoss[] {
  let before = started;
  return course.modules.flatMap((module, moduleIndex) =>
    module.blocks.map((block, blockIndex) => {
      const reached = Math.min(before, reachedBy.get(block.id) ?? 0);
      const loss = {
        blockId: block.id,
        moduleId: module.id,
        place: `${moduleIndex + 1}.${blockIndex + 1}`,
        label: labelOf(block),
        reached,
        lost: before - reached,
      };
      before = reached;
      return loss;
    }),
  );
}

function commonWrongOf(question: PublicQuestion, stored: unknown): string | null {
  const [top] = Wrong.parse(stored);
  // What one person typed would be theirs to read in it.
  if (top === undefined || top.count < fewestToShow) return null;
  try {
    return describeAnswer(question, Answer.parse(JSON.parse(top.answerKey)));
  } catch {
    return null;
  }
}

/** What learners did with a course: figures that were counted before, in the words of the current version. */
export async function loadCourseAnalytics({ ctx, input }: UseCase): Promise<CourseAnalytics> {
  requireCapability(ctx, "analytics.read");
  const { courseId } = LoadCourseAnalyticsInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId };
  return asUser(ctx, async (tx) => {
    const course = await courseRepository.get(tx, ref);
    const current = await courseVersionRepository.findCurrent(tx, ref);
    // The course was read with the person's own rights; a policy that asks again for each row of its figures
    // took longer than the figures themselves.
    const { stat, blocks, items, days } = await elevated(
      tx,
      "figures of a course the person may read",
      (service) => courseStatRepository.load(service, courseId),
    );
    const content = current === null ? null : readPublishedCourse(current.content);
    const started = stat?.started ?? 0;
    const losses =
      content === null
        ? []
        : lossesOf(
            content,
            new Map(blocks.map((block) => [block.blockId, block.learners])),
            started,
          );
    const itemsById = new Map(items.map((item) => [item.blockId, item]));
    const questions = (content?.modules ?? []).flatMap((module) =>
      module.blocks.flatMap((block): QuestionFigures[] => {
        const item = itemsById.get(block.id);
        if (block.type !== "question" || item === undefined || item.learners === 0) return [];
        return [
          {
            blockId: block.id,
            moduleId: module.id,
            prompt: labelOf(block),
            moduleTitle: module.title,
            learners: item.learners,
            attempts: item.attempts,
            firstTryRate: item.correctFirst / item.learners,
            discrimination: item.learners < fewestToShow ? null : item.discrimination,
            medianSecs: item.medianSecs,
            commonWrong: commonWrongOf(block.question, item.commonWrong),
          },
        ];
      }),
    );
    return {
      courseId,
      title: course.title,
      version: current?.version ?? null,
      estimatedMinutes: course.estimatedDurationMins,
      countedAt: stat?.updatedAt ?? null,
      learners: stat?.learners ?? 0,
      started,
      completed: stat?.completed ?? 0,
      medianMinutes: stat?.medianMinutes ?? null,
      progress: Histogram.parse(stat?.progressHistogram ?? []),
      modules: (content?.modules ?? []).map((module) => ({
        id: module.id,
        title: module.title,
        reached: losses.findLast((loss) => loss.moduleId === module.id)?.reached ?? 0,
      })),
      blocks: losses,
      questions,
      days,
    };
  });
}
