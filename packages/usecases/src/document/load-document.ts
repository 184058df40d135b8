import { DocumentId } from "@byteos/contracts/ids";
import { ImportedDocument } from "@byteos/contracts/imported-document";
import { asUser } from "@byteos/db/as-user";
import { documentRepository } from "@byteos/db/repositories/document.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const LoadDocumentInput = z.strictObject({ documentId: DocumentId });

export interface DocumentView {
  readonly documentId: DocumentId;
  readonly title: string;
  readonly fileName: string;
  readonly sourceUrl: string | null;
  readonly byteSize: number;
  readonly wordCount: number;
  readonly createdAt: Date;
  readonly document: ImportedDocument;
}

/** A source document as it was read. */
export async function loadDocument({ ctx, input }: UseCase): Promise<DocumentView> {
  requireCapability(ctx, "course.read");
  const { documentId } = LoadDocumentInput.parse(input);
  const row = await asUser(ctx, (tx) =>
    documentRepository.get(tx, { orgId: ctx.actor.orgId, documentId }),
  );
  return {
    documentId,
    title: row.title,
    fileName: row.fileName,
    sourceUrl: row.sourceUrl,
    byteSize: Number(row.byteSize),
    wordCount: row.wordCount,
    createdAt: row.createdAt,
    document: ImportedDocument.parse(row.structure),
  };
}
