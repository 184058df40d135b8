import { AppError } from "@byteos/contracts/errors";
import type { PublishedCourse } from "@byteos/contracts/module-content";
import type { PublicQuestion, Rubric } from "@byteos/contracts/question";
import { jsonInput } from "../json-input.ts";
import type { Tx } from "../transaction.ts";
import type { CourseRef } from "./course.repository.ts";

export interface NewVersion {
  readonly orgId: string;
  readonly courseId: string;
  readonly content: PublishedCourse;
  readonly contentHash: string;
  readonly objectives: readonly { readonly moduleId: string; readonly text: string }[];
  readonly blockCount: number;
  readonly questionCount: number;
  readonly publishedBy: string;
  readonly note: string;
}

export interface NewItem {
  readonly id: string;
  readonly moduleId: string;
  readonly blockId: string;
  readonly kind: string;
  readonly publicQuestion: PublicQuestion;
  readonly contentHash: string;
  readonly rubric: Rubric;
}

const summary = {
  id: true,
  version: true,
  contentHash: true,
  blockCount: true,
  questionCount: true,
  note: true,
  publishedAt: true,
  publishedByProfile: { select: { fullName: true } },
} as const;

export const courseVersionRepository = {
  async list(tx: Tx, { orgId, courseId }: CourseRef) {
    return tx.courseVersion.findMany({
      where: { orgId, courseId },
      select: summary,
      orderBy: { version: "desc" },
    });
  },

  async findCurrent(tx: Tx, { orgId, courseId }: CourseRef) {
    return tx.courseVersion.findFirst({
      where: { orgId, courseId },
      orderBy: { version: "desc" },
    });
  },

  async itemHashes(
    tx: Tx,
    { orgId, courseId, courseVersionId }: CourseRef & { courseVersionId: string },
  ) {
    return tx.item.findMany({
      where: { orgId, courseId, courseVersionId },
      select: { blockId: true, contentHash: true },
    });
  },

  async get(tx: Tx, { orgId, courseId, version }: CourseRef & { version: number }) {
    const found = await tx.courseVersion.findFirst({
      where: { orgId, courseId, version },
      include: { publishedByProfile: { select: { fullName: true } } },
    });
    if (found === null) {
      throw new AppError(
        "not_found",
        "version.not-found",
        "This version of the course does not exist.",
      );
    }
    return found;
  },

  /** The caller holds the course's lock: versions count up without gaps. */
  async create(
    tx: Tx,
    version: NewVersion,
  ): Promise<{ id: string; version: number; publishedAt: Date }> {
    const last = await tx.courseVersion.aggregate({
      where: { courseId: version.courseId },
      _max: { version: true },
    });
    return tx.courseVersion.create({
      data: {
        ...version,
        version: (last._max.version ?? 0) + 1,
        content: jsonInput(version.content),
        objectives: version.objectives.map((objective) => jsonInput(objective)),
      },
      select: { id: true, version: true, publishedAt: true },
    });
  },

  async addItems(
    tx: Tx,
    { orgId, courseId, courseVersionId }: CourseRef & { courseVersionId: string },
    items: readonly NewItem[],
  ): Promise<void> {
    if (items.length === 0) return;
    await tx.item.createMany({
      data: items.map(({ id, moduleId, blockId, kind, contentHash, ...item }) => ({
        id,
        moduleId,
        blockId,
        kind,
        contentHash,
        orgId,
        courseId,
        courseVersionId,
        publicQuestion: jsonInput(item.publicQuestion),
      })),
    });
    await tx.itemRubric.createMany({
      data: items.map((item) => ({ itemId: item.id, rubric: jsonInput(item.rubric) })),
    });
  },
};
