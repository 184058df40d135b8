import { AppError } from "@byteos/contracts/errors";
import { ImportId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { importRepository } from "@byteos/db/repositories/import.repository";
import type { JobQueue } from "@byteos/integrations/queue/job-queue";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { importJob } from "./import-shape.ts";
import { enqueueOrLeave } from "./start-import.ts";

export const RetryImportInput = z.strictObject({ importId: ImportId });

/** Runs a failed import again from its beginning, with the same files. */
export async function retryImport({
  ctx,
  input,
  means,
}: UseCase & { readonly means: { readonly queue: JobQueue } }): Promise<void> {
  requireCapability(ctx, "document.import");
  const { importId } = RetryImportInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, importId };
  await asUser(ctx, async (tx) => {
    await importRepository.get(tx, ref);
    if (!(await importRepository.move(tx, ref, ["failed"], "queued", { step: "queued" }))) {
      throw new AppError(
        "precondition",
        "import.not-failed",
        "Only an import that failed can be tried again.",
      );
    }
    await recordAudit(tx, ctx, {
      action: "import.retry",
      targetType: "import",
      targetId: importId,
    });
  });
  await enqueueOrLeave(means.queue, importJob, importId);
}
