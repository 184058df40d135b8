import { RepositoryId } from "@byteos/contracts/repository";
import { asUser } from "@byteos/db/as-user";
import {
  codeRepositoryRepository,
  type RepositoryRow,
} from "@byteos/db/repositories/code-repository.repository";
import { refRepository, type RefRow } from "@byteos/db/repositories/ref.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { repositoryNotFound, requireRepository } from "./require-repository.ts";
import { StoredVerification } from "./stored-verification.ts";

/** By id, or by the two words of its address. */
export const RepositoryPlace = z.union([
  z.strictObject({ repositoryId: RepositoryId }),
  z.strictObject({ org: z.string().max(200), name: z.string().max(200) }),
]);
export type RepositoryPlace = z.infer<typeof RepositoryPlace>;

export interface RepositoryPage {
  readonly repository: RepositoryRow;
  /** Branches and tags as `branches/main`, `tags/v1`. */
  readonly refs: readonly RefRow[];
  /** What the last verification found; null when there was none. */
  readonly verification: StoredVerification | null;
}

/** A repository with its branches and tags; `not_found` for those who may not read it. */
export async function loadRepository({ ctx, input }: UseCase): Promise<RepositoryPage> {
  requireCapability(ctx, "course.take");
  const place = RepositoryPlace.parse(input);
  return asUser(ctx, async (tx) => {
    const repository = await requireRepository(tx, await locateRepository(tx, place), "read");
    const refs = await refRepository.list(tx, repository.id);
    const stored = await codeRepositoryRepository.findVerification(tx, repository.id);
    return { repository, refs, verification: StoredVerification.nullable().parse(stored) };
  });
}

export async function listRefs({ ctx, input }: UseCase): Promise<readonly RefRow[]> {
  return (await loadRepository({ ctx, input })).refs;
}

export async function locateRepository(tx: Tx, place: RepositoryPlace): Promise<string> {
  if ("repositoryId" in place) return place.repositoryId;
  const { org: orgSlug, name } = place;
  const found = await codeRepositoryRepository.findIdByAddress(tx, {
    orgSlug,
    name: name.toLowerCase(),
  });
  if (found === null) throw repositoryNotFound();
  return found;
}
