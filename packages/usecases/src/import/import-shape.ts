import { z } from "zod";

/** One row of `imports.inputs`. */
export const ImportInput = z.union([
  z.strictObject({
    fileName: z.string().min(1).max(255),
    /** Path in the bucket `documents`. */
    storagePath: z.string().min(1).max(1_000),
  }),
  z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2_048) }),
]);
export type ImportInput = z.infer<typeof ImportInput>;
export const ImportInputs = z.array(ImportInput).min(1).max(50);

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
