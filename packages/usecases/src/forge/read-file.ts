import { AppError } from "@byteos/contracts/errors";
import { RepositoryId } from "@byteos/contracts/repository";
import type { CommitRow } from "@byteos/db/repositories/ref.repository";
import type { ByteSource } from "@byteos/forge/inspect/byte-source";
import { openFile } from "@byteos/forge/store/file-source";
import { readTree, type TreeEntry } from "@byteos/forge/store/tree";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { ForgeMeans } from "./forge-means.ts";
import { TreePath } from "./load-tree.ts";
import { nameFromHex, openVersion } from "./open-version.ts";
import { CommitPlace } from "./resolve-commit.ts";

export const FilePlace = z.strictObject({
  repositoryId: RepositoryId,
  at: CommitPlace,
  path: TreePath.min(1),
});

/** What one request may read. */
export const mostRangeBytes = 8 * 1024 * 1024;

export const ReadFileRangeInput = FilePlace.extend({
  start: z.int().min(0).default(0),
  /** The byte behind the last one; the end of the file when it is left out or lies behind it. */
  end: z.int().min(0).optional(),
});

export interface FileRange {
  readonly bytes: Uint8Array;
  readonly start: number;
  /** Bytes of the whole file. */
  readonly size: number;
  readonly commit: CommitRow;
}

export interface OpenedFile {
  readonly commit: CommitRow;
  readonly entry: TreeEntry;
  readonly source: ByteSource;
}

/** A part of a file, fetching only the chunks that cover it. Throws limit `forge.range-too-long`. */
export async function readFileRange({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<FileRange> {
  const { start, end, ...place } = ReadFileRangeInput.parse(input);
  const { commit, source } = await openRepositoryFile({ ctx, input: place, means });
  const { size } = source;
  const last = Math.min(end ?? size, size);
  if (start > last) {
    throw new AppError("validation", "forge.bad-range", "The file ends before this.", {
      details: { size },
    });
  }
  if (last - start > mostRangeBytes) {
    throw new AppError("limit", "forge.range-too-long", "This is more than one request may read.", {
      suggestion: "Ask for a part of the file.",
      details: { mostRangeBytes, size },
    });
  }
  return { bytes: await source.read(start, last), start, size, commit };
}

/**
 * A file of a version as a source that is read by range, for what looks inside of it. `not_found` when there is
 * no such file.
 */
export async function openRepositoryFile({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<OpenedFile> {
  requireCapability(ctx, "course.take");
  const { repositoryId, at, path } = FilePlace.parse(input);
  const { commit, chunks } = await openVersion(ctx, { repositoryId, at }, means);
  const range = { from: path, before: `${path}\u0000` };
  for await (const entry of readTree(chunks, nameFromHex(commit.tree), range)) {
    if (entry.path === path && entry.kind !== "folder") {
      return { commit, entry, source: openFile(chunks, entry) };
    }
  }
  throw new AppError("not_found", "forge.unknown-path", "This version has no such file.");
}
