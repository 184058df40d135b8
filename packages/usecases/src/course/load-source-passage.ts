import { AppError } from "@byteos/contracts/errors";
import { DocumentId } from "@byteos/contracts/ids";
import { ImportedDocument } from "@byteos/contracts/imported-document";
import { asUser } from "@byteos/db/as-user";
import { courseDocumentRepository } from "@byteos/db/repositories/course-document.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { sketchPage } from "./sketch-page.ts";
import type { PageSketchLine } from "./sketch-page.ts";

export const LoadSourcePassageInput = z.strictObject({
  documentId: DocumentId,
  documentHash: z.string().max(128),
  start: z.coerce.number().int().nonnegative(),
  end: z.coerce.number().int().nonnegative(),
});

export interface SourcePassage {
  readonly documentId: string;
  readonly title: string;
  readonly fileName: string;
  readonly page: number | null;
  readonly before: string;
  readonly text: string;
  readonly after: string;
  /** The document was read again since and its text is another; the range may not fit. */
  readonly isStale: boolean;
  /** The page as bars, in reading order; empty for documents without pages. */
  readonly sketch: readonly PageSketchLine[];
}

const contextCharacters = 260;

const startOfWord = (text: string, at: number) => {
  const space = text.indexOf(" ", at);
  return at === 0 || space === -1 ? at : space + 1;
};

/** The words a block was made from, in their surroundings. */
export async function loadSourcePassage({ ctx, input }: UseCase): Promise<SourcePassage> {
  requireCapability(ctx, "course.read");
  const { documentId, documentHash, start, end } = LoadSourcePassageInput.parse(input);
  const row = await asUser(ctx, (tx) =>
    courseDocumentRepository.getStructure(tx, { orgId: ctx.actor.orgId, documentId }),
  );
  const document = ImportedDocument.parse(row.structure);
  if (end < start || end > document.text.length) {
    throw new AppError(
      "not_found",
      "source.out-of-range",
      "This passage is no longer in the document.",
    );
  }
  const element = document.elements.find((element) => element.end > start);
  const page = element?.page ?? null;
  const from = startOfWord(document.text, Math.max(0, start - contextCharacters));
  const to = Math.min(document.text.length, end + contextCharacters);
  const lastSpace = document.text.lastIndexOf(" ", to);
  return {
    documentId,
    title: row.title,
    fileName: row.fileName,
    page,
    before: document.text.slice(Math.min(from, start), start),
    text: document.text.slice(start, end),
    after: document.text.slice(
      end,
      to === document.text.length || lastSpace < end ? to : lastSpace,
    ),
    isStale: row.textHash !== documentHash,
    sketch: page === null ? [] : sketchPage(document.elements, page, { start, end }),
  };
}
