import { AppError } from "@byteos/contracts/errors";
import { ImportId } from "@byteos/contracts/ids";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { importRepository } from "@byteos/db/repositories/import.repository";
import { rateLimitRepository } from "@byteos/db/repositories/rate-limit.repository";
import { stagedUploadRepository } from "@byteos/db/repositories/staged-upload.repository";
import type { JobQueue } from "@byteos/integrations/queue/job-queue";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { uploadFolder } from "./import-ids.ts";
import { importJob, ImportInputs } from "./import-shape.ts";

export const StartImportInput = z.strictObject({ inputs: ImportInputs });

/** Imports that one organisation may begin in an hour. */
export const importsPerHour = 120;

/**
 * Begins an import of uploaded files or of a web address; several files become one course. Pictures beside
 * documents are kept with the documents that show them, so their uploads stay on the list of what is removed.
 */
export async function startImport({
  ctx,
  input,
  means,
}: UseCase & { readonly means: { readonly queue: JobQueue } }): Promise<{ importId: ImportId }> {
  requireCapability(ctx, "document.import");
  const { inputs } = StartImportInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const { documents, pictures } = inputs;
  for (const file of [...documents, ...pictures]) {
    const isOwn =
      "url" in file ||
      (file.storagePath.startsWith(`${uploadFolder(orgId)}/`) && !file.storagePath.includes(".."));
    if (!isOwn)
      throw new AppError("not_found", "import.file-not-found", "This file was not uploaded here.");
  }
  const importId = await asUser(ctx, async (tx) => {
    const hits = await elevated(tx, "count imports of an organisation", (service) =>
      rateLimitRepository.hit(service, { bucket: `import:${orgId}`, windowSecs: 3_600 }),
    );
    if (hits > importsPerHour) {
      throw new AppError(
        "limit",
        "import.too-often",
        "Too many imports were started in the last hour.",
        {
          suggestion: "Wait a little, then try again.",
        },
      );
    }
    const id = await importRepository.create(tx, {
      orgId,
      createdBy: userId,
      inputs: [...documents, ...pictures],
      progress: { step: "queued", done: 0, total: 1, fileCount: documents.length },
    });
    await elevated(tx, "take uploads into use", (service) =>
      stagedUploadRepository.removeMany(
        service,
        orgId,
        documents.flatMap((file) =>
          "url" in file ? [] : [{ bucket: "documents" as const, path: file.storagePath }],
        ),
      ),
    );
    await recordAudit(tx, ctx, {
      action: "import.start",
      targetType: "import",
      targetId: id,
      details: { files: documents.length, pictures: pictures.length },
    });
    return id;
  });
  await enqueueOrLeave(means.queue, importJob, importId);
  return { importId: ImportId.parse(importId) };
}

/** The row itself is the order: when the queue does not answer, the worker's next look finds it. */
export async function enqueueOrLeave(
  queue: JobQueue,
  job: string,
  importId: string,
): Promise<void> {
  await queue.enqueue(job, { importId }).catch(() => undefined);
}
