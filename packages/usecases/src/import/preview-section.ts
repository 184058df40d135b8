import { AppError } from "@byteos/contracts/errors";
import { ImportId, LocalId } from "@byteos/contracts/ids";
import { ImportedDocument } from "@byteos/contracts/imported-document";
import { CourseOutline } from "@byteos/contracts/outline";
import { asUser } from "@byteos/db/as-user";
import { documentRepository } from "@byteos/db/repositories/document.repository";
import { importRepository } from "@byteos/db/repositories/import.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const PreviewSectionInput = z.strictObject({ importId: ImportId, sectionId: LocalId });

/** Enough to recognise a section by; the whole comes with the course. */
const longestPreview = 1_200;

export interface SectionPreview {
  readonly text: string;
  readonly isShortened: boolean;
  readonly page: number | null;
}

/** The first words of a section of an outline under review, as they stand in the document. */
export async function previewSection({ ctx, input }: UseCase): Promise<SectionPreview> {
  requireCapability(ctx, "document.import");
  const { importId, sectionId } = PreviewSectionInput.parse(input);
  const { orgId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const { outline } = await importRepository.get(tx, { orgId, importId });
    const section = CourseOutline.safeParse(outline)
      .data?.modules.flatMap((module) => module.sections)
      .find(({ id }) => id === sectionId);
    if (section === undefined) {
      throw new AppError(
        "not_found",
        "import.section-not-found",
        "This section was changed in another window.",
      );
    }
    const { documentId, firstElement, endElement } = section;
    const row = await documentRepository.get(tx, { orgId, documentId });
    const { text, elements } = ImportedDocument.parse(row.structure);
    const inside = elements.slice(firstElement, endElement);
    const start = inside[0]?.start ?? 0;
    const end = inside.at(-1)?.end ?? start;
    return {
      text: text.slice(start, Math.min(end, start + longestPreview)).trim(),
      isShortened: end > start + longestPreview,
      page: inside[0]?.page ?? null,
    };
  });
}
