import { AppError } from "@byteos/contracts/errors";
import { CourseId, ModuleId } from "@byteos/contracts/ids";
import type { MemberContext } from "@byteos/contracts/request-context";
import { readModuleContent } from "@byteos/courseware/blocks/read-module-content";
import type { MappedModule } from "@byteos/courseware/mindmap/build-mind-map";
import { contentHash } from "@byteos/courseware/publish/content-hash";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import type { Tx } from "@byteos/db/transaction";
import { type ModuleText, passagesOfCourse } from "@byteos/retrieval/passages/course-passages";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import { lockedModulesOf, moduleLocked } from "../enrollment/completion-order.ts";
import { getTakenCourse } from "../enrollment/own-enrollment.ts";

/** Which text: the version that the learner takes, or the draft that a creator writes. */
export const CourseTextInput = z.strictObject({
  courseId: CourseId,
  /** One module; without it the whole course, as far as it is open. */
  moduleId: ModuleId.nullish(),
  from: z.enum(["published", "draft"]).default("published"),
});
type CourseTextInput = z.infer<typeof CourseTextInput>;

export interface CourseText {
  readonly title: string;
  readonly contentHash: string;
  readonly modules: readonly MappedModule[];
}

/**
 * The open modules with their passages. Throws `enrollment.not-found`, `module.locked`, `module.not-found`,
 * and forbidden for a draft without the right to write.
 */
export function readCourseText(
  tx: Tx,
  ctx: MemberContext,
  input: CourseTextInput,
): Promise<CourseText> {
  return input.from === "draft" ? readDraft(tx, ctx, input) : readPublished(tx, ctx, input);
}

async function readPublished(
  tx: Tx,
  ctx: MemberContext,
  { courseId, moduleId }: CourseTextInput,
): Promise<CourseText> {
  requireCapability(ctx, "course.take");
  const { enrollment, version } = await getTakenCourse(tx, ctx, courseId);
  const locked = await lockedModulesOf(tx, { enrollment, version });
  if (moduleId != null && locked.has(moduleId)) throw moduleLocked();
  const open = version.course.modules.filter(({ id }) => !locked.has(id));
  return {
    title: version.course.title,
    contentHash: version.contentHash,
    modules: withPassages(onlyModule(open, moduleId)),
  };
}

async function readDraft(
  tx: Tx,
  ctx: MemberContext,
  { courseId, moduleId }: CourseTextInput,
): Promise<CourseText> {
  requireCapability(ctx, "course.write");
  const ref = { orgId: ctx.actor.orgId, courseId };
  const course = await courseRepository.get(tx, ref);
  const rows = await moduleRepository.listWithContent(tx, ref);
  const modules = rows.map(({ id, title, content }) => ({
    id: ModuleId.parse(id),
    title,
    // Questions state nothing, and a draft's have their answers with them.
    blocks: readModuleContent(content).blocks.filter((block) => block.type !== "question"),
  }));
  return {
    title: course.title,
    contentHash: contentHash(modules),
    modules: withPassages(onlyModule(modules, moduleId)),
  };
}

function onlyModule(
  modules: readonly ModuleText[],
  moduleId: ModuleId | null | undefined,
): readonly ModuleText[] {
  if (moduleId == null) return modules;
  const one = modules.filter(({ id }) => id === moduleId);
  if (one.length === 0) {
    throw new AppError("not_found", "module.not-found", "This module does not exist.");
  }
  return one;
}

function withPassages(modules: readonly ModuleText[]): MappedModule[] {
  const passages = passagesOfCourse({ modules });
  return modules.map((module) => ({
    ...module,
    passages: passages.filter(({ moduleId }) => moduleId === module.id),
  }));
}
