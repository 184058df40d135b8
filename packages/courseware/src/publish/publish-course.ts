import { AppError } from "@byteos/contracts/errors";
import type { ModuleId } from "@byteos/contracts/ids";
import { PublishedCourse } from "@byteos/contracts/module-content";
import { checkPublishable } from "./check-publishable.ts";
import { contentHash } from "./content-hash.ts";
import { toPublicCourse } from "./public-course.ts";
import type { DraftCourse, PublicItem } from "./public-course.ts";

export interface PublicationItem extends PublicItem {
  readonly contentHash: string;
}
export interface PublicationObjective {
  readonly moduleId: ModuleId;
  readonly text: string;
}
/** Everything `course_versions`, `items` and `item_rubrics` need of one publication. */
export interface Publication {
  readonly published: PublishedCourse;
  readonly contentHash: string;
  readonly items: readonly PublicationItem[];
  readonly objectives: readonly PublicationObjective[];
  readonly blockCount: number;
  readonly questionCount: number;
  readonly estimatedMinutes: number;
}

/** Throws AppError precondition `course.not-publishable` with `details.problems` when anything blocks publishing. */
export function publishCourse(course: DraftCourse): Publication {
  const { problems } = checkPublishable(course);
  const [first] = problems;
  if (first) {
    throw new AppError("precondition", "course.not-publishable", first.message, {
      suggestion: "Mend what the list names, then publish again.",
      details: { problems },
    });
  }
  const { published: unparsed, items } = toPublicCourse(course);
  const published = PublishedCourse.parse(unparsed);
  return {
    published,
    contentHash: contentHash(published),
    items: items.map((item) => ({
      ...item,
      contentHash: contentHash([item.publicQuestion, item.rubric]),
    })),
    objectives: published.modules.flatMap((module) =>
      module.objectives.map((objective) => ({ moduleId: module.id, text: objective.text })),
    ),
    blockCount: published.modules.reduce((sum, module) => sum + module.blocks.length, 0),
    questionCount: items.length,
    estimatedMinutes: published.estimatedMinutes,
  };
}
