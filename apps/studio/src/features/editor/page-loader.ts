import { isAppError } from "@byteos/contracts/errors";
import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { roleCan } from "@byteos/contracts/role";
import { estimateMinutes } from "@byteos/courseware/publish/estimate-minutes";
import { notFound } from "next/navigation";
import { cache } from "react";
import { env } from "../../env.ts";
import { requireMember } from "../../lib/session.ts";
import { loadEditor } from "./loaders.ts";
import { blockLines } from "./state/block-label.ts";
import { countSourced } from "./state/count-sourced.ts";
import { aidsOf, noAids } from "./state/study-aids.ts";

const loadOnce = cache(async (courseId: string, moduleId: string | undefined) => {
  const ctx = await requireMember();
  if (!CourseId.safeParse(courseId).success) notFound();
  const known = ModuleId.safeParse(moduleId).success ? moduleId : undefined;
  try {
    return { ctx, course: await loadEditor(ctx, courseId, known) };
  } catch (error) {
    if (isAppError(error) && error.kind === "not_found") notFound();
    throw error;
  }
});

export async function loadEditorTitle(
  courseId: string,
  moduleId: string | undefined,
): Promise<string> {
  return (await loadOnce(courseId, moduleId)).course.title;
}

/** Everything the editor's first paint needs, and the blocks for the server to draw. */
export async function loadEditorPage(courseId: string, moduleId: string | undefined) {
  const { ctx, course } = await loadOnce(courseId, moduleId);
  const blocks = course.openModule?.content.blocks ?? [];
  return {
    blocks,
    start: {
      course: {
        id: course.id,
        title: course.title,
        description: course.description,
        difficulty: course.difficulty,
        revision: course.revision,
        status: course.status,
        version: course.version?.version ?? null,
      },
      documents: course.documents,
      modules: course.modules,
      openId: course.openModule?.id ?? null,
      lines: blockLines(blocks),
      aids: course.openModule === null ? noAids : aidsOf(course.openModule.content),
    },
    facts: {
      minutes: estimateMinutes(blocks),
      questions: blocks.filter((block) => block.type === "question").length,
      ...countSourced(blocks),
    },
    userId: ctx.actor.userId,
    isEditable: roleCan(ctx.actor.role, "course.write"),
    learnUrl: env().LEARN_URL,
  };
}
