import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError, isAppError } from "@byteos/contracts/errors";
import { DocumentId } from "@byteos/contracts/ids";
import { countWords } from "@byteos/courseware/blocks/count-blocks";
import { proposeOutline } from "@byteos/courseware/outline/propose-outline";
import { asService } from "@byteos/db/as-service";
import { assetRepository } from "@byteos/db/repositories/asset.repository";
import { documentRepository } from "@byteos/db/repositories/document.repository";
import { importRepository, type ClaimedImport } from "@byteos/db/repositories/import.repository";
import { passageRepository } from "@byteos/db/repositories/passage.repository";
import type { Tx } from "@byteos/db/transaction";
import { passagesOfDocument } from "@byteos/retrieval/passages/document-passages";
import { cleanImport } from "./clean-import.ts";
import { stableUuid } from "./import-ids.ts";
import type { ImportMeans } from "./import-means.ts";
import { type ImportFailure, ImportInputs } from "./import-shape.ts";
import { ImportWatch } from "./import-watch.ts";
import { bringPictures, readInput, type ReadInput } from "./read-inputs.ts";

export interface RunImport {
  readonly importId: string;
  /** Ends with the worker's process: the import is then left for the next worker. */
  readonly signal: AbortSignal;
  readonly means: ImportMeans;
}

const mostAttempts = 3;

/**
 * The worker's part of an import: fetch, read, store, propose an outline. All rows are written in one
 * transaction at the end and files under names that repeat, so a worker that dies leaves nothing half-made
 * and the next one starts over. Returns false when another worker holds the import or it has ended.
 */
export async function runImport({ importId, signal, means }: RunImport): Promise<boolean> {
  const claimed = await asService("take an import from the queue", (tx) =>
    importRepository.claim(tx, importId, "running"),
  );
  if (claimed === null) return false;
  const watch = new ImportWatch(importId, "running", claimed.attempt, signal);
  const folder = await mkdtemp(join(means.tempDir, "import-"));
  try {
    if (claimed.attempt > mostAttempts) throw gaveUp();
    const read = await readAll(claimed, folder, watch, means);
    watch.report({ step: "outlining", done: 0, total: 1 });
    const outline = proposeOutline(
      read.map(({ documentId, document }) => ({ id: DocumentId.parse(documentId), document })),
    );
    await watch.stop();
    const isKept = await asService("store an imported document", async (tx) => {
      await storeDocuments(tx, claimed, read);
      return importRepository
        .settle(tx, importId, "running", {
          status: "review",
          outline,
          progress: { step: "review", done: read.length, total: read.length },
        })
        .then((isSettled) => {
          if (!isSettled) throw new ImportCancelled();
          return true;
        });
    });
    return isKept;
  } catch (error) {
    await watch.stop();
    await endBadly(error, {
      importId,
      step: "running",
      isCancelled: watch.isCancelled,
      signal,
      means,
    });
    return true;
  } finally {
    await watch.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Thrown inside a transaction so that it leaves no trace. */
export class ImportCancelled extends Error {}

function gaveUp(): AppError {
  return new AppError("limit", "import.gave-up", "Reading this document failed several times.", {
    suggestion: "Save the document again, or split it, and import the new file.",
  });
}

async function readAll(
  claimed: ClaimedImport,
  folder: string,
  watch: ImportWatch,
  means: ImportMeans,
): Promise<ReadInput[]> {
  const inputs = ImportInputs.parse(claimed.inputs);
  const pictures = await bringPictures(inputs.pictures, { folder, watch, means });
  const read: ReadInput[] = [];
  for (const [position, input] of inputs.documents.entries()) {
    watch.signal.throwIfAborted();
    const options = {
      importId: claimed.id,
      orgId: claimed.orgId,
      position,
      count: inputs.documents.length,
      folder,
      pictures,
      watch,
      means,
    };
    read.push(await readInput(input, options));
  }
  return read;
}

async function storeDocuments(
  tx: Tx,
  claimed: ClaimedImport,
  read: readonly ReadInput[],
): Promise<void> {
  const { id: importId, orgId, createdBy } = claimed;
  await documentRepository.removeUnused(tx, {
    orgId,
    documentIds: read.map(({ documentId }) => documentId),
  });
  await assetRepository.removeOfImport(tx, { orgId, importId });
  for (const input of read) {
    const assetId = stableUuid("original", input.documentId);
    await assetRepository.addMany(tx, [
      {
        id: assetId,
        orgId,
        uploaderId: createdBy,
        type: "document",
        storagePath: input.storagePath,
        metadata: { importId, fileName: input.fileName, byteSize: input.byteSize },
      },
      ...input.pictures.map(({ assetId: id, storagePath, metadata }) => ({
        id,
        orgId,
        uploaderId: createdBy,
        type: "image" as const,
        storagePath,
        metadata,
      })),
    ]);
    await documentRepository.add(tx, {
      id: input.documentId,
      orgId,
      createdBy,
      assetId,
      fileName: input.fileName,
      sourceUrl: input.sourceUrl,
      byteSize: input.byteSize,
      wordCount: countWords(input.document.text),
      structure: input.document,
    });
    await passageRepository.addOfDocument(
      tx,
      { orgId, documentId: input.documentId, contentHash: input.document.textHash },
      passagesOfDocument(input.document),
    );
    const images = input.pictures.map(({ imageKey, assetId: id }) => ({
      documentId: input.documentId,
      imageKey,
      assetId: id,
    }));
    await documentRepository.addImages(tx, images);
  }
  await documentRepository.linkToImport(
    tx,
    importId,
    read.map(({ documentId }) => documentId),
  );
}

interface BadEnd {
  readonly importId: string;
  readonly step: "running" | "building";
  readonly isCancelled: boolean;
  readonly signal: AbortSignal;
  readonly means: Pick<ImportMeans, "storage" | "onUnexpected">;
}

/** Cancelled: nothing stays. Process ending: the next worker goes on. Everything else: the creator reads why. */
export async function endBadly(
  error: unknown,
  { importId, step, isCancelled, signal, means }: BadEnd,
): Promise<void> {
  if (isCancelled || error instanceof ImportCancelled) return cleanImport({ importId, means });
  if (signal.aborted) {
    await asService("leave an import to the next worker", (tx) =>
      importRepository.release(tx, importId),
    );
    return;
  }
  const failure = describeFailure(error);
  if (failure.code === "import.unexpected") means.onUnexpected(importId, error);
  const isSettled = await asService("say why an import failed", (tx) =>
    importRepository.settle(tx, importId, step, {
      status: "failed",
      error: failure,
      progress: { step: "done", done: 0, total: 1 },
    }),
  );
  if (!isSettled) await cleanImport({ importId, means });
}

function describeFailure(error: unknown): ImportFailure {
  if (!isAppError(error) || error.kind === "internal") {
    return {
      code: "import.unexpected",
      message: "Something went wrong on our side.",
      suggestion: "Try again; if it fails again, tell your administrator.",
    };
  }
  const fileName = typeof error.details.fileName === "string" ? error.details.fileName : undefined;
  return {
    code: error.code,
    message: error.message,
    ...(error.suggestion === undefined ? {} : { suggestion: error.suggestion }),
    ...(fileName === undefined ? {} : { fileName }),
  };
}
