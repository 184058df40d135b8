import { maxPathLength, normalisePath } from "@byteos/courseware/import/picture-paths";
import { z } from "zod";

const storagePath = z.string().min(1).max(1_000);
/** Where something was in the folder that was dropped. */
const PathInFolder = z
  .string()
  .min(1)
  .max(maxPathLength)
  .transform((path, context) => {
    const normal = normalisePath(path);
    if (normal !== null) return normal;
    context.addIssue({ code: "custom", message: "This path leaves the folder" });
    return z.NEVER;
  });

const DocumentInput = z.union([
  z.strictObject({
    fileName: z.string().min(1).max(255),
    path: PathInFolder.optional(),
    /** Path in the bucket `documents`. */
    storagePath,
  }),
  z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2_048) }),
]);
/** One document to read. */
export type DocumentInput = z.infer<typeof DocumentInput>;

const PictureInput = z.strictObject({ picture: PathInFolder, storagePath });
/** A picture that came with the documents, for those of them that show it. */
export type PictureInput = z.infer<typeof PictureInput>;

export const mostDocuments = 50;
export const mostPictures = 300;

/** `imports.inputs`: documents in their order, and pictures. */
export const ImportInputs = z
  .array(z.union([DocumentInput, PictureInput]))
  .max(mostDocuments + mostPictures)
  .transform((inputs) => ({
    documents: inputs.filter((input): input is DocumentInput => !("picture" in input)),
    pictures: inputs.filter((input): input is PictureInput => "picture" in input),
  }))
  .refine(({ documents }) => documents.length >= 1 && documents.length <= mostDocuments)
  .refine(({ pictures }) => pictures.length <= mostPictures);

export const importSteps = [
  "queued",
  "starting",
  "downloading",
  "reading",
  "pages",
  "storing",
  "outlining",
  "review",
  "building",
  "done",
] as const;

/** `imports.progress`: what is being done now, in counts. */
export const ImportProgress = z.object({
  step: z.enum(importSteps).catch("starting"),
  done: z.number().nonnegative().catch(0),
  total: z.number().nonnegative().catch(1),
  /** The file being worked on, and which one it is of how many. */
  fileName: z.string().optional().catch(undefined),
  fileNumber: z.number().optional().catch(undefined),
  fileCount: z.number().optional().catch(undefined),
  attempt: z.number().optional().catch(undefined),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

/** `imports.error`: why it failed, in words for its creator. */
export const ImportFailure = z.object({
  code: z.string(),
  message: z.string(),
  suggestion: z.string().optional(),
  fileName: z.string().optional(),
});
export type ImportFailure = z.infer<typeof ImportFailure>;

export const importJob = "import-run";
export const buildJob = "import-build";
export const cleanJob = "import-clean";
