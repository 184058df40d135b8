import { AppError } from "@byteos/contracts/errors";
import { ImportId } from "@byteos/contracts/ids";
import { ImportedDocument } from "@byteos/contracts/imported-document";
import { CourseOutline } from "@byteos/contracts/outline";
import { asUser } from "@byteos/db/as-user";
import { documentRepository } from "@byteos/db/repositories/document.repository";
import { importRepository } from "@byteos/db/repositories/import.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const SaveOutlineInput = z.strictObject({
  importId: ImportId,
  /** The revision that the change was made to. */
  revision: z.int().nonnegative(),
  outline: CourseOutline,
});

/** Keeps a creator's changes to the proposed outline. Conflict `import.outline-changed` when somebody was faster. */
export async function saveOutline({ ctx, input }: UseCase): Promise<{ revision: number }> {
  requireCapability(ctx, "document.import");
  const { importId, revision, outline } = SaveOutlineInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, importId };
  return asUser(ctx, async (tx) => {
    const documents = await documentRepository.listOfImport(tx, ref);
    requireKnownSections(
      outline,
      new Map(
        documents.map(({ id, structure }) => [
          id,
          ImportedDocument.parse(structure).elements.length,
        ]),
      ),
    );
    if (!(await importRepository.saveOutline(tx, ref, { revision, outline }))) {
      const current = await importRepository.get(tx, ref);
      throw current.status === "review"
        ? new AppError(
            "conflict",
            "import.outline-changed",
            "The outline was changed in another window.",
            {
              suggestion: "Reload to see the other changes, then make yours again.",
              details: { revision: current.outlineRevision },
            },
          )
        : new AppError(
            "precondition",
            "import.not-in-review",
            "This import is no longer up for review.",
          );
    }
    return { revision: revision + 1 };
  });
}

function requireKnownSections(outline: CourseOutline, lengths: ReadonlyMap<string, number>): void {
  for (const section of outline.modules.flatMap((module) => module.sections)) {
    const length = lengths.get(section.documentId);
    if (
      length === undefined ||
      section.endElement > length ||
      section.firstElement > section.endElement
    ) {
      throw new AppError(
        "validation",
        "import.outline-invalid",
        "The outline points at a place that the document does not have.",
      );
    }
  }
}
