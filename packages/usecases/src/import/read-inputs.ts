import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError, isAppError } from "@byteos/contracts/errors";
import { maxImageBytes } from "@byteos/courseware/import/image-collector";
import { maxImportBytes, type ParsedDocument } from "@byteos/courseware/import/parse-document";
import type { ObjectRef } from "@byteos/integrations/storage/object-storage";
import { documentIdOf, pictureFolder, safeFileName, stableUuid } from "./import-ids.ts";
import type { ImportMeans, LocalPicture } from "./import-means.ts";
import type { DocumentInput, PictureInput } from "./import-shape.ts";
import type { ImportWatch } from "./import-watch.ts";

const extensionByType = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
} as const;

export interface StoredPicture {
  readonly assetId: string;
  readonly imageKey: string;
  readonly storagePath: string;
  readonly metadata: object;
}

export interface ReadInput {
  readonly documentId: string;
  readonly fileName: string;
  readonly sourceUrl: string | null;
  readonly storagePath: string;
  readonly byteSize: number;
  readonly document: ParsedDocument["document"];
  readonly pictures: readonly StoredPicture[];
}

export interface ReadInputOptions {
  readonly importId: string;
  readonly orgId: string;
  readonly position: number;
  readonly count: number;
  readonly folder: string;
  readonly pictures: readonly LocalPicture[];
  readonly watch: ImportWatch;
  readonly means: ImportMeans;
}

/** Brings one input here, reads it, and puts its pictures where the course will show them from. */
export async function readInput(
  input: DocumentInput,
  options: ReadInputOptions,
): Promise<ReadInput> {
  const name = "url" in input ? input.url : input.fileName;
  try {
    return await readNamed(input, name, options);
  } catch (cause) {
    if (!isAppError(cause) || options.count === 1) throw cause;
    // With several files, the words must say which one is meant.
    throw new AppError(cause.kind, cause.code, cause.message, {
      cause,
      details: { ...cause.details, fileName: name },
      ...(cause.suggestion === undefined ? {} : { suggestion: cause.suggestion }),
    });
  }
}

async function readNamed(
  input: DocumentInput,
  name: string,
  options: ReadInputOptions,
): Promise<ReadInput> {
  const { importId, orgId, position, count, watch, means } = options;
  const place = { fileName: name, fileNumber: position + 1, fileCount: count };
  watch.report({ step: "downloading", done: 0, total: 1, ...place });
  const file = await bringHere(input, options);
  watch.report({ step: "reading", done: 0, total: 1, ...place });
  const { document, images } = await means.parseFile({
    filePath: file.path,
    fileName: file.fileName,
    documentPath: "url" in input ? file.fileName : (input.path ?? file.fileName),
    pictures: "url" in input ? [] : options.pictures,
    signal: watch.signal,
    onProgress: ({ step, done, total }) => watch.report({ step, done, total, ...place }),
  });
  const documentId = documentIdOf(importId, position);
  const pictures: StoredPicture[] = [];
  for (const [imageKey, image] of images) {
    watch.signal.throwIfAborted();
    watch.report({ step: "storing", done: pictures.length, total: images.size, ...place });
    const storagePath = `${pictureFolder(orgId, documentId)}/${imageKey}.${extensionByType[image.mediaType]}`;
    await means.storage.put({ bucket: "media", path: storagePath }, image.bytes, image.mediaType);
    pictures.push({
      assetId: stableUuid("picture", documentId, imageKey),
      imageKey,
      storagePath,
      metadata: {
        importId,
        mediaType: image.mediaType,
        width: image.width,
        height: image.height,
        byteSize: image.bytes.length,
        sha256: createHash("sha256").update(image.bytes).digest("hex"),
      },
    });
  }
  return {
    documentId,
    fileName: file.fileName,
    sourceUrl: file.sourceUrl,
    storagePath: file.ref.path,
    byteSize: file.byteSize,
    document,
    pictures,
  };
}

interface LocalFile {
  readonly path: string;
  readonly fileName: string;
  readonly sourceUrl: string | null;
  readonly byteSize: number;
  readonly ref: ObjectRef;
}

async function bringHere(input: DocumentInput, options: ReadInputOptions): Promise<LocalFile> {
  const { importId, orgId, position, folder, watch, means } = options;
  const path = join(folder, `input-${position}`);
  if ("url" in input) {
    const page = await means.fetchPage(input.url, { signal: watch.signal });
    await writeFile(path, page.bytes);
    const ref: ObjectRef = {
      bucket: "documents",
      path: `${orgId}/fetched/${importId}/${position}-${safeFileName(page.fileName)}`,
    };
    await means.storage.put(ref, page.bytes, page.mediaType || "application/octet-stream");
    return { path, fileName: page.fileName, sourceUrl: page.url, byteSize: page.bytes.length, ref };
  }
  const ref: ObjectRef = { bucket: "documents", path: input.storagePath };
  try {
    const byteSize = await means.storage.download(ref, path, {
      maxBytes: maxImportBytes,
      signal: watch.signal,
    });
    return { path, fileName: input.fileName, sourceUrl: null, byteSize, ref };
  } catch (cause) {
    if (!isAppError(cause)) throw cause;
    if (cause.code === "storage.too-large") {
      throw new AppError("limit", "import.too-large", "The file is larger than 200 MB.", {
        cause,
        suggestion: "Split the document, or make its pictures smaller, and import the parts.",
      });
    }
    if (cause.kind === "not_found") {
      throw new AppError("not_found", "import.upload-missing", "The upload did not finish.", {
        cause,
        suggestion: "Choose the file again.",
      });
    }
    throw cause;
  }
}

const maxPicturesBytes = 150 * 1024 * 1024;

/** Brings the pictures beside the documents here, within bounds; one that is missing or too large is left out. */
export async function bringPictures(
  pictures: readonly PictureInput[],
  { folder, watch, means }: Pick<ReadInputOptions, "folder" | "watch" | "means">,
): Promise<LocalPicture[]> {
  const brought: LocalPicture[] = [];
  let bytesLeft = maxPicturesBytes;
  for (const [at, { picture: path, storagePath }] of pictures.entries()) {
    watch.signal.throwIfAborted();
    watch.report({ step: "downloading", done: at, total: pictures.length });
    const filePath = join(folder, `picture-${at}`);
    try {
      bytesLeft -= await means.storage.download(
        { bucket: "documents", path: storagePath },
        filePath,
        {
          maxBytes: Math.min(maxImageBytes, bytesLeft),
          signal: watch.signal,
        },
      );
      brought.push({ path, filePath });
    } catch (error) {
      const isLeftOut =
        isAppError(error) && (error.kind === "not_found" || error.code === "storage.too-large");
      if (!isLeftOut) throw error;
    }
  }
  return brought;
}
