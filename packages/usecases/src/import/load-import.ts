import { CourseId, DocumentId, ImportId } from "@byteos/contracts/ids";
import { CourseOutline } from "@byteos/contracts/outline";
import { asUser } from "@byteos/db/as-user";
import { importRepository, type ImportStatus } from "@byteos/db/repositories/import.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { ImportFailure, ImportInputs, ImportProgress } from "./import-shape.ts";

export const LoadImportInput = z.strictObject({ importId: ImportId });

export interface ImportedFile {
  readonly documentId: DocumentId;
  readonly title: string;
  readonly fileName: string;
  readonly format: string;
  readonly pageCount: number | null;
  readonly wordCount: number;
}

export interface ImportView {
  readonly importId: ImportId;
  readonly status: ImportStatus;
  readonly isCancelling: boolean;
  /** File names or the address, as given. */
  readonly names: readonly string[];
  readonly progress: ImportProgress;
  readonly outline: CourseOutline | null;
  readonly outlineRevision: number;
  readonly failure: ImportFailure | null;
  readonly courseId: CourseId | null;
  readonly documents: readonly ImportedFile[];
}

export function namesOf(inputs: unknown): string[] {
  return (ImportInputs.safeParse(inputs).data?.documents ?? []).map((input) =>
    "url" in input ? input.url : input.fileName,
  );
}

/** One import as its page shows it; light enough to ask for twice a second. */
export async function loadImport({ ctx, input }: UseCase): Promise<ImportView> {
  requireCapability(ctx, "document.import");
  const { importId } = LoadImportInput.parse(input);
  const row = await asUser(ctx, (tx) =>
    importRepository.get(tx, { orgId: ctx.actor.orgId, importId }),
  );
  return {
    importId,
    // safe because the column's check constraint knows no other values
    status: row.status as ImportStatus,
    isCancelling: row.cancelRequestedAt !== null && row.status !== "cancelled",
    names: namesOf(row.inputs),
    progress: ImportProgress.parse(row.progress),
    outline: row.outline === null ? null : CourseOutline.parse(row.outline),
    outlineRevision: row.outlineRevision,
    failure: ImportFailure.safeParse(row.error).data ?? null,
    courseId: row.courseId === null ? null : CourseId.parse(row.courseId),
    documents: row.importDocuments.map(({ document }) => ({
      ...document,
      documentId: DocumentId.parse(document.id),
    })),
  };
}
