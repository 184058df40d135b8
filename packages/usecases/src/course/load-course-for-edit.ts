import { CourseId, ModuleId } from "@byteos/contracts/ids";
import type { ModuleContent } from "@byteos/contracts/module-content";
import { readModuleContent } from "@byteos/courseware/blocks/read-module-content";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import type { CourseStatus } from "@byteos/db/repositories/course.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const LoadCourseForEditInput = z.strictObject({
  courseId: CourseId,
  /** The module to open; the first one when it is left out or gone. */
  moduleId: ModuleId.optional(),
});

export interface EditableModule {
  readonly id: string;
  readonly title: string;
  readonly blockCount: number;
}

export interface OpenModule {
  readonly id: string;
  readonly title: string;
  readonly revision: number;
  readonly content: ModuleContent;
}

export interface SourceDocument {
  readonly id: string;
  readonly title: string;
  readonly fileName: string;
  readonly format: string;
  readonly sourceUrl: string | null;
  readonly pageCount: number | null;
  readonly textHash: string;
}

export interface EditableCourse {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly difficulty: "beginner" | "intermediate" | "advanced";
  readonly status: CourseStatus;
  readonly revision: number;
  readonly updatedAt: Date;
  readonly version: { readonly version: number; readonly publishedAt: Date } | null;
  readonly modules: readonly EditableModule[];
  /** Null when the course has no module. */
  readonly openModule: OpenModule | null;
  readonly documents: readonly SourceDocument[];
}

const Difficulty = z.enum(["beginner", "intermediate", "advanced"]).catch("beginner");
const Status = z.enum(["draft", "published", "archived"]).catch("draft");

export async function loadCourseForEdit({ ctx, input }: UseCase): Promise<EditableCourse> {
  requireCapability(ctx, "course.read");
  const { courseId, moduleId } = LoadCourseForEditInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, courseId };
  return asUser(ctx, async (tx) => {
    const course = await courseRepository.get(tx, ref);
    const modules = await moduleRepository.listOutline(tx, ref);
    const documents = await courseRepository.listDocuments(tx, ref);
    const toOpen = modules.find((module) => module.id === moduleId) ?? modules[0];
    const opened = toOpen ? await moduleRepository.get(tx, { ...ref, moduleId: toOpen.id }) : null;
    return {
      id: course.id,
      title: course.title,
      description: course.description,
      difficulty: Difficulty.parse(course.difficulty),
      status: Status.parse(course.status),
      revision: course.revision,
      updatedAt: course.updatedAt,
      version: course.currentVersion
        ? { version: course.currentVersion.version, publishedAt: course.currentVersion.publishedAt }
        : null,
      modules: modules.map(({ id, title, blockCount }) => ({ id, title, blockCount })),
      openModule: opened && {
        id: opened.id,
        title: opened.title,
        revision: opened.revision,
        content: readModuleContent(opened.content),
      },
      documents,
    };
  });
}
