import type { Block } from "@byteos/contracts/block";
import { isAppError } from "@byteos/contracts/errors";
import { CourseId, ModuleId } from "@byteos/contracts/ids";
import type { MemberContext } from "@byteos/contracts/request-context";
import { roleCan } from "@byteos/contracts/role";
import { estimateMinutes } from "@byteos/courseware/publish/estimate-minutes";
import { notFound } from "next/navigation";
import { cache } from "react";
import { env } from "../../env.ts";
import { requireMember } from "../../lib/session.ts";
import { loadEditor, loadTextsOfSources } from "./loaders.ts";
import { blockLines } from "./state/block-label.ts";
import { countSourced, missingRanges, rangeKey } from "./state/count-sourced.ts";
import type { SourceWords } from "./state/count-sourced.ts";
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

async function loadSourceWords(ctx: MemberContext, blocks: readonly Block[]): Promise<SourceWords> {
  const ranges = missingRanges(blocks, new Map());
  const { texts } = await loadTextsOfSources({
    ctx,
    input: {
      ranges: ranges.map(({ documentId, documentHash, start, end }) => ({
        documentId,
        documentHash,
        start,
        end,
      })),
    },
  });
  return new Map(ranges.map((range, index) => [rangeKey(range), texts[index] ?? null]));
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
      ...countSourced(blocks, await loadSourceWords(ctx, blocks)),
    },
    userId: ctx.actor.userId,
    isEditable: roleCan(ctx.actor.role, "course.write"),
    learnUrl: env().LEARN_URL,
  };
}
