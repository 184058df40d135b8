import { AppError } from "@byteos/contracts/errors";
import type { Tx } from "../transaction.ts";

export const courseDocumentRepository = {
  async getStructure(tx: Tx, { orgId, documentId }: { orgId: string; documentId: string }) {
    const document = await tx.document.findFirst({
      where: { id: documentId, orgId },
      select: { id: true, title: true, fileName: true, textHash: true, structure: true },
    });
    if (document === null) {
      throw new AppError("not_found", "document.not-found", "The source document was removed.");
    }
    return document;
  },
};
