import { AppError } from "@byteos/contracts/errors";
import type { ImportedDocument } from "@byteos/contracts/imported-document";
import { jsonInput } from "../json-input.ts";
import type { Tx } from "../transaction.ts";

export interface NewDocument {
  readonly id: string;
  readonly orgId: string;
  readonly createdBy: string | null;
  readonly assetId: string;
  readonly fileName: string;
  readonly sourceUrl: string | null;
  readonly byteSize: number;
  readonly wordCount: number;
  readonly structure: ImportedDocument;
}

export const documentRepository = {
  async add(tx: Tx, { structure, byteSize, ...document }: NewDocument): Promise<void> {
    await tx.document.create({
      data: {
        ...document,
        byteSize: BigInt(byteSize),
        title: structure.title,
        format: structure.format,
        pageCount: structure.pageCount ?? null,
        language: structure.language ?? null,
        textHash: structure.textHash,
        structure: jsonInput(structure),
      },
    });
  },

  async addImages(
    tx: Tx,
    images: readonly { documentId: string; imageKey: string; assetId: string }[],
  ): Promise<void> {
    await tx.documentImage.createMany({ data: [...images] });
  },

  async linkToImport(tx: Tx, importId: string, documentIds: readonly string[]): Promise<void> {
    await tx.importDocument.createMany({
      data: documentIds.map((documentId, position) => ({ importId, documentId, position })),
    });
  },

  async linkToCourse(tx: Tx, courseId: string, documentIds: readonly string[]): Promise<void> {
    await tx.courseDocument.createMany({
      data: documentIds.map((documentId) => ({ courseId, documentId })),
    });
  },

  async get(tx: Tx, { orgId, documentId }: { orgId: string; documentId: string }) {
    const found = await tx.document.findFirst({
      where: { id: documentId, orgId },
      include: { asset: { select: { storagePath: true } } },
    });
    if (found === null) {
      throw new AppError("not_found", "document.not-found", "The source document was removed.");
    }
    return found;
  },

  /** The documents of an import in order, each with its pictures' assets. */
  async listOfImport(tx: Tx, { orgId, importId }: { orgId: string; importId: string }) {
    const rows = await tx.importDocument.findMany({
      where: { importId, document: { orgId } },
      orderBy: { position: "asc" },
      select: {
        document: {
          select: {
            id: true,
            structure: true,
            documentImages: { select: { imageKey: true, assetId: true } },
          },
        },
      },
    });
    return rows.map((row) => row.document);
  },

  /** Removes documents that no course draws on; the ids that were removed. */
  async removeUnused(
    tx: Tx,
    { orgId, documentIds }: { orgId: string; documentIds: readonly string[] },
  ): Promise<string[]> {
    const unused = await tx.document.findMany({
      where: { id: { in: [...documentIds] }, orgId, courseDocuments: { none: {} } },
      select: { id: true },
    });
    const ids = unused.map((document) => document.id);
    await tx.document.deleteMany({ where: { id: { in: ids }, orgId } });
    return ids;
  },
};
