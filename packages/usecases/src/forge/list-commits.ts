import { RepositoryId } from "@byteos/contracts/repository";
import { asUser } from "@byteos/db/as-user";
import { refRepository, type CommitRow } from "@byteos/db/repositories/ref.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { requireRepository } from "./require-repository.ts";
import { CommitPlace, resolveCommit } from "./resolve-commit.ts";

export const ListCommitsInput = z.strictObject({
  repositoryId: RepositoryId,
  at: CommitPlace,
  skip: z.int().min(0).max(1_000_000).default(0),
  limit: z.int().min(1).max(200).default(50),
});

export interface CommitList {
  readonly commits: readonly CommitRow[];
  readonly hasMore: boolean;
}

/** A version and those before it, newest first by their own clocks. */
export async function listCommits({ ctx, input }: UseCase): Promise<CommitList> {
  requireCapability(ctx, "course.take");
  const { repositoryId, at, skip, limit } = ListCommitsInput.parse(input);
  return asUser(ctx, async (tx) => {
    await requireRepository(tx, repositoryId, "read");
    const { name: commit } = await resolveCommit(tx, repositoryId, at);
    const page = { repositoryId, commit, skip, limit: limit + 1 };
    const rows = await refRepository.listHistory(tx, page);
    return { commits: rows.slice(0, limit), hasMore: rows.length > limit };
  });
}
