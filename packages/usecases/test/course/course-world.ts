import { randomUUID } from "node:crypto";
import type { Block } from "@byteos/contracts/block";
import { BlockId } from "@byteos/contracts/ids";
import { emptyModuleContent } from "@byteos/contracts/module-content";
import type { ModuleContent } from "@byteos/contracts/module-content";
import type { MemberContext } from "@byteos/contracts/request-context";
import { makeModuleContent } from "@byteos/testing/factories";
import { createCourse } from "@byteos/usecases/course/create-course";
import { loadCourseForEdit } from "@byteos/usecases/course/load-course-for-edit";
import { saveModule } from "@byteos/usecases/course/save-module";

export interface EditedCourse {
  readonly courseId: string;
  readonly moduleId: string;
  readonly revision: number;
}

export function contentOf(...texts: readonly string[]): ModuleContent {
  const blocks = texts.map((text): Block => ({
    type: "paragraph",
    id: BlockId.parse(randomUUID()),
    content: [{ text }],
  }));
  return { ...emptyModuleContent, blocks };
}

/** A blank course as its author makes it. */
export async function makeCourse(ctx: MemberContext, title = "Leaks"): Promise<EditedCourse> {
  const { courseId } = await createCourse({ ctx, input: { title } });
  const { openModule } = await loadCourseForEdit({ ctx, input: { courseId } });
  if (openModule === null) throw new Error("A new course has a module");
  return { courseId, moduleId: openModule.id, revision: openModule.revision };
}

/** A course that can be published: one module with a paragraph and a complete question. */
export async function makeFinishedCourse(ctx: MemberContext): Promise<EditedCourse> {
  const course = await makeCourse(ctx);
  const content = makeModuleContent("leaks");
  const saved = await saveModule({ ctx, input: { ...course, content } });
  if (saved.status !== "saved") throw new Error("The first save goes through");
  return { ...course, revision: saved.revision };
}
