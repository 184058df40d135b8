import { randomUUID } from "node:crypto";
import { AppError } from "@byteos/contracts/errors";
import { maxImportBytes } from "@byteos/courseware/import/parse-document";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { z } from "zod";
import { stageUploads } from "../asset/stage-uploads.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { safeFileName, uploadFolder } from "./import-ids.ts";

export const CreateImportUploadInput = z.strictObject({
  files: z
    .array(
      z.strictObject({
        fileName: z.string().trim().min(1).max(255),
        byteSize: z.int().nonnegative(),
      }),
    )
    .min(1, "Choose at least one file")
    .max(50, "Import at most 50 files at once"),
});

export interface ImportUpload {
  readonly fileName: string;
  /** Hand it to startImport once the upload has ended. */
  readonly storagePath: string;
  /** Takes the file's bytes by PUT, for two hours. */
  readonly uploadUrl: string;
}

/** Where the browser may put its files, so that they never pass through an app. */
export async function createImportUpload({
  ctx,
  input,
  means,
}: UseCase & { readonly means: { readonly storage: ObjectStorage } }): Promise<ImportUpload[]> {
  requireCapability(ctx, "document.import");
  const { files } = CreateImportUploadInput.parse(input);
  for (const file of files) {
    if (file.byteSize === 0) {
      throw new AppError("validation", "import.empty-file", `“${file.fileName}” is empty.`, {
        suggestion: "Check that the file opens on your computer and choose it again.",
      });
    }
    if (file.byteSize > maxImportBytes) {
      throw new AppError("limit", "import.too-large", `“${file.fileName}” is larger than 200 MB.`, {
        suggestion: "Split the document, or make its pictures smaller, and import the parts.",
      });
    }
  }
  const { orgId } = ctx.actor;
  const places = files.map(({ fileName }) => ({
    bucket: "documents" as const,
    path: `${uploadFolder(orgId)}/${randomUUID()}/${safeFileName(fileName)}`,
  }));
  const urls = await stageUploads(orgId, places, means);
  return files.map(({ fileName }, at) => ({
    fileName,
    storagePath: places[at]?.path ?? "",
    uploadUrl: urls[at] ?? "",
  }));
}
