import type { MemberContext } from "@byteos/contracts/request-context";
import { asUser } from "@byteos/db/as-user";
import type { RepositoryRow } from "@byteos/db/repositories/code-repository.repository";
import type { CommitRow } from "@byteos/db/repositories/ref.repository";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { parseName } from "@byteos/forge/store/content-name";
import { damaged } from "@byteos/forge/store/format-error";
import type { ForgeMeans } from "./forge-means.ts";
import { openChunks } from "./open-chunks.ts";
import { requireRepository } from "./require-repository.ts";
import { resolveCommit } from "./resolve-commit.ts";

export interface OpenVersion {
  readonly repository: RepositoryRow;
  readonly commit: CommitRow;
  readonly chunks: ChunkStore;
}

/** A version for somebody who may read it, with the store that its content is read from. */
export async function openVersion(
  ctx: MemberContext,
  { repositoryId, at }: { repositoryId: string; at: string },
  means: ForgeMeans,
): Promise<OpenVersion> {
  const { repository, commit } = await asUser(ctx, async (tx) => ({
    repository: await requireRepository(tx, repositoryId, "read"),
    commit: await resolveCommit(tx, repositoryId, at),
  }));
  return { repository, commit, chunks: await openChunks(repository, means) };
}

export function nameFromHex(hex: string): Uint8Array {
  const name = parseName(hex);
  if (name === null) throw damaged(`${hex} is no name`);
  return name;
}
