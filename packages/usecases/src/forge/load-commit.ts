import { RepositoryId } from "@byteos/contracts/repository";
import { asUser } from "@byteos/db/as-user";
import { refRepository, type CommitRow } from "@byteos/db/repositories/ref.repository";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { readTree, type TreeEntry } from "@byteos/forge/store/tree";
import { diffTrees } from "@byteos/forge/store/tree-diff";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { ForgeMeans } from "./forge-means.ts";
import { nameFromHex, openVersion } from "./open-version.ts";
import { CommitPlace } from "./resolve-commit.ts";

export const LoadCommitInput = z.strictObject({ repositoryId: RepositoryId, at: CommitPlace });

const mostChanges = 2_000;

export interface ChangedPath {
  readonly path: string;
  readonly kind: "added" | "changed" | "deleted";
  readonly sizeBefore: number | null;
  readonly sizeAfter: number | null;
}

export interface CommitPage {
  readonly commit: CommitRow;
  /** Against the first parent; against nothing for the first version. */
  readonly changes: readonly ChangedPath[];
  readonly changeCount: number;
}

/** A version and what it changed. */
export async function loadCommit({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<CommitPage> {
  requireCapability(ctx, "course.take");
  const { repositoryId, at } = LoadCommitInput.parse(input);
  const { commit, chunks } = await openVersion(ctx, { repositoryId, at }, means);
  const [parentName] = commit.parents;
  const parent =
    parentName === undefined
      ? null
      : await asUser(ctx, (tx) => refRepository.findCommit(tx, repositoryId, parentName));
  const before = parent === null ? [] : await listEntries(chunks, parent.tree);
  const changes = diffTrees(before, await listEntries(chunks, commit.tree)).map((change) => ({
    path: change.path,
    kind: change.kind,
    sizeBefore: change.kind === "added" ? null : change.before.size,
    sizeAfter: change.kind === "deleted" ? null : change.after.size,
  }));
  return { commit, changes: changes.slice(0, mostChanges), changeCount: changes.length };
}

async function listEntries(chunks: ChunkStore, tree: string): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = [];
  for await (const entry of readTree(chunks, nameFromHex(tree))) entries.push(entry);
  return entries;
}
