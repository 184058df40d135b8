import { AppError } from "@byteos/contracts/errors";
import { CourseId, ModuleId } from "@byteos/contracts/ids";
import { ModuleContent } from "@byteos/contracts/module-content";
import { readModuleContent } from "@byteos/courseware/blocks/read-module-content";
import { asUser } from "@byteos/db/as-user";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const SaveModuleInput = z.strictObject({
  courseId: CourseId,
  moduleId: ModuleId,
  /** The revision that the edits were made on. */
  revision: z.int().positive(),
  content: ModuleContent,
});

export interface TheirModule {
  readonly revision: number;
  readonly content: ModuleContent;
  readonly changedBy: string | null;
  readonly changedAt: string;
}

export type SaveModuleResult =
  | { readonly status: "saved"; readonly revision: number; readonly savedAt: string }
  | { readonly status: "conflict"; readonly theirs: TheirModule }
  | { readonly status: "deleted" };

/**
 * Saves a module over the revision it was edited on. When somebody was faster nothing is written and the
 * other version comes back. Sending the same content twice is one change: a lost answer may be asked for again.
 */
export async function saveModule({ ctx, input }: UseCase): Promise<SaveModuleResult> {
  requireCapability(ctx, "course.write");
  const parsed = SaveModuleInput.safeParse(input);
  if (!parsed.success) {
    throw new AppError(
      "validation",
      "module.content-invalid",
      "Part of this module has a shape that cannot be saved.",
      {
        cause: parsed.error,
        details: { paths: parsed.error.issues.slice(0, 5).map((issue) => issue.path.join(".")) },
      },
    );
  }
  const { courseId, moduleId, revision, content } = parsed.data;
  const { orgId, userId } = ctx.actor;
  const ref = { orgId, courseId, moduleId };
  return asUser(ctx, async (tx) => {
    await courseRepository.lock(tx, ref);
    if (await moduleRepository.saveContent(tx, ref, { revision, content, updatedBy: userId })) {
      await courseRepository.touch(tx, ref);
      return { status: "saved", revision: revision + 1, savedAt: new Date().toISOString() };
    }
    const theirs = await moduleRepository.find(tx, ref);
    if (theirs === null) return { status: "deleted" };
    const theirContent = readModuleContent(theirs.content);
    if (JSON.stringify(theirContent) === JSON.stringify(content)) {
      return {
        status: "saved",
        revision: theirs.revision,
        savedAt: theirs.updatedAt.toISOString(),
      };
    }
    return {
      status: "conflict",
      theirs: {
        revision: theirs.revision,
        content: theirContent,
        changedBy: theirs.updatedByProfile?.fullName ?? null,
        changedAt: theirs.updatedAt.toISOString(),
      },
    };
  });
}
