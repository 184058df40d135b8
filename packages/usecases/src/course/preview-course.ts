import type { Block } from "@byteos/contracts/block";
import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { estimateMinutes } from "@byteos/courseware/publish/estimate-minutes";
import { asUser } from "@byteos/db/as-user";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { readDraft } from "./draft-course.ts";

export const PreviewCourseInput = z.strictObject({
  courseId: CourseId,
  moduleId: ModuleId.optional(),
});

export interface CoursePreview {
  readonly courseId: string;
  readonly title: string;
  readonly description: string;
  readonly modules: readonly {
    readonly id: string;
    readonly title: string;
    readonly minutes: number;
  }[];
  readonly module: {
    readonly id: string;
    readonly title: string;
    readonly blocks: readonly Block[];
  } | null;
}

/** The draft, unfinished questions included, for its authors' eyes. */
export async function previewCourse({ ctx, input }: UseCase): Promise<CoursePreview> {
  requireCapability(ctx, "course.read");
  const { courseId, moduleId } = PreviewCourseInput.parse(input);
  const { course } = await asUser(ctx, (tx) => readDraft(tx, { orgId: ctx.actor.orgId, courseId }));
  const shown = course.modules.find((module) => module.id === moduleId) ?? course.modules[0];
  return {
    courseId: course.id,
    title: course.title,
    description: course.description,
    modules: course.modules.map(({ id, title, content }) => ({
      id,
      title,
      minutes: estimateMinutes(content.blocks),
    })),
    module: shown ? { id: shown.id, title: shown.title, blocks: shown.content.blocks } : null,
  };
}
