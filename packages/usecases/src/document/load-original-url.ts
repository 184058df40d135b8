import { AppError } from "@byteos/contracts/errors";
import { DocumentId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { documentRepository } from "@byteos/db/repositories/document.repository";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const LoadOriginalUrlInput = z.strictObject({ documentId: DocumentId });

/** Where the file itself can be downloaded for five minutes. */
export async function loadOriginalUrl({
  ctx,
  input,
  means,
}: UseCase & { readonly means: { readonly storage: ObjectStorage } }): Promise<string> {
  requireCapability(ctx, "course.read");
  const { documentId } = LoadOriginalUrlInput.parse(input);
  const row = await asUser(ctx, (tx) =>
    documentRepository.get(tx, { orgId: ctx.actor.orgId, documentId }),
  );
  const path = row.asset?.storagePath ?? null;
  if (path === null)
    throw new AppError("not_found", "document.file-gone", "The file itself was removed.");
  return means.storage.signedUrl({ bucket: "documents", path }, 300);
}
