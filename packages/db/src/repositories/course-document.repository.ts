import { AppError } from "@byteos/contracts/errors";
import type { Tx } from "../transaction.ts";

export interface DocumentText {
  readonly id: string;
  readonly textHash: string;
  readonly text: string;
}

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

  /** The canonical texts alone: the structure around them is many times their size. */
  async listTexts(
    tx: Tx,
    { orgId, documentIds }: { orgId: string; documentIds: readonly string[] },
  ): Promise<DocumentText[]> {
    return tx.$queryRaw<DocumentText[]>`
      select id, text_hash as "textHash", structure->>'text' as text
      from public.documents
      where org_id = ${orgId}::uuid and id = any(${[...documentIds]}::uuid[])`;
  },
};
