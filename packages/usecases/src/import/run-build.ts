import { AppError } from "@byteos/contracts/errors";
import { AssetId, DocumentId } from "@byteos/contracts/ids";
import { ImportedDocument } from "@byteos/contracts/imported-document";
import { CourseOutline } from "@byteos/contracts/outline";
import type { DraftedModule } from "@byteos/courseware/draft/build-draft";
import { estimateMinutes } from "@byteos/courseware/publish/estimate-minutes";
import { asService } from "@byteos/db/as-service";
import { courseRepository } from "@byteos/db/repositories/course.repository";
import { documentRepository } from "@byteos/db/repositories/document.repository";
import { importRepository, type ClaimedImport } from "@byteos/db/repositories/import.repository";
import { moduleRepository } from "@byteos/db/repositories/module.repository";
import type { Tx } from "@byteos/db/transaction";
import { stableUuid } from "./import-ids.ts";
import type { ImportMeans } from "./import-means.ts";
import { ImportWatch } from "./import-watch.ts";
import { endBadly, ImportCancelled } from "./run-import.ts";

export interface RunBuild {
  readonly importId: string;
  readonly signal: AbortSignal;
  readonly means: Pick<ImportMeans, "storage" | "draftCourse" | "onUnexpected">;
}

/**
 * The worker's second part: a course from the accepted outline, written in one transaction together
 * with the import's end, so that it happens once however often a worker dies.
 */
export async function runBuild({ importId, signal, means }: RunBuild): Promise<boolean> {
  const claimed = await asService("take a course to build from the queue", (tx) =>
    importRepository.claim(tx, importId, "building"),
  );
  if (claimed === null) return false;
  const watch = new ImportWatch(importId, "building", claimed.attempt, signal);
  try {
    const outline = CourseOutline.parse(claimed.outline);
    const total = outline.modules.filter((module) => module.isIncluded).length;
    watch.report({ step: "building", done: 0, total });
    const documents = await asService("read the documents of a course to build", (tx) =>
      documentRepository.listOfImport(tx, { orgId: claimed.orgId, importId }),
    );
    if (documents.length === 0)
      throw new AppError(
        "precondition",
        "import.documents-gone",
        "The imported documents were removed.",
      );
    const modules = await means.draftCourse({
      outline,
      documents: documents.map(({ id, structure }) => ({
        id: DocumentId.parse(id),
        document: ImportedDocument.parse(structure),
      })),
      assetIds: new Map(
        documents.map(({ id, documentImages }) => [
          DocumentId.parse(id),
          new Map(
            documentImages.map(({ imageKey, assetId }) => [imageKey, AssetId.parse(assetId)]),
          ),
        ]),
      ),
      seed: importId,
      onModule: (done) => watch.report({ step: "building", done, total }),
      signal: watch.signal,
    });
    watch.signal.throwIfAborted();
    await watch.stop();
    await asService("store a course built from documents", (tx) =>
      storeCourse(
        tx,
        claimed,
        outline,
        modules,
        documents.map(({ id }) => id),
      ),
    );
    return true;
  } catch (error) {
    await watch.stop();
    await endBadly(error, {
      importId,
      step: "building",
      isCancelled: watch.isCancelled,
      signal,
      means,
    });
    return true;
  } finally {
    await watch.stop();
  }
}

async function storeCourse(
  tx: Tx,
  claimed: ClaimedImport,
  outline: CourseOutline,
  modules: readonly DraftedModule[],
  documentIds: readonly string[],
): Promise<void> {
  const { id: importId, orgId, createdBy } = claimed;
  const courseId = await courseRepository.addImported(tx, {
    id: stableUuid("course", importId),
    orgId,
    createdBy,
    title: outline.title,
    description: outline.description,
    estimatedDurationMins: modules.reduce(
      (sum, module) => sum + estimateMinutes(module.content.blocks),
      0,
    ),
  });
  for (const [orderIndex, module] of modules.entries()) {
    await moduleRepository.create(tx, {
      courseId,
      title: module.title,
      orderIndex,
      updatedBy: createdBy,
      content: module.content,
    });
  }
  await documentRepository.linkToCourse(tx, courseId, documentIds);
  const isSettled = await importRepository.settle(tx, importId, "building", {
    status: "done",
    courseId,
    progress: { step: "done", done: modules.length, total: modules.length },
  });
  if (!isSettled) throw new ImportCancelled();
}
