import { AppError } from "@byteos/contracts/errors";
import { ImportId } from "@byteos/contracts/ids";
import { CourseOutline } from "@byteos/contracts/outline";
import { asUser } from "@byteos/db/as-user";
import { importRepository } from "@byteos/db/repositories/import.repository";
import type { JobQueue } from "@byteos/integrations/queue/job-queue";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { buildJob } from "./import-shape.ts";
import { enqueueOrLeave } from "./start-import.ts";

export const BuildCourseInput = z.strictObject({
  importId: ImportId,
  /** The outline's revision that was accepted. */
  revision: z.int().nonnegative(),
});

/** Accepts the outline: the worker makes the course from it. */
export async function buildCourse({
  ctx,
  input,
  means,
}: UseCase & { readonly means: { readonly queue: JobQueue } }): Promise<void> {
  requireCapability(ctx, "document.import");
  requireCapability(ctx, "course.write");
  const { importId, revision } = BuildCourseInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, importId };
  await asUser(ctx, async (tx) => {
    const current = await importRepository.get(tx, ref);
    if (current.status === "building" || current.status === "done") return;
    const outline = CourseOutline.safeParse(current.outline).data;
    if (current.status !== "review" || outline === undefined) {
      throw new AppError(
        "precondition",
        "import.not-in-review",
        "This import is not up for review.",
      );
    }
    if (current.outlineRevision !== revision) {
      throw new AppError(
        "conflict",
        "import.outline-changed",
        "The outline was changed in another window.",
        {
          suggestion: "Reload to see the other changes.",
        },
      );
    }
    if (!outline.modules.some((module) => module.isIncluded && module.sections.length > 0)) {
      throw new AppError("validation", "import.outline-empty", "Keep at least one module.");
    }
    const progress = { step: "building", done: 0, total: outline.modules.length };
    if (!(await importRepository.move(tx, ref, ["review"], "building", progress))) {
      throw new AppError(
        "precondition",
        "import.not-in-review",
        "This import is not up for review.",
      );
    }
    await recordAudit(tx, ctx, {
      action: "import.accept-outline",
      targetType: "import",
      targetId: importId,
    });
  });
  await enqueueOrLeave(means.queue, buildJob, importId);
}
