import { isAppError } from "@byteos/contracts/errors";
import type { RepositoryId } from "@byteos/contracts/repository";
import { endingOf, fileKindOf } from "@byteos/contracts/repository-file";
import type { MemberContext } from "@byteos/contracts/request-context";
import type { TableDiff } from "@byteos/forge/diff/table-diff";
import type { HashedPiece, TensorDiff } from "@byteos/forge/diff/tensor-diff";
import type { TextDiff } from "@byteos/forge/diff/text-diff";
import { memorySource } from "@byteos/forge/inspect/byte-source";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { toHex } from "@byteos/forge/store/content-name";
import { readManifest } from "@byteos/forge/store/file-manifest";
import { openFile } from "@byteos/forge/store/file-source";
import { readTree, type TreeEntry } from "@byteos/forge/store/tree";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { LookMeans } from "./look-means.ts";
import { nameFromHex, openVersion } from "./open-version.ts";
import { FilePlace } from "./read-file.ts";

export type FileComparison =
  | { readonly kind: "text"; readonly diff: TextDiff }
  | { readonly kind: "table"; readonly compared: TableDiff }
  | { readonly kind: "model"; readonly diff: TensorDiff }
  /** Neither text, table nor model: only the sizes are told. */
  | { readonly kind: "opaque" }
  | { readonly kind: "refused"; readonly reason: string };

/** What a version changed in one file, against its first parent. Of models only changed chunks are read. */
export async function compareFile({
  ctx,
  input,
  means,
}: UseCase & { readonly means: LookMeans }): Promise<FileComparison> {
  requireCapability(ctx, "course.take");
  const { repositoryId, at, path } = FilePlace.parse(input);
  const { commit, chunks } = await openVersion(ctx, { repositoryId, at }, means);
  const [parent] = commit.parents;
  const after = await findEntry(chunks, commit.tree, path);
  const before =
    parent === undefined ? null : await findBefore(ctx, { repositoryId, at: parent, path }, means);
  try {
    return await compare(path, chunks, before, after, means);
  } catch (error) {
    if (!isAppError(error) || (error.kind !== "validation" && error.kind !== "limit")) throw error;
    return { kind: "refused", reason: error.message };
  }
}

async function findBefore(
  ctx: MemberContext,
  { path, ...place }: { repositoryId: RepositoryId; at: string; path: string },
  means: LookMeans,
): Promise<TreeEntry | null> {
  const { commit, chunks } = await openVersion(ctx, place, means);
  return findEntry(chunks, commit.tree, path);
}

async function findEntry(
  chunks: ChunkStore,
  tree: string,
  path: string,
): Promise<TreeEntry | null> {
  const range = { from: path, before: `${path}\u0000` };
  for await (const entry of readTree(chunks, nameFromHex(tree), range)) return entry;
  return null;
}

async function compare(
  path: string,
  chunks: ChunkStore,
  before: TreeEntry | null,
  after: TreeEntry | null,
  { look }: LookMeans,
): Promise<FileComparison> {
  const open = (entry: TreeEntry | null) =>
    entry === null ? memorySource(new Uint8Array(0)) : openFile(chunks, entry);
  const files = [open(before), open(after)];
  const kind = fileKindOf(path);
  const isBoth = before !== null && after !== null;
  if (kind === "model" && isBoth) {
    const pieces = {
      before: await listPieces(chunks, before),
      after: await listPieces(chunks, after),
    };
    const diff = await look({ kind: "diff-tensors", path, pieces }, files);
    if (diff !== null) return { kind: "model", diff };
  }
  if (kind === "table" && isBoth) {
    const compared = await look({ kind: "diff-table", path }, files);
    if (compared !== null) return { kind: "table", compared };
  }
  if (kind === "image" && endingOf(path) !== "svg") return { kind: "opaque" };
  const diff = await look({ kind: "diff-text" }, files);
  return diff === null ? { kind: "opaque" } : { kind: "text", diff };
}

/** The chunks of a file, as the comparison of models wants them. */
async function listPieces(chunks: ChunkStore, entry: TreeEntry): Promise<HashedPiece[]> {
  const { content, size } = entry;
  if (content === null) return [];
  if (!entry.isManifest) return [{ hash: toHex(content), start: 0, end: size }];
  const pieces: HashedPiece[] = [];
  for await (const { name, start, length } of readManifest(chunks, content, size)) {
    pieces.push({ hash: toHex(name), start, end: start + length });
  }
  return pieces;
}
