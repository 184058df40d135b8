import { asService } from "@byteos/db/as-service";
import { assetRepository } from "@byteos/db/repositories/asset.repository";
import { documentRepository } from "@byteos/db/repositories/document.repository";
import { importRepository } from "@byteos/db/repositories/import.repository";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { documentIdOf, pictureFolder } from "./import-ids.ts";
import { ImportInputs } from "./import-shape.ts";

/** Removes all that a cancelled import stored: rows, pictures and the uploads. May run any number of times. */
export async function cleanImport({
  importId,
  means,
}: {
  readonly importId: string;
  readonly means: { readonly storage: ObjectStorage };
}): Promise<void> {
  const found = await asService("clean up after a cancelled import", async (tx) => {
    await importRepository.markCancelled(tx, importId);
    const row = await importRepository.findForCleaning(tx, importId);
    if (row === null) return null;
    const inputs = ImportInputs.safeParse(row.inputs).data ?? { documents: [], pictures: [] };
    const documentIds = inputs.documents.map((_, position) => documentIdOf(importId, position));
    await documentRepository.removeUnused(tx, { orgId: row.orgId, documentIds });
    await assetRepository.removeOfImport(tx, { orgId: row.orgId, importId });
    return { orgId: row.orgId, inputs, documentIds };
  });
  if (found === null) return;
  for (const documentId of found.documentIds) {
    await means.storage.removeFolder({
      bucket: "media",
      path: pictureFolder(found.orgId, documentId),
    });
  }
  await means.storage.removeFolder({
    bucket: "documents",
    path: `${found.orgId}/fetched/${importId}`,
  });
  await means.storage.remove(
    [...found.inputs.documents, ...found.inputs.pictures].flatMap((input) =>
      "url" in input ? [] : [{ bucket: "documents" as const, path: input.storagePath }],
    ),
  );
}
