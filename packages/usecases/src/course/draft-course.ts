import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { readModuleContent } from "@byteos/courseware/blocks/read-module-content";
import type { DraftCourse } from "@byteos/courseware/publish/public-course";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import type { CourseRef } from "@byteos/db/repositories/course.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";

const Difficulty = z.enum(["beginner", "intermediate", "advanced"]).catch("beginner");

export interface ReadDraft {
  readonly course: DraftCourse;
  readonly currentHash: string | null;
  /** Revision of each module as read, by module id. */
  readonly revisions: ReadonlyMap<string, number>;
  readonly documentHashes: ReadonlyMap<string, string>;
}

/** The whole draft as it stands in this transaction. */
export async function readDraft(tx: Tx, ref: CourseRef): Promise<ReadDraft> {
  const course = await courseRepository.get(tx, ref);
  const modules = await moduleRepository.listWithContent(tx, ref);
  const documents = await courseRepository.listDocuments(tx, ref);
  return {
    course: {
      id: CourseId.parse(course.id),
      title: course.title,
      description: course.description,
      template: course.template,
      difficulty: Difficulty.parse(course.difficulty),
      modules: modules.map((module) => ({
        id: ModuleId.parse(module.id),
        title: module.title,
        content: readModuleContent(module.content),
      })),
    },
    currentHash: course.currentVersion?.contentHash ?? null,
    revisions: new Map(modules.map((module) => [module.id, module.revision])),
    documentHashes: new Map(documents.map((document) => [document.id, document.textHash])),
  };
}
