import { randomUUID } from "node:crypto";
import { AppError } from "@byteos/contracts/errors";
import { maxImageBytes } from "@byteos/courseware/import/image-collector";
import { maxImportBytes } from "@byteos/courseware/import/parse-document";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { z } from "zod";
import { stageUploads } from "../asset/stage-uploads.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { safeFileName, uploadFolder } from "./import-ids.ts";
import { mostDocuments, mostPictures } from "./import-shape.ts";

export const CreateImportUploadInput = z.strictObject({
  files: z
    .array(
      z.strictObject({
        fileName: z.string().trim().min(1).max(255),
        byteSize: z.int().nonnegative(),
        /** A picture that a document beside it shows. */
        isPicture: z.boolean().default(false),
      }),
    )
    .min(1, "Choose at least one file")
    .max(mostDocuments + mostPictures, "These are too many files for one course"),
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
  const documents = files.filter((file) => !file.isPicture);
  const pictures = files.filter((file) => file.isPicture);
  if (documents.length > mostDocuments || pictures.length > mostPictures) {
    throw new AppError(
      "limit",
      "import.too-many-files",
      `One course takes ${mostDocuments} documents and ${mostPictures} pictures at most.`,
      { suggestion: "Import the folder in parts." },
    );
  }
  const largest = pictures.find((file) => file.byteSize > maxImageBytes);
  if (largest !== undefined) {
    throw new AppError(
      "limit",
      "import.picture-too-large",
      `“${largest.fileName}” is larger than 20 MB.`,
      {
        suggestion: "Make the picture smaller, or leave it out.",
      },
    );
  }
  for (const file of documents) {
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
