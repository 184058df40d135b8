import { z } from "zod";
import { DocumentId } from "./ids.ts";

/**
 * A place in an imported document: UTF-16 offsets into the document's canonical text,
 * start inclusive, end exclusive. `documentHash` is the hash of that text: a mismatch means stale.
 */
export const SourceRange = z
  .strictObject({
    documentId: DocumentId,
    documentHash: z.string().min(1).max(128),
    start: z.int().nonnegative(),
    end: z.int().nonnegative(),
    /** 1-based page where the range starts, for documents that have pages. */
    page: z.int().positive().optional(),
  })
  .refine((range) => range.end >= range.start, "A range ends after it starts");
export type SourceRange = z.infer<typeof SourceRange>;
