import { DocumentId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { courseDocumentRepository } from "@byteos/db/repositories/course-document.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

const Offset = z.int().nonnegative();
export const LoadSourceTextsInput = z.strictObject({
  ranges: z
    .array(
      z.strictObject({
        documentId: DocumentId,
        documentHash: z.string().max(128),
        start: Offset,
        end: Offset,
      }),
    )
    .max(10_000),
});

export interface SourceTexts {
  /** In the order asked for; null where the document is gone or its text is another by now. */
  readonly texts: readonly (string | null)[];
}

/** The words at places in documents, to see which sentences of a module still stand in their source. */
export async function loadSourceTexts({ ctx, input }: UseCase): Promise<SourceTexts> {
  requireCapability(ctx, "course.read");
  const { ranges } = LoadSourceTextsInput.parse(input);
  const documentIds = [...new Set(ranges.map((range) => range.documentId))];
  if (documentIds.length === 0) return { texts: [] };
  const rows = await asUser(ctx, (tx) =>
    courseDocumentRepository.listTexts(tx, { orgId: ctx.actor.orgId, documentIds }),
  );
  const documents = new Map(rows.map((row) => [row.id, row]));
  return {
    texts: ranges.map(({ documentId, documentHash, start, end }) => {
      const document = documents.get(documentId);
      if (document === undefined || document.textHash !== documentHash) return null;
      return end > document.text.length ? null : document.text.slice(start, end);
    }),
  };
}
