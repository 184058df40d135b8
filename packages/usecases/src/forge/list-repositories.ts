import { asUser } from "@byteos/db/as-user";
import {
  codeRepositoryRepository,
  type RepositoryRow,
} from "@byteos/db/repositories/code-repository.repository";
import { forgeUsageRepository } from "@byteos/db/repositories/forge-usage.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const ListRepositoriesInput = z.strictObject({
  /** Words in the name or description. */
  search: z.string().trim().max(200).default(""),
});

const most = 500;

export interface RepositoryList {
  readonly repositories: readonly RepositoryRow[];
  /** There are more than these. */
  readonly isCut: boolean;
  readonly usage: { readonly storedBytes: number; readonly quotaBytes: number };
}

/** The repositories of the organisation that the person may see, those pushed to last first. */
export async function listRepositories({ ctx, input }: UseCase): Promise<RepositoryList> {
  requireCapability(ctx, "course.take");
  const { search } = ListRepositoriesInput.parse(input);
  const { orgId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const rows = await codeRepositoryRepository.list(tx, { orgId, search, limit: most + 1 });
    const usage = await forgeUsageRepository.find(tx, orgId);
    return { repositories: rows.slice(0, most), isCut: rows.length > most, usage };
  });
}
