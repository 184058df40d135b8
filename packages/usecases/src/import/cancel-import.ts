import { AppError } from "@byteos/contracts/errors";
import { ImportId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { importRepository, type ImportStatus } from "@byteos/db/repositories/import.repository";
import type { JobQueue } from "@byteos/integrations/queue/job-queue";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { cleanJob } from "./import-shape.ts";
import { enqueueOrLeave } from "./start-import.ts";

export const CancelImportInput = z.strictObject({ importId: ImportId });

/** Stops an import; whatever it stored is removed. A running one ends within two seconds. */
export async function cancelImport({
  ctx,
  input,
  means,
}: UseCase & { readonly means: { readonly queue: JobQueue } }): Promise<{ status: ImportStatus }> {
  requireCapability(ctx, "document.import");
  const { importId } = CancelImportInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, importId };
  const status = await asUser(ctx, async (tx) => {
    const after = await importRepository.requestCancel(tx, ref);
    if (after === null) {
      const current = await importRepository.get(tx, ref);
      if (current.status === "cancelled") return current.status;
      throw new AppError(
        "precondition",
        "import.already-done",
        "The course has been built already.",
        {
          suggestion: "Delete the course instead.",
        },
      );
    }
    await recordAudit(tx, ctx, {
      action: "import.cancel",
      targetType: "import",
      targetId: importId,
    });
    return after;
  });
  if (status === "cancelled") await enqueueOrLeave(means.queue, cleanJob, importId);
  return { status };
}
