import { AppError } from "@byteos/contracts/errors";
import { RepositoryId } from "@byteos/contracts/repository";
import type { CommitRow } from "@byteos/db/repositories/ref.repository";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { toHex } from "@byteos/forge/store/content-name";
import { readTree, type EntryKind, type TreeRange } from "@byteos/forge/store/tree";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { ForgeMeans } from "./forge-means.ts";
import { nameFromHex, openVersion } from "./open-version.ts";
import { CommitPlace } from "./resolve-commit.ts";

/** Below the root, without slashes around it; empty for the root itself. */
export const TreePath = z
  .string()
  .max(4_096)
  .regex(/^(?!\/)(?!.*\/$)/s, "A path has no slash at its ends");

export const LoadTreeInput = z.strictObject({
  repositoryId: RepositoryId,
  at: CommitPlace,
  path: TreePath.default(""),
});

const mostItems = 5_000;

export interface TreeItem {
  readonly name: string;
  readonly path: string;
  readonly kind: EntryKind;
  /** Bytes of a file; 0 for folders. */
  readonly size: number;
  /** Changes with the content of a file; null for folders and what is empty. */
  readonly content: string | null;
}

export interface TreePage {
  readonly commit: CommitRow;
  readonly path: string;
  /** Folders first, then files, by name. */
  readonly items: readonly TreeItem[];
  /** There are more than these. */
  readonly isCut: boolean;
}

/** What lies in one folder of a version. `not_found` when there is no such folder. */
export async function loadTree({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<TreePage> {
  requireCapability(ctx, "course.take");
  const { repositoryId, at, path } = LoadTreeInput.parse(input);
  const { commit, chunks } = await openVersion(ctx, { repositoryId, at }, means);
  const { items, isCut } = await listFolder(chunks, nameFromHex(commit.tree), path);
  if (items.length === 0 && path !== "") await requireEmptyFolder(chunks, commit, path);
  return { commit, path, items, isCut };
}

async function listFolder(chunks: ChunkStore, tree: Uint8Array, path: string) {
  const prefix = path === "" ? "" : `${path}/`;
  const folders: TreeItem[] = [];
  const files: TreeItem[] = [];
  const before = path === "" ? {} : { before: `${path}0` };
  let next: string | null = prefix;
  // A folder below is passed over as a whole: "0" comes right after "/".
  while (next !== null && folders.length + files.length <= mostItems) {
    const range: TreeRange = { from: next, ...before };
    next = null;
    for await (const entry of readTree(chunks, tree, range)) {
      const rest = entry.path.slice(prefix.length);
      const slash = rest.indexOf("/");
      if (slash !== -1) {
        const name = rest.slice(0, slash);
        folders.push({ name, path: prefix + name, kind: "folder", size: 0, content: null });
        next = `${prefix}${name}0`;
        break;
      }
      const { kind, size, content } = entry;
      const item = { name: rest, path: entry.path, kind, size };
      const list = kind === "folder" ? folders : files;
      list.push({ ...item, content: content === null ? null : toHex(content) });
      if (folders.length + files.length > mostItems) break;
    }
  }
  const items = [...folders, ...files];
  return { items: items.slice(0, mostItems), isCut: items.length > mostItems };
}

async function requireEmptyFolder(
  chunks: ChunkStore,
  commit: CommitRow,
  path: string,
): Promise<void> {
  for await (const entry of readTree(chunks, nameFromHex(commit.tree), {
    from: path,
    before: `${path}\u0000`,
  })) {
    if (entry.path === path && entry.kind === "folder") return;
  }
  throw new AppError("not_found", "forge.unknown-path", "This version has no such folder.");
}
